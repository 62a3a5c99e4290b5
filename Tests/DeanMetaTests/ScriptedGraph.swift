import Foundation
import Glibc
import Synchronization

/// A server on a port of its own that answers each request as the test says, lost and broken answers included.
final class ScriptedGraph: Sendable {
    struct Request: Sendable {
        var method: String
        /// As on the request line: path and query.
        var target: String
        var headers: [String: String]
        var body: String

        var path: String { String(target.prefix { $0 != "?" }) }
        var query: [String: String] { Self.pairs(target.drop { $0 != "?" }.dropFirst()) }
        var form: [String: String] { Self.pairs(body[...]) }

        private static func pairs(_ text: Substring) -> [String: String] {
            var pairs: [String: String] = [:]
            for pair in text.split(separator: "&") {
                let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                let value = parts.count > 1 ? String(parts[1]) : ""
                pairs[String(parts[0])] = value.removingPercentEncoding ?? value
            }
            return pairs
        }
    }

    enum Reply: Sendable {
        case answer(String, status: Int = 200, headers: [String: String] = [:])
        /// Closes the connection after the request was read: applied or not, nobody knows.
        case hangUp
        /// Announces more than it sends, then closes.
        case cut(String)
        /// Says nothing and keeps the connection.
        case silence
    }

    let url: String
    private let listener: Int32
    private let respond: @Sendable (Request, Int) -> Reply
    private let log = Mutex<[Request]>([])
    private let held = Mutex<[Int32]>([])

    var requests: [Request] { log.withLock { $0 } }

    struct NoPort: Error {}

    /// `respond` gets each request and how many came before it.
    init(_ respond: @escaping @Sendable (Request, Int) -> Reply) throws {
        self.respond = respond
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = self.listener
        let port = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic -> UInt16? in
                guard bind(listener, generic, length) == 0, listen(listener, 64) == 0,
                    getsockname(listener, generic, &length) == 0
                else { return nil }
                return UInt16(bigEndian: pointer.pointee.sin_port)
            }
        }
        guard let port else { throw NoPort() }
        url = "http://127.0.0.1:\(port)"
        Thread.detachNewThread { [weak self] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0, let server = self else {
                    if connection >= 0 { close(connection) }
                    // Closed by the thread that waits on it: a number closed elsewhere could already name another
                    // test's listener.
                    close(listener)
                    return
                }
                server.serve(connection)
            }
        }
    }

    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        for connection in held.withLock({ $0 }) { close(connection) }
    }

    private func serve(_ connection: Int32) {
        guard let request = Self.read(connection) else {
            close(connection)
            return
        }
        let count = log.withLock { requests in
            requests.append(request)
            return requests.count - 1
        }
        switch respond(request, count) {
        case .answer(let body, let status, let headers):
            Self.write(connection, body, status: status, headers: headers, length: body.utf8.count)
            close(connection)
        case .cut(let body):
            Self.write(connection, body, status: 200, headers: [:], length: body.utf8.count + 100)
            close(connection)
        case .hangUp: close(connection)
        case .silence: held.withLock { $0.append(connection) }
        }
    }

    private static func read(_ connection: Int32) -> Request? {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            if let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) {
                let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
                var headers: [String: String] = [:]
                for line in lines.dropFirst() {
                    let parts = line.split(separator: ":", maxSplits: 1)
                    headers[parts[0].lowercased()] =
                        parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
                }
                let wanted = Int(headers["content-length"] ?? "0") ?? 0
                if bytes.count - end.upperBound >= wanted {
                    let words = lines[0].split(separator: " ")
                    guard words.count >= 2 else { return nil }
                    return Request(
                        method: String(words[0]),
                        target: String(words[1]),
                        headers: headers,
                        body: String(decoding: bytes[end.upperBound...], as: UTF8.self)
                    )
                }
            }
            let count = recv(connection, &chunk, chunk.count, 0)
            guard count > 0 else { return nil }
            bytes += chunk[..<count]
        }
    }

    private static func write(
        _ connection: Int32,
        _ body: String,
        status: Int,
        headers: [String: String],
        length: Int
    ) {
        var text = "HTTP/1.1 \(status) X\r\nContent-Length: \(length)\r\nConnection: close\r\n"
        for (name, value) in headers { text += "\(name): \(value)\r\n" }
        let bytes = Array((text + "\r\n" + body).utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            sent += count
        }
    }
}
