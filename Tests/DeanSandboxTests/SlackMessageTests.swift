import DeanDomain
import Testing

@testable import DeanSandbox

/// The life of a message through the Web API.
@Suite struct SlackMessageTests {
    @Test func aMessageIsPostedUpdatedInPlaceAndDeleted() async throws {
        try await SlackFixture.with { fixture in
            let slack = fixture.slack
            let metadata: SlackJSON = ["event_type": "dean_plan", "event_payload": ["plan_id": "p1"]]
            let answer = try await fixture.call(
                "chat.postMessage",
                [
                    "channel": .string(SlackChannel.ads.id), "text": "One plan", "metadata": metadata,
                    "blocks": [
                        SlackSample.section("One"),
                        SlackSample.actions(SlackSample.button("approve_plan", value: "p1")),
                    ],
                ]
            )
            #expect(answer["ok"] == true)
            let posted = try #require(slack.messages(in: .ads).first)
            #expect(answer["ts"]?.text == posted.ts)
            #expect(posted.metadata == metadata)
            #expect(posted.actionIDs == ["approve_plan"])
            #expect(posted.buttons("approve_plan").map(\.value) == ["p1"])
            #expect(posted.blocks.allSatisfy { $0["block_id"] != nil })

            try await fixture.call(
                "chat.update",
                ["channel": .string(posted.channel), "ts": .string(posted.ts), "text": "Approved by <@U0MAYA00001>"]
            )
            let updated = try #require(slack.current(posted))
            #expect(updated.text == "Approved by <@U0MAYA00001>")
            #expect(updated.blocks == [], "an update without blocks removes them")
            #expect(updated.metadata == metadata)
            #expect(updated.editedTS != nil)
            #expect(slack.messages(in: .ads).count == 1)

            try await fixture.call("chat.delete", ["channel": .string(posted.channel), "ts": .string(posted.ts)])
            #expect(slack.current(posted) == nil)
            #expect(slack.problems == [])
        }
    }

    @Test func timeStampsGrowThoughTheClockStands() async throws {
        try await SlackFixture.with { fixture in
            for number in 0..<3 {
                try await fixture.call("chat.postMessage", ["channel": "#ads", "text": .string("\(number)")])
            }
            let stamps = fixture.slack.messages(in: .ads).map(\.ts)
            #expect(Set(stamps).count == 3)
            #expect(stamps == stamps.sorted())
            #expect(stamps.allSatisfy { $0.hasPrefix("1795000000.") })
        }
    }

    @Test func aReplyStandsInItsThread() async throws {
        try await SlackFixture.with { fixture in
            let root = try await fixture.call("chat.postMessage", ["channel": "C0ADS000001", "text": "root"])
            try await fixture.call(
                "chat.postMessage",
                ["channel": "C0ADS000001", "text": "reply", "thread_ts": root["ts"] ?? nil]
            )
            let message = try #require(fixture.slack.messages(in: .ads).first)
            #expect(fixture.slack.thread(of: message).map(\.text) == ["reply"])
            let lost = try await fixture.call(
                "chat.postMessage",
                ["channel": "C0ADS000001", "text": "reply", "thread_ts": "1.000001"]
            )
            #expect(lost["error"] == "thread_not_found")
        }
    }

    @Test func anEphemeralMessageIsSeenByOnePersonAndCannotBeUpdated() async throws {
        try await SlackFixture.with { fixture in
            let answer = try await fixture.call(
                "chat.postEphemeral",
                ["channel": "C0ADS000001", "user": .string(SlackPerson.lena.id), "text": "You may not"]
            )
            #expect(fixture.slack.ephemerals(for: .lena).map(\.text) == ["You may not"])
            #expect(fixture.slack.ephemerals(for: .maya) == [])
            #expect(fixture.slack.messages(in: .ads) == [])
            let update = try await fixture.call(
                "chat.update",
                ["channel": "C0ADS000001", "ts": answer["message_ts"] ?? nil, "text": "changed"]
            )
            #expect(update["error"] == "message_not_found")
        }
    }

    @Test(
        arguments: [
            (["channel": "C0ADS000001"], "no_text"),
            (["channel": "C0ADS000001", "text": "a", "colour": "red"], "invalid_arguments"),
            (["text": "a"], "invalid_arguments"),
            (["channel": "C0NOWHERE01", "text": "a"], "channel_not_found"),
            (["channel": "C0GENERAL01", "text": "a"], "not_in_channel"),
            (["channel": "C0ADS000001", "text": "a", "blocks": [["type": "dividers"]]], "invalid_blocks"),
            (["channel": "C0ADS000001", "text": "a", "blocks": "[]x"], "invalid_json"),
            (["channel": "C0ADS000001", "text": "a", "metadata": ["event_type": "x"]], "invalid_metadata_format"),
            (["channel": "C0ADS000001", "text": "a", "attachments": []], "invalid_attachments"),
        ] as [(SlackJSON, String)]
    )
    func aPayloadThatSlackWouldNotTakeIsRefusedByItsCode(_ arguments: SlackJSON, _ code: String) async throws {
        try await SlackFixture.with { fixture in
            let answer = try await fixture.call("chat.postMessage", arguments)
            #expect(answer["ok"] == false)
            #expect(answer["error"]?.text == code)
            #expect(fixture.slack.messages(in: .ads) == [])
        }
    }

    @Test func textIsLimitedMoreTightlyInAnUpdate() async throws {
        try await SlackFixture.with { fixture in
            func text(_ count: Int) -> SlackJSON { .string(String(repeating: "x", count: count)) }
            let posted = try await fixture.call("chat.postMessage", ["channel": "#ads", "text": text(40_000)])
            #expect(posted["ok"] == true)
            let long = try await fixture.call("chat.postMessage", ["channel": "#ads", "text": text(40_001)])
            #expect(long["error"] == "msg_too_long")
            for (count, expected) in [(4000, SlackJSON.bool(true)), (4001, false)] {
                let update = try await fixture.call(
                    "chat.update",
                    ["channel": "C0ADS000001", "ts": posted["ts"] ?? nil, "text": text(count)]
                )
                #expect(update["ok"] == expected)
            }
        }
    }

    @Test func faultsOfTheAppAreKeptAndFaultsOfTheWorldAreNot() async throws {
        try await SlackFixture.with { fixture in
            try await fixture.call("chat.postMessage", ["channel": "C0GENERAL01", "text": "a"])
            #expect(fixture.slack.problems == [])
            try await fixture.call("chat.postMessage", ["channel": "#ads", "text": "a", "blocks": [["type": "x"]]])
            let problem = try #require(fixture.slack.problems.first)
            #expect(problem.contains("chat.postMessage: invalid_blocks"))
            #expect(problem.contains("[json-pointer:/blocks/0/type]"))
        }
    }

    @Test func aTokenIsNeeded() async throws {
        try await SlackFixture.with { fixture in
            let none = try await fixture.call("auth.test", [:], token: nil)
            #expect(none["error"] == "not_authed")
            let wrong = try await fixture.call("auth.test", [:], token: "xoxb-other")
            #expect(wrong["error"] == "invalid_auth")
            let right = try await fixture.call("auth.test", [:])
            #expect(right["user_id"]?.text == SlackPerson.dean.id)
        }
    }

    @Test func aScopeIsNeeded() async throws {
        try await SlackFixture.with { _ in
            .ok
        } set: {
            $0.scopes = ["commands"]
        } _: { fixture in
            let answer = try await fixture.call("chat.postMessage", ["channel": "#ads", "text": "a"])
            #expect(answer["error"] == "missing_scope")
            #expect(answer["needed"] == "chat:write")
        }
    }

    @Test func formsAndJSONAreRead() async throws {
        try await SlackFixture.with { fixture in
            let blocks = SlackJSON.array([SlackSample.section("a & b")]).serialized
            try await fixture.callForm(
                "chat.postMessage",
                [("channel", "#ads"), ("text", "a+b c"), ("blocks", blocks)]
            )
            let message = try #require(fixture.slack.messages(in: .ads).first)
            #expect(message.text == "a+b c")
            #expect(message.readableText == "a & b")
            let user = try await fixture.callForm("users.info", [("user", SlackPerson.jonas.id)])
            #expect(user["user"]?["real_name"] == "Jonas Keller")
            // Slack's reading methods do not look into JSON bodies.
            let json = try await fixture.call("users.info", ["user": .string(SlackPerson.jonas.id)])
            #expect(json["error"] == "invalid_arguments")
        }
    }

    @Test func peopleChannelsAndGroupsAreListedInPages() async throws {
        try await SlackFixture.with { fixture in
            let group = try await fixture.callForm(
                "usergroups.users.list",
                [("usergroup", SlackUserGroup.mediaLeads.id)]
            )
            #expect(group["users"] == [.string(SlackPerson.jonas.id)])
            let first = try await fixture.callForm("conversations.list", [("limit", "1")])
            let cursor = try #require(first["response_metadata"]?["next_cursor"]?.text)
            let second = try await fixture.callForm("conversations.list", [("limit", "1"), ("cursor", cursor)])
            #expect([first, second].map { $0["channels"]?[0]?["name"]?.text } == ["ads", "general"])
            #expect(second["response_metadata"]?["next_cursor"] == "")
            let members = try await fixture.callForm("conversations.members", [("channel", SlackChannel.general.id)])
            #expect(members["members"]?.items?.contains(.string(SlackPerson.dean.id)) == false)
        }
    }

    @Test func anUploadedPictureCanStandInABlock() async throws {
        try await SlackFixture.with { fixture in
            let bytes = "\u{89}PNG not really"
            let ticket = try await fixture.callForm(
                "files.getUploadURLExternal",
                [("filename", "chart.png"), ("length", String(bytes.utf8.count)), ("alt_txt", "A chart")]
            )
            let url = try #require(ticket["upload_url"]?.text)
            let short = try await fixture.send(url, ["Content-Type": "image/png"], "x")
            #expect(short.status == 400)
            let whole = try await fixture.send(url, ["Content-Type": "image/png"], bytes)
            #expect(whole.status == 200)
            let id = try #require(ticket["file_id"])
            let image: SlackJSON = ["type": "image", "alt_text": "A chart", "slack_file": ["id": id]]
            let message: SlackJSON = ["channel": "#ads", "text": "chart", "blocks": [image]]
            let early = try await fixture.call("chat.postMessage", message)
            #expect(early["error"] == "invalid_blocks")
            try await fixture.call("files.completeUploadExternal", ["files": [["id": id, "title": "Chart"]]])
            let late = try await fixture.call("chat.postMessage", message)
            #expect(late["ok"] == true)
            #expect(try await fixture.get("/files/" + (id.text ?? "")) == bytes)
        }
    }

    @Test func anIncomingWebhookPostsIntoItsChannel() async throws {
        try await SlackFixture.with { fixture in
            let done = try await fixture.send(fixture.slack.webhookURL, body: ["text": "digest"])
            #expect(done.status == 200)
            #expect(done.text == "ok")
            #expect(fixture.slack.messages(in: .ads).map(\.text) == ["digest"])
            let empty = try await fixture.send(fixture.slack.webhookURL, body: [:])
            #expect(empty.status == 400)
        }
    }
}

extension SlackFixture {
    func send(
        _ url: String,
        body: SlackJSON
    ) async throws -> (status: Int, headers: [String: String], text: String, json: SlackJSON) {
        try await send(url, ["Content-Type": "application/json"], body.serialized)
    }
}
