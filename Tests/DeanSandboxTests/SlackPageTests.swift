import AsyncHTTPClient
import DeanDomain
import Foundation
import NIOCore
import Testing

@testable import DeanSandbox

/// What the web page is served.
@Suite struct SlackPageTests {
    @Test func thePageRunsItsOwnScriptAndNoOther() async throws {
        try await SlackFixture.with { fixture in
            let response = try await HTTPClient.shared.execute(
                HTTPClientRequest(url: fixture.slack.url + "/"),
                timeout: .seconds(10)
            )
            let headers = Dictionary(response.headers.map { ($0.name.lowercased(), $0.value) }) { first, _ in first }
            let policy = try #require(headers["content-security-policy"])
            #expect(policy.contains("default-src 'none'"))
            #expect(policy.contains("script-src 'sha256-"))
            let html = String(buffer: try await response.body.collect(upTo: 1 << 20))
            #expect(html.components(separatedBy: "<script>").count == 2)
            #expect(!html.contains("innerHTML"))
            #expect(!html.contains("insertAdjacentHTML"))
        }
    }

    @Test func thePageShowsAPersonWhatIsMeantForThem() async throws {
        try await SlackFixture.with { fixture in
            try await fixture.call("chat.postMessage", ["channel": "#ads", "text": "for all"])
            try await fixture.call(
                "chat.postEphemeral",
                ["channel": "#ads", "user": .string(SlackPerson.maya.id), "text": "for Maya"]
            )
            func texts(_ person: SlackPerson) async throws -> [String?]? {
                try await fixture.pageState(person)["messages"]?.items?.map { $0["text"]?.text }
            }
            #expect(try await texts(.maya) == ["for all", "for Maya"])
            #expect(try await texts(.jonas) == ["for all"])
        }
    }

    @Test func everyChangeIsTold() async throws {
        try await SlackFixture.with { fixture in
            let response = try await HTTPClient.shared.execute(
                HTTPClientRequest(url: fixture.slack.url + "/_ui/events"),
                timeout: .seconds(10)
            )
            var events = response.body.makeAsyncIterator()
            let first = try #require(try await events.next().map { String(buffer: $0) })
            #expect(first.hasPrefix("data: {\"revision\":"))
            try await fixture.call("chat.postMessage", ["channel": "#ads", "text": "news"])
            let second = try #require(try await events.next().map { String(buffer: $0) })
            #expect(second != first)
        }
    }

    @Test func thePageTypesClicksAndSubmitsForThePersonItIsUsedAs() async throws {
        try await SlackFixture.with { fixture in
            let slack = fixture.slack
            func act(_ path: String, _ body: SlackJSON) async throws -> SlackJSON {
                try await fixture.send(slack.url + "/_ui/" + path, body: body).json
            }
            let lena = SlackJSON.string(SlackPerson.lena.id)
            let typed = try await act("command", ["user": lena, "channel": "C0ADS000001", "text": "help"])
            #expect(typed["ok"] == true)
            #expect(fixture.app.requests.last?.form["user_id"] == SlackPerson.lena.id)

            let blocks: SlackJSON = [SlackSample.actions(SlackSample.button("approve_plan", value: "p"))]
            try await fixture.call("chat.postMessage", ["channel": "#ads", "text": "card", "blocks": blocks])
            let card = try #require(slack.messages(in: .ads).first)
            let click: SlackJSON = [
                "user": lena, "surface": "message", "ts": .string(card.ts), "action_id": "approve_plan",
                "block_id": card.blocks[0]["block_id"] ?? nil, "values": [], "inputs": [:],
            ]
            #expect(try await act("click", click)["ok"] == true)
            #expect(fixture.interaction?["user"]?["id"] == lena)

            let trigger = fixture.interaction?["trigger_id"] ?? nil
            let form = SlackSample.modal("Why?", SlackSample.input("reason", block: "b1"))
            try await fixture.call("views.open", ["trigger_id": trigger, "view": form])
            #expect(try await fixture.pageState(.lena)["modals"]?[0]?["title"]?["text"] == "Why?")
            let submitted = try await act("submit", ["user": lena, "inputs": ["b1/reason": ["Too dear"]]])
            #expect(submitted["ok"] == true)
            #expect(fixture.interaction?["view"]?["state"]?["values"]?["b1"]?["reason"]?["value"] == "Too dear")
            #expect(try await fixture.pageState(.lena)["modals"] == [])
        }
    }

    @Test func aPermalinkLeadsToTheThreadOnThePage() async throws {
        try await SlackFixture.with { fixture in
            let posted = try await fixture.call("chat.postMessage", ["channel": "#ads", "text": "a"])
            let ts = try #require(posted["ts"]?.text)
            let answer = try await fixture.callForm(
                "chat.getPermalink",
                [("channel", SlackChannel.ads.id), ("message_ts", ts)]
            )
            let link = try #require(answer["permalink"]?.text)
            let response = try await HTTPClient.shared.execute(HTTPClientRequest(url: link), timeout: .seconds(10))
            #expect(response.history.last?.request.url == fixture.slack.url + "/#/C0ADS000001/thread/" + ts)
        }
    }

    @Test func aTakenPortIsReportedAtOnce() async throws {
        try await SlackFixture.with { fixture in
            var configuration = fixture.slack.configuration
            configuration.port = try #require(fixture.slack.url.split(separator: ":").last.flatMap { Int($0) })
            let second = SlackServer(configuration)
            let error = await #expect(throws: SlackSandboxError.self) { try await second.start() }
            #expect(error?.code == .notRunning)
            #expect(error?.cause != nil)
        }
    }

    @Test func aFormOfAnotherSiteIsNotTaken() async throws {
        try await SlackFixture.with { fixture in
            let answer = try await fixture.send(
                fixture.slack.url + "/_ui/command",
                ["Content-Type": "text/plain"],
                "{\"channel\":\"C0ADS000001\",\"text\":\"run\"}"
            )
            #expect(answer.status == 400)
            #expect(fixture.app.requests.isEmpty)
        }
    }

    @Test func aControlIsRunAndSaysWhatItDid() async throws {
        let write = DemoWrite(
            at: Timestamp(seconds: 1),
            method: "POST",
            path: "/v26.0/120",
            summary: "daily_budget 600",
            outcome: "done"
        )
        try await SlackFixture.with { _ in
            .ok
        } set: { configuration in
            configuration.controls = [DemoControl(id: "hour", label: "+1 hour", hint: "Time passes") { "It is 15:00." }]
            configuration.metaWrites = { [write] }
        } _: { fixture in
            let answer = try await fixture.send(fixture.slack.url + "/_ui/control", body: ["id": "hour"])
            #expect(answer.json["text"] == "It is 15:00.")
            #expect(try await fixture.pageState(.maya)["controls"]?[0]?["label"] == "+1 hour")
            let now = SlackJSON(parsing: try await fixture.get("/_ui/now").utf8)
            #expect(now?["writes"]?[0]?["summary"] == "daily_budget 600")
            #expect(now?["now"] == 1_795_000_000)
        }
    }
}
