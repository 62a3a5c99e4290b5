import AsyncHTTPClient
import DeanDomain
import Logging
import Synchronization

@testable import DeanMeta

/// A client in front of a scripted server, with a clock that only the client's own waits move.
struct MetaBench: Sendable {
    static let account = AccountID("act_1")
    static let token = "EAAB-secret-token"
    static let secret = "app-secret"
    static let tag = IntentTag(IntentID("3fa4c1d2"))
    static let start = Timestamp(seconds: 1_795_000_000)

    let client: MetaClient
    let graph: ScriptedGraph
    let waits: Waits
    let log: RecordedLog

    /// Runs `body` against a server that answers by `respond`.
    static func run<Value: Sendable>(
        secret: String? = nil,
        timeout: TimeSpan = TimeSpan(seconds: 20),
        _ respond: @escaping @Sendable (ScriptedGraph.Request, Int) -> ScriptedGraph.Reply,
        _ body: (MetaBench) async throws -> Value
    ) async throws -> Value {
        let graph = try ScriptedGraph(respond)
        defer { graph.stop() }
        let waits = Waits(start: start)
        let log = RecordedLog()
        let client = MetaClient(
            http: .shared,
            configuration: MetaConfiguration(
                graphURL: graph.url,
                appID: secret == nil ? nil : "42",
                appSecret: secret.map { Secret($0) },
                token: Secret(token),
                pixelID: "777",
                timeout: timeout
            ),
            clock: waits.clock,
            sleep: { waits.wait($0) },
            logger: log.logger
        )
        return try await body(MetaBench(client: client, graph: graph, waits: waits, log: log))
    }
}

/// The client's waits, added up instead of waited for.
final class Waits: Sendable {
    private let spans = Mutex<[TimeSpan]>([])
    private let start: Timestamp

    init(start: Timestamp) {
        self.start = start
    }

    var all: [TimeSpan] { spans.withLock { $0 } }
    var clock: WallClock { WallClock { [self] in all.reduce(start) { $0 + $1 } } }
    func wait(_ span: TimeSpan) { spans.withLock { $0.append(span) } }
}

final class RecordedLog: Sendable {
    private let lines = Mutex<[String]>([])

    var text: String { lines.withLock { $0.joined(separator: "\n") } }

    var logger: Logger {
        Logger(label: "test") { _ in Handler(log: self) }
    }

    private struct Handler: LogHandler {
        let log: RecordedLog
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let line = "\(event.level) \(event.message) \(event.metadata ?? [:])"
            log.lines.withLock { $0.append(line) }
        }
    }
}

func parsed(_ text: String) throws -> JSON { try JSONDocument.parse(Array(text.utf8)) }

func errorBody(_ code: Int, _ subcode: Int? = nil, transient: Bool = false, message: String = "no") -> String {
    let sub = subcode.map { #","error_subcode":\#($0)"# } ?? ""
    return #"{"error":{"message":"\#(message)","type":"OAuthException","code":\#(code)\#(sub),"#
        + #""is_transient":\#(transient),"fbtrace_id":"AbC"}}"#
}
