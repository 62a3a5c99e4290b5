import Foundation
import Synchronization

/// The app's side in these tests: an HTTP server on plain sockets that answers as it is told, or not at all.
final class SlackScriptedApp: Sendable {
    struct Request: Sendable {
        let path: String
        let headers: [String: String]
        let body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }

        /// The fields of a form body.
        var form: [String: String] {
            var components = URLComponents()
            components.percentEncodedQuery = text.replacing("+", with: "%20")
            return Dictionary((components.queryItems ?? []).map { ($0.name, $0.value ?? "") }) { first, _ in first }
        }
    }

    enum Reply: Sendable {
        case answer(status: Int, headers: [String: String] = [:], body: String = "")
        /// The connection stays open and nothing comes.
        case silence

        static let ok = Reply.answer(status: 200)
        static func json(_ body: String) -> Reply {
            .answer(status: 200, headers: ["Content-Type": "application/json"], body: body)
        }
    }

    let url: String
    private let listener: Int32
    private let received = Mutex<[Request]>([])
    private let silent = Mutex<[Int32]>([])

    init(_ handler: @escaping @Sendable (Request) -> Reply = { _ in .ok }) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(listener, pointer, length) == 0 && listen(listener, 64) == 0
                    && getsockname(listener, pointer, &length) == 0
            }
        }
        guard listener >= 0, bound else { throw POSIXError(.EADDRNOTAVAIL) }
        self.listener = listener
        url = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))"
        Thread.detachNewThread { [self] in
            while case let connection = accept(listener, nil, nil), connection >= 0 {
                Thread.detachNewThread { self.serve(connection, handler) }
            }
            // Closed by the thread that waited on it: a number closed elsewhere could already name another listener.
            close(listener)
        }
    }

    var requests: [Request] { received.withLock { $0 } }

    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        for connection in silent.withLock({ $0 }) { close(connection) }
    }

    private func serve(_ connection: Int32, _ handler: (Request) -> Reply) {
        guard let request = Self.read(connection) else {
            close(connection)
            return
        }
        received.withLock { $0.append(request) }
        switch handler(request) {
        case .silence: silent.withLock { $0.append(connection) }
        case .answer(let status, let headers, let body):
            var head = "HTTP/1.1 \(status) Reply\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n"
            for (name, value) in headers { head += "\(name): \(value)\r\n" }
            let bytes = Array((head + "\r\n" + body).utf8)
            _ = send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
            close(connection)
        }
    }

    private static func read(_ connection: Int32) -> Request? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            if let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) {
                let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
                let fields = lines.dropFirst().map { $0.split(separator: ":", maxSplits: 1).map(String.init) }
                let headers = Dictionary(
                    fields.map { ($0[0].lowercased(), ($0.last ?? "").trimmingCharacters(in: .whitespaces)) }
                ) { first, _ in first }
                let length = headers["content-length"].flatMap(Int.init) ?? 0
                if bytes.count - end.upperBound >= length {
                    let path = lines[0].split(separator: " ").dropFirst().first.map(String.init) ?? ""
                    return Request(path: path, headers: headers, body: Array(bytes[end.upperBound...].prefix(length)))
                }
            }
            let count = recv(connection, &buffer, buffer.count, 0)
            if count <= 0 { return nil }
            bytes += buffer[..<count]
        }
    }
}
