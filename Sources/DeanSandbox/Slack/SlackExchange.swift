import Foundation
import NIOCore
import NIOPosix

/// One HTTP/1.1 POST on a connection of its own, as Slack makes them.
///
/// A client with a pool would reuse a connection to an app that was killed meanwhile, and repeat requests by itself;
/// here exactly the given bytes go out once, and the answer is whatever came back within the limit.
enum SlackExchange {
    struct Answer: Sendable {
        let status: Int
        let headers: [String: String]
        let body: [UInt8]
    }

    enum Failure: Error {
        case timedOut
        case unreachable
    }

    private static let largestAnswer = 1 << 20

    static func post(
        to address: String,
        headers: [String: String],
        body: [UInt8],
        within limit: Duration
    ) async throws(Failure) -> Answer {
        guard let url = URL(string: address), url.scheme == "http", let host = url.host() else { throw .unreachable }
        let fields = headers.merging(
            ["Host": host, "Content-Length": String(body.count), "Connection": "close", "Accept": "*/*"]
        ) { given, _ in given }
        var request = ByteBuffer(string: "POST \(url.path()) HTTP/1.1\r\n")
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) { request.writeString("\(name): \(value)\r\n") }
        request.writeString("\r\n")
        request.writeBytes(body)
        let start = ContinuousClock.now
        do {
            let received = try await exchange(request, host: host, port: url.port ?? 80, within: limit)
            if let answer = parse(received) { return answer }
        } catch {
            // Whatever broke on the way, all that Slack knows is whether it waited to the end.
        }
        throw ContinuousClock.now - start >= limit ? .timedOut : .unreachable
    }

    private static func exchange(
        _ request: ByteBuffer,
        host: String,
        port: Int,
        within limit: Duration
    ) async throws -> [UInt8] {
        let limit = TimeAmount.nanoseconds(Int64(limit / .nanoseconds(1)))
        let connection = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(limit)
            .connect(host: host, port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        let end = connection.channel.eventLoop.scheduleTask(in: limit) { connection.channel.close(promise: nil) }
        defer { end.cancel() }
        return try await connection.executeThenClose { inbound, outbound in
            try await outbound.write(request)
            var received: [UInt8] = []
            for try await part in inbound where received.count < largestAnswer {
                received += part.readableBytesView
            }
            return received
        }
    }

    /// Reads a whole response; nil while a part of it is missing.
    static func parse(_ received: [UInt8]) -> Answer? {
        guard let end = received.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let lines = String(decoding: received[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ")
        guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else { return nil }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            headers[line[..<colon].lowercased()] = value
        }
        let rest = Array(received[end.upperBound...])
        if headers["transfer-encoding"]?.lowercased() == "chunked" {
            return unchunk(rest).map { Answer(status: status, headers: headers, body: $0) }
        }
        if let length = headers["content-length"].flatMap(Int.init) {
            guard rest.count >= length else { return nil }
            return Answer(status: status, headers: headers, body: Array(rest[..<length]))
        }
        return Answer(status: status, headers: headers, body: rest)
    }

    private static func unchunk(_ bytes: [UInt8]) -> [UInt8]? {
        var rest = bytes[...]
        var body: [UInt8] = []
        while let line = rest.firstRange(of: Array("\r\n".utf8)) {
            let digits = String(decoding: rest[..<line.lowerBound].prefix { $0 != UInt8(ascii: ";") }, as: UTF8.self)
            guard let size = Int(digits, radix: 16), size >= 0 else { return nil }
            if size == 0 { return body }
            guard rest.distance(from: line.upperBound, to: rest.endIndex) >= size + 2 else { return nil }
            body += rest[line.upperBound..<(line.upperBound + size)]
            rest = rest[(line.upperBound + size + 2)...]
        }
        return nil
    }
}
