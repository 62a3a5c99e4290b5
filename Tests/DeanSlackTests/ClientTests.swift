import AsyncHTTPClient
import DeanDomain
import DeanSlack
import Foundation
import Testing

struct ClientTests {
    private let posted = PostedMessage(channel: ChannelID("C1"), ts: MessageTS("1.2"))

    /// Runs `body` against a server that plays `script`, in a time that passes only by sleeping.
    private func play<Result: Sendable>(
        _ script: [ScriptedServer.Step],
        at port: UInt16? = nil,
        timeout: Duration = .seconds(5),
        _ body: (SlackClient, ScriptedServer, TestTime) async throws -> Result
    ) async throws -> Result {
        let server = try ScriptedServer(script)
        let time = TestTime()
        let http = HTTPClient(eventLoopGroupProvider: .singleton)
        let client = SlackClient(
            http: http,
            api: "http://127.0.0.1:\(port ?? server.port)/api",
            token: Secret("xoxb-secret"),
            gate: time.gate,
            timeout: timeout
        )
        do {
            let result = try await body(client, server, time)
            server.stop()
            try await http.shutdown()
            return result
        } catch {
            server.stop()
            try await http.shutdown()
            throw error
        }
    }

    private func failure(
        _ script: [ScriptedServer.Step],
        at port: UInt16? = nil,
        timeout: Duration = .seconds(5),
        _ body: (SlackClient) async throws(SlackError) -> Void
    ) async throws -> SlackError? {
        try await play(script, at: port, timeout: timeout) { client, _, _ in
            do throws(SlackError) {
                try await body(client)
                return nil
            } catch {
                return error
            }
        }
    }

    @Test func aMessageIsPostedWithItsTokenInTheHeaderAlone() async throws {
        let script = [ScriptedServer.Step.answer(body: #"{"ok":true,"channel":"C1","ts":"1.2","message":{}}"#)]
        try await play(script) { client, server, _ in
            let message = Message(
                text: "hi",
                blocks: [.section("x")],
                metadata: MessageMetadata(eventType: "dean_plan", payload: ["plan_id": "p"]),
                threadTS: MessageTS("0.9")
            )
            let answer = try await client.post(message, to: ChannelID("C1"), priority: .decision)
            #expect(answer == posted)
            let request = try #require(server.requests.first)
            #expect(request.path == "/api/chat.postMessage")
            #expect(request.headers["authorization"] == "Bearer xoxb-secret")
            #expect(request.headers["content-type"] == "application/json; charset=utf-8")
            #expect(
                request.body
                    == #"{"blocks":[{"text":{"text":"x","type":"mrkdwn","verbatim":true},"type":"section"}],"#
                    + #""channel":"C1","metadata":{"event_payload":{"plan_id":"p"},"event_type":"dean_plan"},"#
                    + #""text":"hi","thread_ts":"0.9","unfurl_links":false,"unfurl_media":false}"#
            )
        }
    }

    @Test func anInvalidMessageNeverLeaves() async throws {
        try await play([]) { client, server, _ in
            let error = await #expect(throws: SlackError.self) {
                try await client.post(Message(text: ""), to: ChannelID("C1"), priority: .decision)
            }
            #expect(error?.code == .unsendable)
            #expect(server.requests.isEmpty)
        }
    }

    @Test func a429IsObeyedAndTheCallSentAgain() async throws {
        let script: [ScriptedServer.Step] = [
            .answer(status: 429, headers: ["Retry-After": "7"], body: #"{"ok":false,"error":"ratelimited"}"#),
            .answer(body: #"{"ok":false,"error":"ratelimited"}"#),
            .answer(body: #"{"ok":true,"channel":"C1","ts":"1.2"}"#),
        ]
        try await play(script) { client, server, time in
            let answer = try await client.post(Message(text: "hi"), to: ChannelID("C1"), priority: .report)
            #expect(answer == posted)
            #expect(time.slept == [.seconds(7), .seconds(30)])
            #expect(server.requests.count == 3)
        }
    }

    @Test func aLongRetryAfterIsHandedBackInsteadOfWaited() async throws {
        let error = try await failure([.answer(status: 429, headers: ["Retry-After": "120"], body: "")]) {
            (client) async throws(SlackError) in
            try await client.update(posted, to: Message(text: "hi"), priority: .report)
        }
        #expect(error?.code == .rateLimited)
        #expect(error?.disposition == .retry(after: TimeSpan(seconds: 121)))
    }

    @Test(arguments: [
        ("not_in_channel", SlackError.Code.notInChannel, "/invite @Dean"),
        ("channel_not_found", .channelNotFound, "SLACK_CHANNEL"), ("invalid_auth", .invalidAuth, "SLACK_BOT_TOKEN"),
        ("token_revoked", .tokenRevoked, "Install"), ("invalid_blocks", .invalidBlocks, "invalid_blocks"),
        ("brand_new_error", .unlisted, "brand_new_error"), ("missing_scope", .missingScope, "manifest"),
    ])
    func slacksRefusalsAreKnownByCodeAndToldToPeople(word: String, code: SlackError.Code, mend: String) async throws {
        let body =
            #"{"ok":false,"error":"\#(word)","needed":"chat:write","response_metadata":{"messages":["[ERROR] at /x"]}}"#
        let error = try await failure([.answer(body: body)]) { (client) async throws(SlackError) in
            _ = try await client.post(Message(text: "hi"), to: ChannelID("C1"), priority: .report)
        }
        #expect(error?.code == code)
        #expect(error?.slackCode == word)
        #expect(error?.disposition == .giveUp)
        #expect(error?.message == "calling chat.postMessage: \(word)")
        #expect(error?.problems == ["[ERROR] at /x", "needs the scope chat:write"])
        #expect(error?.sentence.contains(mend) == true)
    }

    @Test(arguments: [
        ScriptedServer.Step.answer(status: 502, body: "<html>Bad Gateway</html>"),
        .answer(status: 200, body: "<html>Sign in to the hotel's network</html>"),
        .answer(status: 200, body: #"{"ok":false,"error":"fatal_error"}"#), .hangUp,
    ])
    func aLostAnswerIsUnknownForAPostAndHarmlessForAnUpdate(step: ScriptedServer.Step) async throws {
        let post = try await failure([step]) { (client) async throws(SlackError) in
            _ = try await client.post(Message(text: "hi"), to: ChannelID("C1"), priority: .report)
        }
        #expect(post?.disposition == .unknown)
        let update = try await failure([step]) { (client) async throws(SlackError) in
            try await client.update(posted, to: Message(text: "hi"), priority: .report)
        }
        #expect(update?.disposition == .retry(after: TimeSpan(seconds: 5)))
    }

    @Test func silenceIsATimeOutAndUnknown() async throws {
        let error = try await failure([.silence], timeout: .milliseconds(150)) { (client) async throws(SlackError) in
            _ = try await client.post(Message(text: "hi"), to: ChannelID("C1"), priority: .report)
        }
        #expect(error?.code == .timedOut)
        #expect(error?.disposition == .unknown)
    }

    @Test func aRefusedConnectionWasCertainlyNotSent() async throws {
        let deaf = try ScriptedServer([], isDeaf: true)
        defer { deaf.stop() }
        let error = try await failure([], at: deaf.port, timeout: .milliseconds(300)) {
            (client) async throws(SlackError) in
            _ = try await client.post(Message(text: "hi"), to: ChannelID("C1"), priority: .report)
        }
        #expect(error?.code == .connection)
        #expect(error?.disposition == .retry(after: TimeSpan(seconds: 5)))
    }

    @Test func withoutATokenNothingIsSent() async throws {
        try await play([]) { client, server, time in
            let http = HTTPClient.shared
            let bare = SlackClient(http: http, api: "http://127.0.0.1:\(server.port)", token: nil, gate: time.gate)
            let error = await #expect(throws: SlackError.self) {
                try await bare.update(posted, to: Message(text: "hi"), priority: .report)
            }
            #expect(error?.code == .notAuthed)
            #expect(server.requests.isEmpty)
            _ = client
        }
    }

    @Test func anUpdateNamesItsMessageAndIsNoThreadAnswer() async throws {
        try await play([.answer(body: #"{"ok":true}"#)]) { client, server, _ in
            let message = Message(text: "hi", threadTS: MessageTS("0.9"))
            try await client.update(posted, to: message, priority: .decision)
            #expect(server.requests.first?.path == "/api/chat.update")
            #expect(server.requests.first?.body == #"{"channel":"C1","text":"hi","ts":"1.2"}"#)
        }
    }

    @Test func ephemeralsDeletionsAndLinksGoToTheirMethods() async throws {
        let script: [ScriptedServer.Step] = [
            .answer(body: #"{"ok":true}"#), .answer(body: #"{"ok":true}"#),
            .answer(body: #"{"ok":true,"permalink":"https://acme.slack.com/archives/C1/p12"}"#),
        ]
        try await play(script) { client, server, _ in
            try await client.postEphemeral(
                Message(text: "no"),
                to: PersonID("U1"),
                in: ChannelID("C1"),
                priority: .decision
            )
            try await client.delete(posted, priority: .report)
            let link = try await client.permalink(of: posted, priority: .report)
            #expect(link == "https://acme.slack.com/archives/C1/p12")
            #expect(
                server.requests.map(\.body) == [
                    #"{"channel":"C1","text":"no","user":"U1"}"#, #"{"channel":"C1","ts":"1.2"}"#,
                    "channel=C1&message_ts=1.2",
                ]
            )
        }
    }
}
