import AsyncHTTPClient
import DeanDomain
import DeanSlack
import DeanStore
import DeanStoreSQLite
import Foundation
import NIOCore
import NIOHTTP1
import Testing

@testable import dean

/// Dean, a Meta and a Slack, each a process of its own; the store is looked into from here.
struct SeparateWorld: Sendable {
    let environment: [String: String]
    let store: Store
    let graphURL: String
    let http: HTTPClient

    static let approver = "U0MAYA00001"
    private static let secret = Secret("separate-signing-secret")

    static func run(_ body: @Sendable (SeparateWorld) async throws -> Void) async throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("dean-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let meta = try await ChildProcess.start(["sandbox", "meta", "--port", "0"], readyOn: "FB_AD_ACCOUNT_ID=")
        defer { meta.kill() }
        let slack = try await ChildProcess.start(["sandbox", "slack", "--port", "0"], readyOn: "SLACK_WEBHOOK_URL=")
        defer { slack.kill() }
        let driver = try SQLiteDriver(path: directory.appendingPathComponent("dean.sqlite").path)
        let store = Store(driver: driver)
        try await store.migrate()
        let http = HTTPClient(eventLoopGroupProvider: .singleton)
        let account = try meta.value("FB_AD_ACCOUNT_ID").split(separator: ",").first.map(String.init) ?? ""
        let graphURL = try meta.value("FB_GRAPH_URL")
        let world = SeparateWorld(
            environment: [
                "FB_GRAPH_URL": graphURL,
                "FB_ACCESS_TOKEN": try meta.value("FB_ACCESS_TOKEN"),
                "FB_APP_SECRET": try meta.value("FB_APP_SECRET"),
                "FB_AD_ACCOUNT_ID": account,
                "SLACK_API_URL": try slack.value("SLACK_API_URL"),
                "SLACK_BOT_TOKEN": try slack.value("SLACK_BOT_TOKEN"),
                "SLACK_SIGNING_SECRET": secret.reveal(),
                "SLACK_CHANNEL": "C0ADS000001",
                "SLACK_APPROVERS": approver,
                "SLACK_ADMINS": approver,
                "DEAN_CONFIG": Repository.root + "/manifests/config",
                "DEAN_DATA_DIR": directory.path,
                "DEAN_LISTEN": "127.0.0.1:0",
                "DEAN_LOG_LEVEL": "error",
            ],
            store: store,
            graphURL: graphURL,
            http: http
        )
        do {
            try await body(world)
        } catch {
            try? await http.shutdown()
            try? await driver.close()
            throw error
        }
        try await http.shutdown()
        try await driver.close()
    }

    var account: AccountID { AccountID(environment["FB_AD_ACCOUNT_ID"] ?? "") }

    func dean(_ arguments: [String], with more: [String: String] = [:]) async throws -> ChildProcess.Ended {
        try await ChildProcess.run(
            arguments + ["--profile", "sandbox"],
            environment: environment.merging(more) { _, new in new }
        )
    }

    /// `dean serve`, ready, and the port it listens on.
    func serve() async throws -> (process: ChildProcess, port: Int) {
        let process = try await ChildProcess.start(
            ["serve", "--profile", "sandbox"],
            environment: environment,
            readyOn: "ready on"
        )
        let port = process.firstLines.last?.split(separator: ":").last.flatMap { Int($0) }
        return (process, try #require(port))
    }

    /// A run's plan, whose actions wait, with one that writes to a single object first.
    func plan() async throws -> (plan: PlanID, actions: [ActionRecord]) {
        let ended = try await dean(["run"])
        #expect(ended.code == 0, "\(ended.output)")
        let plan = try #require(try await store.openPlans(account).first)
        let actions = try await store.actions(plan: plan.id)
        return (plan.id, actions)
    }

    // MARK: Meta

    func inject(_ fault: [String: String]) async throws {
        let body = try JSONEncoder().encode(fault)
        var request = HTTPClientRequest(url: graphURL + "/_sandbox/faults")
        request.method = .POST
        request.body = .bytes(ByteBuffer(bytes: body))
        _ = try await http.execute(request, timeout: .seconds(10)).body.collect(upTo: 1 << 20)
    }

    struct Call: Decodable, Sendable {
        var method: String
        var path: String
        var parameters: [String: String]
        var fault: String?

        var isWrite: Bool {
            method != "GET" && !(parameters["execution_options"] ?? "").contains("validate_only")
        }
    }

    /// What Meta was asked, oldest first.
    func calls() async throws -> [Call] {
        struct Log: Decodable { var requests: [Call] }
        let request = HTTPClientRequest(url: graphURL + "/_sandbox/log")
        let body = try await http.execute(request, timeout: .seconds(10)).body.collect(upTo: 64 << 20)
        return try JSONDecoder().decode(Log.self, from: Data(body.readableBytesView)).requests
    }

    func writes(to id: ObjectID) async throws -> [Call] {
        try await calls().filter { $0.isWrite && $0.path.contains(id.rawValue) }
    }

    // MARK: Slack

    /// Sends what Slack sends, signed, and returns the status.
    func post(_ route: String, _ fields: [(name: String, value: String)], port: Int) async throws -> Int {
        let body = Array(FormBody.encoded(fields).utf8)
        let now = SystemSources.clock.now
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)/slack/\(route)")
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
        request.headers.add(name: SlackSignature.timestampHeader, value: String(now.seconds))
        request.headers.add(
            name: SlackSignature.signatureHeader,
            value: SlackSignature(secret: Self.secret).sign(body: body, timestamp: now)
        )
        request.body = .bytes(ByteBuffer(bytes: body))
        return Int(try await http.execute(request, timeout: .seconds(10)).status.code)
    }

    func click(_ action: String, value: String, port: Int) async throws -> Int {
        let payload = """
            {"type":"block_actions","team":{"id":"T0DEAN","domain":"dean"},"user":{"id":"\(Self.approver)"},\
            "trigger_id":"1.2.3","container":{"type":"message","message_ts":"1.2","channel_id":"C0ADS000001"},\
            "channel":{"id":"C0ADS000001","name":"ads"},"actions":[{"type":"button","action_id":"\(action)",\
            "block_id":"b","value":"\(value)","action_ts":"1.3"}]}
            """
        return try await post("interactions", [("payload", payload)], port: port)
    }

    func command(_ text: String, port: Int) async throws -> Int {
        try await post(
            "commands",
            [
                ("command", "/dean"), ("text", text), ("team_id", "T0DEAN"), ("channel_id", "C0ADS000001"),
                ("user_id", Self.approver), ("trigger_id", "1.2.3"),
                ("response_url", "http://127.0.0.1:9/response"),
            ],
            port: port
        )
    }
}

/// Asks again and again until there is an answer; a minute at most.
///
/// Other processes can't be waited for otherwise: they say nothing when a row of theirs changes.
func eventually<Value: Sendable>(
    _ what: String,
    pause: @Sendable (Duration) async throws -> Void = SystemSources.pause,
    _ look: () async throws -> Value?
) async throws -> Value {
    for _ in 0..<1200 {
        if let value = try await look() { return value }
        try await pause(.milliseconds(50))
    }
    throw ChildProcess.Failure("this did not happen within a minute: \(what)")
}
