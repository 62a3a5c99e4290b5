import AsyncHTTPClient
import DeanDomain
import DeanSlack
import Foundation
import Testing

struct ClientMethodTests {
    private func play(
        _ script: [ScriptedServer.Step],
        _ body: (SlackClient, ScriptedServer) async throws -> Void
    ) async throws {
        let server = try ScriptedServer(script)
        let client = SlackClient(
            http: .shared,
            api: "http://127.0.0.1:\(server.port)/api/",
            token: Secret("xoxb-secret"),
            gate: TestTime().gate,
            timeout: .seconds(5)
        )
        do {
            try await body(client, server)
        } catch {
            server.stop()
            throw error
        }
        #expect(server.remaining == 0)
        server.stop()
    }

    @Test func viewsAreOpenedUpdatedAndPublishedWithTheirHash() async throws {
        let answer = ScriptedServer.Step.answer(body: #"{"ok":true,"view":{"id":"V1","hash":"h1","type":"modal"}}"#)
        try await play([answer, answer, answer]) { client, server in
            let modal = Modal(title: "Wait", blocks: [.section("…")])
            let opened = try await client.open(modal, trigger: "12.3")
            #expect(opened.id == "V1")
            #expect(opened.hash == "h1")
            _ = try await client.update(view: "V1", to: modal, hash: "h1", priority: .decision)
            _ = try await client.publish(
                HomeView(blocks: [.divider]),
                for: PersonID("U1"),
                hash: "h0",
                priority: .background
            )
            #expect(server.requests.map(\.path) == ["/api/views.open", "/api/views.update", "/api/views.publish"])
            #expect(server.requests[0].body.hasPrefix(#"{"trigger_id":"12.3","view":{"blocks""#))
            #expect(server.requests[1].body.hasPrefix(#"{"hash":"h1","view":{"blocks""#))
            #expect(server.requests[1].body.hasSuffix(#""view_id":"V1"}"#))
            #expect(
                server.requests[2].body
                    == #"{"hash":"h0","user_id":"U1","view":{"blocks":[{"type":"divider"}],"type":"home"}}"#
            )
        }
    }

    @Test func aHashConflictIsKnownByItsCode() async throws {
        try await play([.answer(body: #"{"ok":false,"error":"hash_conflict"}"#)]) { client, _ in
            let error = await #expect(throws: SlackError.self) {
                try await client.publish(
                    HomeView(blocks: [.divider]),
                    for: PersonID("U1"),
                    hash: "old",
                    priority: .background
                )
            }
            #expect(error?.code == .hashConflict)
        }
    }

    @Test func aFileIsUploadedInThreeSteps() async throws {
        let receiver = try ScriptedServer([.answer(body: "OK - 4")])
        defer { receiver.stop() }
        let address = "http://127.0.0.1:\(receiver.port)/upload/1"
        let script: [ScriptedServer.Step] = [
            .answer(body: #"{"ok":true,"upload_url":"\#(address)","file_id":"F1"}"#),
            .answer(body: #"{"ok":true,"files":[{"id":"F1"}]}"#),
        ]
        try await play(script) { client, server in
            let file = SlackUpload(
                filename: "ad 1.png",
                bytes: Data("abcd".utf8),
                title: "Ad",
                altText: "A red & blue ad"
            )
            let id = try await client.upload(
                file,
                to: ChannelID("C1"),
                thread: MessageTS("1.2"),
                priority: .report
            )
            #expect(id == "F1")
            #expect(server.requests[0].body == "filename=ad%201.png&length=4&alt_txt=A%20red%20%26%20blue%20ad")
            #expect(receiver.requests.first?.body == "abcd")
            #expect(receiver.requests.first?.headers["authorization"] == nil)
            #expect(
                server.requests[1].body
                    == #"{"channel_id":"C1","files":[{"id":"F1","title":"Ad"}],"thread_ts":"1.2"}"#
            )
        }
    }

    @Test func theIdentityBringsTheScopes() async throws {
        let answer = ScriptedServer.Step.answer(
            headers: ["x-oauth-scopes": "commands, chat:write"],
            body: #"{"ok":true,"url":"https://acme.slack.com/","team":"Acme","team_id":"T1","user":"dean","#
                + #""user_id":"U0","bot_id":"B0","is_enterprise_install":false}"#
        )
        try await play([answer]) { client, _ in
            let identity = try await client.identity()
            #expect(identity.workspace == Workspace(team: TeamID("T1")))
            #expect(identity.user == PersonID("U0"))
            #expect(identity.scopes == ["commands", "chat:write"])
        }
    }

    @Test func groupsSocketsAndInstallationsAreRead() async throws {
        let script: [ScriptedServer.Step] = [
            .answer(body: #"{"ok":true,"users":["U1","U2"]}"#),
            .answer(body: #"{"ok":true,"url":"wss://x.y/z?ticket=1"}"#),
            .answer(
                body: #"{"ok":true,"access_token":"xoxb-1","token_type":"bot","scope":"commands,chat:write","#
                    + #""bot_user_id":"U0","app_id":"A1","team":{"name":"Acme","id":"T1"},"enterprise":null,"#
                    + #""is_enterprise_install":false,"authed_user":{"id":"U7"},"expires_in":43200,"#
                    + #""refresh_token":"xoxe-1"}"#
            ),
        ]
        try await play(script) { client, server in
            #expect(
                try await client.members(of: UserGroupID("S1"), priority: .decision) == [
                    PersonID("U1"), PersonID("U2"),
                ]
            )
            let address = try await client.socketAddress(appToken: Secret("xapp-1"))
            #expect(address.reveal() == "wss://x.y/z?ticket=1")
            #expect(server.requests[1].headers["authorization"] == "Bearer xapp-1")
            let installation = try await client.install(
                code: "c",
                clientID: "1.2",
                clientSecret: Secret("s"),
                redirectURL: "https://dean.example/slack/oauth/callback"
            )
            #expect(installation.token.reveal() == "xoxb-1")
            #expect(installation.workspace == Workspace(team: TeamID("T1")))
            #expect(installation.installedBy == PersonID("U7"))
            #expect(installation.expiresIn == .hours(12))
            #expect(server.requests[2].headers["authorization"] == "Basic MS4yOnM=")
            #expect(!"\(installation)".contains("xox"))
        }
    }

    @Test func repliesAndWebhooksAnswerInPlainText() async throws {
        try await play([.answer(body: "ok"), .answer(body: "ok")]) { client, server in
            let address = "http://127.0.0.1:\(server.port)/commands/1"
            try await client.respond(.ephemeral(Message(text: "hi")), to: address, priority: .decision)
            try await client.post(Message(text: "hi"), webhook: Secret(address), priority: .report)
            #expect(server.requests.map { $0.headers["authorization"] } == [nil, nil])
            #expect(server.requests[1].body == #"{"text":"hi"}"#)
        }
    }

    @Test(arguments: [
        (404, "no_service", SlackError.Code.noService), (410, "channel_is_archived", .unlisted),
        (400, "invalid_payload", .invalidPayload), (404, "<html>", .unlisted),
        (404, #"{"ok":false,"error":"used_url"}"#, .usedURL),
        (404, #"{"ok":false,"error":"expired_url"}"#, .expiredURL),
    ])
    func refusedRepliesAreKnownByTheirWordAndKeepTheAddressSecret(
        status: Int,
        body: String,
        code: SlackError.Code
    ) async throws {
        try await play([.answer(status: status, body: body)]) { client, server in
            let address = "http://127.0.0.1:\(server.port)/services/secret"
            let error = await #expect(throws: SlackError.self) {
                try await client.respond(.deleteOriginal, to: address, priority: .decision)
            }
            #expect(error?.code == code)
            #expect(error?.disposition == .giveUp)
            #expect(!String(reflecting: error).contains("services"))
        }
    }
}
