import Foundation
import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A server on a free local port that answers each request with the next line of its script, over plain sockets.
final class ScriptedServer: Sendable {
    struct Request: Sendable {
        let path: String
        let headers: [String: String]
        let body: String
    }

    enum Step: Sendable {
        case answer(status: Int = 200, headers: [String: String] = [:], body: String)
        /// Takes the request and says nothing.
        case silence
        /// Takes the request and hangs up.
        case hangUp
    }

    private struct State {
        var script: [Step]
        var requests: [Request] = []
        var silent: [Int32] = []
    }

    let port: UInt16
    private let listener: Int32
    private let isDeaf: Bool
    private let state: Mutex<State>

    /// With `isDeaf` it holds the port and refuses every connection.
    init(_ script: [Step], isDeaf: Bool = false) throws {
        state = Mutex(State(script: script))
        #if canImport(Glibc)
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
        let listener = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, size) == 0 && (isDeaf || listen(listener, 16) == 0)
                    && getsockname(listener, $0, &size) == 0
            }
        }
        guard bound else { throw POSIXError(.EADDRNOTAVAIL) }
        self.listener = listener
        self.isDeaf = isDeaf
        port = UInt16(bigEndian: address.sin_port)
        if !isDeaf { Thread.detachNewThread { [self] in serve() } }
    }

    var requests: [Request] { state.withLock { $0.requests } }
    var remaining: Int { state.withLock { $0.script.count } }

    /// The serving thread closes the listener itself: the descriptor's number must not pass to another server before.
    func stop() {
        if isDeaf { close(listener) } else { shutdown(listener, Int32(SHUT_RDWR)) }
        for connection in state.withLock({ $0.silent }) { close(connection) }
    }

    private func serve() {
        while true {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else {
                close(listener)
                return
            }
            guard let request = Self.read(connection) else {
                close(connection)
                continue
            }
            let step = state.withLock { state in
                state.requests.append(request)
                return state.script.isEmpty ? .answer(status: 500, body: "script over") : state.script.removeFirst()
            }
            switch step {
            case .answer(let status, let headers, let body):
                var text = "HTTP/1.1 \(status) Scripted\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n"
                for (name, value) in headers { text += "\(name): \(value)\r\n" }
                let bytes = Array((text + "\r\n" + body).utf8)
                _ = write(connection, bytes, bytes.count)
                close(connection)
            case .silence: state.withLock { $0.silent.append(connection) }
            case .hangUp: close(connection)
            }
        }
    }

    private static func read(_ connection: Int32) -> Request? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let text = String(decoding: bytes, as: UTF8.self)
            if let end = text.range(of: "\r\n\r\n") {
                let lines = text[..<end.lowerBound].components(separatedBy: "\r\n")
                let headers = lines.dropFirst().reduce(into: [String: String]()) { headers, line in
                    guard let colon = line.firstIndex(of: ":") else { return }
                    headers[line[..<colon].lowercased()] = line[line.index(after: colon)...]
                        .trimmingCharacters(in: .whitespaces)
                }
                let body = String(text[end.upperBound...])
                if body.utf8.count >= Int(headers["content-length"] ?? "") ?? 0 {
                    let path = lines[0].split(separator: " ").dropFirst().first.map(String.init) ?? ""
                    return Request(path: path, headers: headers, body: body)
                }
            }
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            bytes += buffer[..<count]
        }
    }
}
