import AsyncHTTPClient
import DeanDomain
import Foundation
import NIOCore
import Synchronization

@testable import DeanSandbox

/// A local Slack and an app, wired together, on clocks that only the test moves.
struct SlackFixture: Sendable {
    let slack: SlackServer
    let app: SlackScriptedApp
    let clock: SlackTestClock

    static func with<Value>(
        app handler: @escaping @Sendable (SlackScriptedApp.Request) -> SlackScriptedApp.Reply = { _ in .ok },
        set: (inout SlackConfiguration) -> Void = { _ in },
        _ body: (SlackFixture) async throws -> Value
    ) async throws -> Value {
        let app = try SlackScriptedApp(handler)
        defer { app.stop() }
        let clock = SlackTestClock()
        var configuration = SlackConfiguration(
            clock: clock.wallClock,
            uptime: { clock.uptime },
            pause: { pause in clock.note(pause) }
        )
        configuration.appURL = app.url
        set(&configuration)
        let slack = SlackServer(configuration)
        try await slack.start()
        do {
            let value = try await body(SlackFixture(slack: slack, app: app, clock: clock))
            try await slack.stop()
            return value
        } catch {
            try await slack.stop()
            throw error
        }
    }

    /// Calls a method as an app does, in JSON.
    @discardableResult
    func call(
        _ method: String,
        _ arguments: SlackJSON,
        token: String? = "xoxb-sandbox"
    ) async throws -> SlackJSON {
        var headers = ["Content-Type": "application/json; charset=utf-8"]
        if let token { headers["Authorization"] = "Bearer " + token }
        return try await send(slack.apiURL + method, headers, arguments.serialized).json
    }

    /// Calls a method with a form body.
    @discardableResult
    func callForm(_ method: String, _ fields: [(String, String)]) async throws -> SlackJSON {
        try await send(
            slack.apiURL + method,
            ["Content-Type": "application/x-www-form-urlencoded", "Authorization": "Bearer xoxb-sandbox"],
            SlackForm.encode(fields.map { (name: $0.0, value: $0.1) })
        ).json
    }

    func send(
        _ url: String,
        _ headers: [String: String] = ["Content-Type": "application/json"],
        _ body: String
    ) async throws -> (status: Int, headers: [String: String], text: String, json: SlackJSON) {
        let answer = try await SlackExchange.post(
            to: url,
            headers: headers,
            body: Array(body.utf8),
            within: .seconds(10)
        )
        return (
            answer.status, answer.headers, String(decoding: answer.body, as: UTF8.self),
            SlackJSON(parsing: answer.body) ?? .null
        )
    }

    func get(_ path: String) async throws -> String {
        let response = try await HTTPClient.shared.execute(
            HTTPClientRequest(url: slack.url + path),
            timeout: .seconds(10)
        )
        return String(buffer: try await response.body.collect(upTo: 1 << 20))
    }

    /// What the page is told about the workspace.
    func pageState(_ person: SlackPerson) async throws -> SlackJSON {
        SlackJSON(parsing: try await get("/_ui/state?user=" + person.id).utf8) ?? .null
    }

    /// The last payload of an interaction that the app received.
    var interaction: SlackJSON? {
        app.requests.last { $0.path == "/slack/interactions" }?.form["payload"].flatMap { SlackJSON(parsing: $0.utf8) }
    }

    /// The events that the app received, in order, with the headers they came with.
    var events: [(json: SlackJSON, headers: [String: String])] {
        app.requests.filter { $0.path == "/slack/events" }.map { (SlackJSON(parsing: $0.body) ?? .null, $0.headers) }
    }
}

/// Both clocks of the sandbox, moved by hand; pauses are kept and take no time.
final class SlackTestClock: Sendable {
    private let state = Mutex((now: Timestamp(seconds: 1_795_000_000), uptime: Duration.zero, pauses: [Duration]()))

    var wallClock: WallClock { WallClock { self.state.withLock { $0.now } } }
    var uptime: Duration { state.withLock { $0.uptime } }
    var pauses: [Duration] { state.withLock { $0.pauses } }

    func advance(_ span: TimeSpan) { state.withLock { $0.now = $0.now + span } }
    func wait(_ duration: Duration) { state.withLock { $0.uptime += duration } }
    func note(_ pause: Duration) { state.withLock { $0.pauses.append(pause) } }
}

/// Blocks that are used over and over.
enum SlackSample {
    static func button(_ actionID: String, value: String? = nil, text: String = "Approve") -> SlackJSON {
        var button: SlackJSON = [
            "type": "button", "action_id": .string(actionID), "text": ["type": "plain_text", "text": .string(text)],
        ]
        if let value { button["value"] = .string(value) }
        return button
    }

    static func section(_ text: String) -> SlackJSON {
        ["type": "section", "text": ["type": "mrkdwn", "text": .string(text)]]
    }

    static func actions(_ elements: SlackJSON...) -> SlackJSON { ["type": "actions", "elements": .array(elements)] }

    static func input(_ actionID: String, block: String, optional: Bool = false) -> SlackJSON {
        [
            "type": "input", "block_id": .string(block), "optional": .bool(optional),
            "label": ["type": "plain_text", "text": "Reason"],
            "element": ["type": "plain_text_input", "action_id": .string(actionID)],
        ]
    }

    static func modal(_ title: String = "Settings", _ blocks: SlackJSON...) -> SlackJSON {
        [
            "type": "modal", "callback_id": "settings", "title": ["type": "plain_text", "text": .string(title)],
            "submit": ["type": "plain_text", "text": "Save"], "blocks": .array(blocks),
        ]
    }

    static func home(_ blocks: SlackJSON...) -> SlackJSON { ["type": "home", "blocks": .array(blocks)] }
}
