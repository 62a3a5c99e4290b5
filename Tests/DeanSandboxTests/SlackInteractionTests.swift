import Testing

@testable import DeanSandbox

/// What the app receives when people type and click.
@Suite struct SlackInteractionTests {
    @Test func aCommandCarriesTheFieldsThatSlackSends() async throws {
        try await SlackFixture.with { fixture in
            await fixture.slack.command("explain ad 7 & more", as: .lena, in: .general)
            let form = try #require(fixture.app.requests.first?.form)
            #expect(form["command"] == "/dean")
            #expect(form["text"] == "explain ad 7 & more")
            #expect(form["user_id"] == SlackPerson.lena.id)
            #expect(form["channel_id"] == SlackChannel.general.id)
            #expect(form["channel_name"] == "general")
            #expect(form["is_enterprise_install"] == "false")
            #expect(form["trigger_id"]?.isEmpty == false)
        }
    }

    @Test(arguments: [
        ("{\"text\":\"for you\"}", true), ("{\"text\":\"for all\",\"response_type\":\"in_channel\"}", false),
        ("just text", true),
    ])
    func theAnswerToACommandIsShown(_ body: String, _ ephemeral: Bool) async throws {
        try await SlackFixture.with { _ in
            .json(body)
        } _: { fixture in
            await fixture.slack.command("status", as: .maya, in: .ads)
            #expect(fixture.slack.ephemerals(for: .maya).count == (ephemeral ? 1 : 0))
            #expect(fixture.slack.messages(in: .ads).count == (ephemeral ? 0 : 1))
        }
    }

    @Test func anAppThatDoesNotAnswerInTimeIsReportedToThePerson() async throws {
        try await SlackFixture.with { _ in
            .silence
        } set: {
            $0.acknowledgement = .milliseconds(30)
        } _: { fixture in
            let delivery = await fixture.slack.command("status", as: .maya, in: .ads)
            #expect(delivery.outcome == .timedOut)
            let shown = try #require(fixture.slack.ephemerals(for: .maya).first)
            #expect(shown.text == "/dean failed with the error \"operation_timeout\"")
        }
    }

    @Test func anAppThatFailsOrSpeaksNonsenseIsReportedToThePerson() async throws {
        for reply in [SlackScriptedApp.Reply.answer(status: 500), .json("{\"text\":\"a\",\"blocks\":[{}]}")] {
            try await SlackFixture.with { _ in
                reply
            } _: { fixture in
                await fixture.slack.command("status", as: .maya, in: .ads)
                #expect(
                    fixture.slack.ephemerals(for: .maya).map(\.text) == [
                        "/dean failed with the error \"dispatch_failed\""
                    ]
                )
            }
        }
    }

    @Test func aClickNamesTheMessageTheElementAndThePerson() async throws {
        try await SlackFixture.with { fixture in
            let slack = fixture.slack
            try await fixture.call(
                "chat.postMessage",
                [
                    "channel": "#ads", "text": "card",
                    "metadata": ["event_type": "dean_plan", "event_payload": ["plan_id": "p"]],
                    "blocks": [
                        SlackSample.actions(SlackSample.button("approve_action", value: "p/1")),
                        SlackSample.actions(SlackSample.button("approve_action", value: "p/2")),
                    ],
                ]
            )
            let card = try #require(slack.messages(in: .ads).first)
            let delivery = try await slack.click("approve_action", value: "p/2", on: card, as: .jonas)
            #expect(delivery.outcome == .acknowledged)
            let payload = try #require(fixture.interaction)
            #expect(payload["type"] == "block_actions")
            #expect(payload["user"]?["id"]?.text == SlackPerson.jonas.id)
            #expect(payload["channel"]?["id"]?.text == SlackChannel.ads.id)
            #expect(payload["container"]?["message_ts"]?.text == card.ts)
            #expect(payload["message"]?["metadata"]?["event_type"] == "dean_plan")
            #expect(payload["actions"]?[0]?["value"] == "p/2")
            #expect(payload["actions"]?[0]?["block_id"] == card.blocks[1]["block_id"])
            await #expect(throws: SlackSandboxError.self) {
                try await slack.click("approve_action", value: "p/3", on: card, as: .jonas)
            }
        }
    }

    @Test func aMessageCanBeClickedAsItWasBeforeItChanged() async throws {
        try await SlackFixture.with { fixture in
            let blocks: SlackJSON = [SlackSample.actions(SlackSample.button("approve_plan"))]
            try await fixture.call("chat.postMessage", ["channel": "#ads", "text": "card", "blocks": blocks])
            let card = try #require(fixture.slack.messages(in: .ads).first)
            try await fixture.call("chat.update", ["channel": "C0ADS000001", "ts": .string(card.ts), "text": "done"])
            try await fixture.slack.click("approve_plan", on: card, as: .maya)
            #expect(fixture.interaction?["message"]?["text"] == "card")
        }
    }

    @Test func aChoiceOnTheHomeCarriesTheOptionAndTheView() async throws {
        try await SlackFixture.with { fixture in
            let option: SlackJSON = ["text": ["type": "plain_text", "text": "Scale winners"], "value": "scale"]
            let boxes: SlackJSON = ["type": "checkboxes", "action_id": "toggles", "options": [option]]
            try await fixture.call(
                "views.publish",
                ["user_id": .string(SlackPerson.maya.id), "view": SlackSample.home(SlackSample.actions(boxes))]
            )
            try await fixture.slack.choose("toggles", ["scale"], on: .home, as: .maya)
            let payload = try #require(fixture.interaction)
            #expect(payload["container"]?["type"] == "view")
            #expect(payload["actions"]?[0]?["selected_options"] == [option])
            #expect(payload["view"]?["type"] == "home")
            await #expect(throws: SlackSandboxError.self) {
                try await fixture.slack.choose("toggles", ["unknown"], on: .home, as: .maya)
            }
        }
    }

    @Test func namingTheBotSendsAMentionWhereTheBotIs() async throws {
        try await SlackFixture.with { fixture in
            let slack = fixture.slack
            #expect(await slack.say("hello", as: .maya, in: .ads) == nil)
            #expect(await slack.say("<@U0DEANBOT01> status", as: .maya, in: .general) == nil)
            let root = try #require(slack.messages(in: .ads).first)
            await slack.say("<@U0DEANBOT01> status", as: .maya, in: .ads, thread: root)
            let event = try #require(fixture.events.first?.json["event"])
            #expect(fixture.events.count == 1)
            #expect(event["type"] == "app_mention")
            #expect(event["thread_ts"]?.text == root.ts)
            #expect(slack.thread(of: root).count == 1)
        }
    }

    @Test func theChallengeOfAnEventsAddressIsSigned() async throws {
        try await SlackFixture.with { _ in
            .answer(status: 200, body: "abc")
        } _: { fixture in
            let delivery = await fixture.slack.verifyURL(challenge: "abc")
            #expect(delivery.text == "abc")
            #expect(fixture.events.first?.json["type"] == "url_verification")
            #expect(fixture.events.first?.headers["x-slack-signature"]?.hasPrefix("v0=") == true)
        }
    }

    // MARK: Retries

    @Test func anEventIsRetriedAtOnceAfterAMinuteAndAfterFive() async throws {
        try await SlackFixture.with { _ in
            .answer(status: 500)
        } _: { fixture in
            await fixture.slack.openHome(as: .maya)
            try await fixture.appReceives(events: 4)
            #expect(fixture.events.map { $0.headers["x-slack-retry-num"] } == [nil, "1", "2", "3"])
            #expect(Set(fixture.events.dropFirst().map { $0.headers["x-slack-retry-reason"] }) == ["http_error"])
            #expect(Set(fixture.events.compactMap { $0.json["event_id"]?.text }).count == 1)
            #expect(fixture.clock.pauses == [.zero, .seconds(60), .seconds(300)])
        }
    }

    @Test func anAcknowledgedRetryIsTheLast() async throws {
        try await SlackFixture.with { request in
            request.headers["x-slack-retry-num"] == nil ? .answer(status: 500) : .ok
        } _: { fixture in
            await fixture.slack.openHome(as: .maya)
            try await fixture.appReceives(events: 2)
            await fixture.slack.openHome(as: .jonas)
            try await fixture.appReceives(events: 4)
            #expect(fixture.events.compactMap { $0.headers["x-slack-retry-num"] } == ["1", "1"])
        }
    }

    @Test func aRetryAfterSilenceSaysSo() async throws {
        try await SlackFixture.with { _ in
            .silence
        } set: {
            $0.acknowledgement = .milliseconds(30)
        } _: { fixture in
            let first = await fixture.slack.openHome(as: .maya)
            #expect(first.outcome == .timedOut)
            try await fixture.slack.waitFor("four attempts") { $0.deliveries.count == 4 }
            let reasons = fixture.slack.deliveries.compactMap { $0.request.headers["X-Slack-Retry-Reason"] }
            #expect(reasons == ["http_timeout", "http_timeout", "http_timeout"])
        }
    }

    @Test func anAppCanDeclineRetries() async throws {
        try await SlackFixture.with { _ in
            .answer(status: 500, headers: ["X-Slack-No-Retry": "1"])
        } _: { fixture in
            await fixture.slack.openHome(as: .maya)
            await fixture.slack.openHome(as: .jonas)
            try await fixture.slack.stop()
            #expect(fixture.events.count == 2)
        }
    }
}

extension SlackFixture {
    /// Waits until the app has received so many events; the workspace changes with every pause and delivery.
    fileprivate func appReceives(events count: Int) async throws {
        try await slack.waitFor("\(count) events at the app") { _ in events.count >= count }
    }
}
