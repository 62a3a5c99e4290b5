import AsyncHTTPClient
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import Synchronization

/// Stands before the simulated Meta and keeps its answers; after `rewind()` it gives them again, without asking.
///
/// So a cycle that is measured does not wait for a simulator that works out its rows. The same request may be answered
/// differently in time: its answers are given in the order in which they were recorded.
final class AnswerRecorder: Sendable {
    private struct Answer: Sendable {
        let status: Int
        let headers: [(name: String, value: String)]
        let body: ByteBuffer
    }

    private struct Tape: Sendable {
        var answers: [String: [Answer]] = [:]
        var given: [String: Int] = [:]
        var isRecording = true
    }

    private let upstream: String
    private let http: HTTPClient
    private let tape = Mutex(Tape())

    private static let largestBody = 64 << 20

    init(upstream: String, http: HTTPClient) {
        self.upstream = upstream
        self.http = http
    }

    func rewind() {
        tape.withLock { $0.isRecording = false }
    }

    /// Serves until the task is cancelled.
    func run(onReady: @escaping @Sendable (Int) async -> Void) async throws {
        var logger = Logger(label: "recorder") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .error
        let application = Application(
            responder: CallbackResponder<BasicRequestContext> { [self] request, _ in try await respond(to: request) },
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in await onReady(channel.localAddress?.port ?? 0) },
            logger: logger
        )
        try await application.run()
    }

    private func respond(to request: Request) async throws -> Response {
        let body = try await request.body.collect(upTo: Self.largestBody)
        let key = "\(request.method) \(request.uri.string) \(String(buffer: body))"
        let answer: Answer
        if tape.withLock({ $0.isRecording }) {
            answer = try await ask(request, body)
            tape.withLock { $0.answers[key, default: []].append(answer) }
        } else {
            answer = try next(key)
        }
        var headers = HTTPFields()
        for header in answer.headers {
            if let name = HTTPField.Name(header.name) { headers.append(HTTPField(name: name, value: header.value)) }
        }
        return Response(status: .init(code: answer.status), headers: headers, body: .init(byteBuffer: answer.body))
    }

    private func next(_ key: String) throws -> Answer {
        let answer = tape.withLock { tape -> Answer? in
            let place = tape.given[key, default: 0]
            guard let answers = tape.answers[key], place < answers.count else { return nil }
            tape.given[key] = place + 1
            return answers[place]
        }
        guard let answer else { throw BenchmarkError(.unrecorded, "was not asked before: \(key)") }
        return answer
    }

    private func ask(_ request: Request, _ body: ByteBuffer) async throws -> Answer {
        var asked = HTTPClientRequest(url: upstream + request.uri.string)
        asked.method = .RAW(value: request.method.rawValue)
        for field in request.headers where field.name != .contentLength && field.name != .transferEncoding {
            asked.headers.add(name: field.name.rawName, value: field.value)
        }
        if body.readableBytes > 0 { asked.body = .bytes(body) }
        let response = try await http.execute(asked, timeout: .minutes(10))
        let own = ["content-length", "transfer-encoding", "connection", "server", "date"]
        return Answer(
            status: Int(response.status.code),
            headers: response.headers.filter { !own.contains($0.name.lowercased()) },
            body: try await response.body.collect(upTo: Self.largestBody)
        )
    }
}
