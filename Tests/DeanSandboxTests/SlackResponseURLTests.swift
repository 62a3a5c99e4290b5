import DeanDomain
import Testing

@testable import DeanSandbox

@Suite struct SlackResponseURLTests {
    /// Runs a command and returns its `response_url`.
    private func responseURL(_ fixture: SlackFixture, in channel: SlackChannel = .ads) async throws -> String {
        await fixture.slack.command("preview", as: .maya, in: channel)
        return try #require(fixture.app.requests.last?.form["response_url"])
    }

    @Test func itTakesFiveMessagesAndNoSixth() async throws {
        try await SlackFixture.with { fixture in
            let url = try await responseURL(fixture)
            for number in 1...5 {
                let answer = try await fixture.send(url, body: ["text": .string("\(number)")])
                #expect(answer.status == 200)
            }
            let sixth = try await fixture.send(url, body: ["text": "6"])
            #expect(sixth.status == 404)
            #expect(sixth.json["error"] == "used_url")
            #expect(fixture.slack.ephemerals(for: .maya).map(\.text) == ["1", "2", "3", "4", "5"])
        }
    }

    @Test func itEndsAfterThirtyMinutes() async throws {
        try await SlackFixture.with { fixture in
            let url = try await responseURL(fixture)
            fixture.clock.advance(.minutes(30))
            let last = try await fixture.send(url, body: ["text": "in time"])
            #expect(last.status == 200)
            fixture.clock.advance(TimeSpan(seconds: 1))
            let late = try await fixture.send(url, body: ["text": "late"])
            #expect(late.json["error"] == "expired_url")
        }
    }

    @Test func itAnswersToOnePersonUnlessToldOtherwiseAndNeedsNoMembership() async throws {
        try await SlackFixture.with { fixture in
            let url = try await responseURL(fixture, in: .general)
            _ = try await fixture.send(url, body: ["text": "for Maya"])
            _ = try await fixture.send(url, body: ["text": "for all", "response_type": "in_channel"])
            #expect(fixture.slack.ephemerals(for: .maya).map(\.text) == ["for Maya"])
            #expect(fixture.slack.messages(in: .general).map(\.text) == ["for all"])
            let wrong = try await fixture.send(url, body: ["text": "a", "response_type": "public"])
            #expect(wrong.status == 400)
        }
    }

    @Test func replacingACommandsAnswerChangesWhatItPostedLast() async throws {
        try await SlackFixture.with { fixture in
            let url = try await responseURL(fixture)
            _ = try await fixture.send(url, body: ["text": "working"])
            _ = try await fixture.send(url, body: ["text": "done", "replace_original": true])
            #expect(fixture.slack.ephemerals(for: .maya).map(\.text) == ["done"])
        }
    }

    @Test func aClickedMessageCanBeReplacedAndDeleted() async throws {
        try await SlackFixture.with { fixture in
            let slack = fixture.slack
            try await fixture.call(
                "chat.postMessage",
                [
                    "channel": "#ads", "text": "card",
                    "blocks": [SlackSample.actions(SlackSample.button("approve_plan"))],
                ]
            )
            let card = try #require(slack.messages(in: .ads).first)
            try await slack.click("approve_plan", on: card, as: .maya)
            let url = try #require(fixture.interaction?["response_url"]?.text)
            _ = try await fixture.send(url, body: ["text": "replaced", "replace_original": true])
            #expect(slack.messages(in: .ads).map(\.text) == ["replaced"])
            let mixed = try await fixture.send(url, body: ["delete_original": true, "text": "and this"])
            #expect(mixed.status == 400)
            #expect(slack.messages(in: .ads).count == 1)
            _ = try await fixture.send(url, body: ["delete_original": true])
            #expect(slack.messages(in: .ads) == [])
        }
    }

    @Test func itsBlocksAreCheckedLikeAnyOthers() async throws {
        try await SlackFixture.with { fixture in
            let url = try await responseURL(fixture)
            let answer = try await fixture.send(url, body: ["text": "a", "blocks": [["type": "nothing"]]])
            #expect(answer.status == 400)
            #expect(answer.json["error"] == "invalid_blocks")
            #expect(fixture.slack.problems.count == 1)
        }
    }
}
