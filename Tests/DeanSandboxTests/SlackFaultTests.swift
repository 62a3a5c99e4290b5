import Testing

@testable import DeanSandbox

/// What goes wrong on demand.
@Suite struct SlackFaultTests {
    @Test func aRateLimitSaysWhenToComeBackAndDoesNothing() async throws {
        try await SlackFixture.with { fixture in
            fixture.slack.fail("chat.postMessage", with: .rateLimited(retryAfter: 7), times: 2)
            for _ in 0..<2 {
                let answer = try await fixture.send(
                    fixture.slack.apiURL + "chat.postMessage",
                    ["Content-Type": "application/json", "Authorization": "Bearer xoxb-sandbox"],
                    "{\"channel\":\"#ads\",\"text\":\"a\"}"
                )
                #expect(answer.status == 429)
                #expect(answer.headers["retry-after"] == "7")
            }
            let third = try await fixture.call("chat.postMessage", ["channel": "#ads", "text": "a"])
            #expect(third["ok"] == true)
            #expect(fixture.slack.messages(in: .ads).count == 1)
            #expect(fixture.slack.calls.map(\.status) == [429, 429, 200])
        }
    }

    @Test func aLostAnswerHasBeenCarriedOut() async throws {
        try await SlackFixture.with { fixture in
            fixture.slack.fail("chat.postMessage", with: .loseAnswer)
            await #expect(throws: SlackExchange.Failure.self) {
                try await fixture.call("chat.postMessage", ["channel": "#ads", "text": "a"])
            }
            #expect(fixture.slack.messages(in: .ads).map(\.text) == ["a"])
        }
    }

    @Test func aDelayIsWaitedOutAndAStatusIsNot() async throws {
        try await SlackFixture.with { fixture in
            fixture.slack.fail("auth.test", with: .delay(.seconds(20)))
            let late = try await fixture.call("auth.test", [:])
            #expect(late["ok"] == true)
            #expect(fixture.clock.pauses == [.seconds(20)])
            fixture.slack.fail("auth.test", with: .status(503))
            let broken = try await fixture.send(fixture.slack.apiURL + "auth.test", body: [:])
            #expect(broken.status == 503)
            fixture.slack.fail("auth.test", with: .error("fatal_error"))
            let refused = try await fixture.call("auth.test", [:])
            #expect(refused["error"] == "fatal_error")
        }
    }

    @Test func aHeldMethodAnswersOnceItIsReleased() async throws {
        try await SlackFixture.with { fixture in
            let slack = fixture.slack
            slack.hold("chat.postMessage")
            async let posting = fixture.call("chat.postMessage", ["channel": "#ads", "text": "held"])
            try await fixture.call("auth.test", [:])
            #expect(slack.messages(in: .ads) == [])
            slack.release("chat.postMessage")
            #expect(try await posting["ok"] == true)
        }
    }

    @Test func waitingEndsWithAnErrorThatNamesWhatDidNotCome() async throws {
        try await SlackFixture.with { fixture in
            let error = await #expect(throws: SlackSandboxError.self) {
                try await fixture.slack.waitFor("a plan card", within: .milliseconds(20)) { _ in false }
            }
            #expect(error?.code == .timedOut)
            #expect(error?.message.contains("a plan card") == true)
        }
    }

    @Test func waitingEndsWithTheChangeThatIsWaitedFor() async throws {
        try await SlackFixture.with { fixture in
            async let message = fixture.slack.message("the word", in: .ads) { $0.text == "two" }
            for text in ["one", "two"] {
                try await fixture.call("chat.postMessage", ["channel": "#ads", "text": .string(text)])
            }
            #expect(try await message.text == "two")
        }
    }
}
