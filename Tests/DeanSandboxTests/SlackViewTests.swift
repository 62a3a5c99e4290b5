import Testing

@testable import DeanSandbox

/// Modals, the Home tab and the triggers that open them.
@Suite struct SlackViewTests {
    private static let form = SlackSample.modal(
        "Settings",
        SlackSample.input("reason", block: "b1"),
        SlackSample.input("note", block: "b2", optional: true)
    )

    /// A fresh trigger, as an app gets it.
    private func trigger(_ fixture: SlackFixture) async throws -> SlackJSON {
        await fixture.slack.shortcut("settings", as: .maya)
        return try #require(fixture.interaction?["trigger_id"])
    }

    @Test func aTriggerOpensOneViewWithinThreeSeconds() async throws {
        try await SlackFixture.with { fixture in
            let used = try await trigger(fixture)
            fixture.clock.wait(.seconds(3))
            let opened = try await fixture.call("views.open", ["trigger_id": used, "view": Self.form])
            #expect(opened["ok"] == true)
            #expect(fixture.slack.modal(for: .maya)?.title == "Settings")
            let again = try await fixture.call("views.open", ["trigger_id": used, "view": Self.form])
            #expect(again["error"] == "exchanged_trigger_id")
            let old = try await trigger(fixture)
            fixture.clock.wait(.milliseconds(3001))
            let late = try await fixture.call("views.open", ["trigger_id": old, "view": Self.form])
            #expect(late["error"] == "expired_trigger_id")
        }
    }

    @Test func aRefusedViewDoesNotUseTheTriggerUp() async throws {
        try await SlackFixture.with { fixture in
            let trigger = try await trigger(fixture)
            let bad = try await fixture.call("views.open", ["trigger_id": trigger, "view": ["type": "modal"]])
            #expect(bad["error"] == "invalid_arguments")
            #expect(bad["response_metadata"]?["messages"]?[0]?.text?.contains("[json-pointer:/view]") == true)
            let good = try await fixture.call("views.open", ["trigger_id": trigger, "view": Self.form])
            #expect(good["ok"] == true)
        }
    }

    @Test func aViewIsUpdatedOnlyWithTheHashItHas() async throws {
        try await SlackFixture.with { fixture in
            let opened = try await fixture.call(
                "views.open",
                ["trigger_id": try await trigger(fixture), "view": Self.form]
            )
            let view = try #require(opened["view"])
            func update(_ title: String) async throws -> SlackJSON {
                try await fixture.call(
                    "views.update",
                    ["view_id": view["id"] ?? nil, "hash": view["hash"] ?? nil, "view": SlackSample.modal(title)]
                )
            }
            #expect(try await update("First")["ok"] == true)
            #expect(try await update("Second")["error"] == "hash_conflict")
            #expect(fixture.slack.modal(for: .maya)?.title == "First")
        }
    }

    @Test func theHomeIsPublishedPerPersonAndKeptFromRacing() async throws {
        try await SlackFixture.with { fixture in
            func publish(_ text: String, hash: SlackJSON? = nil) async throws -> SlackJSON {
                var arguments: SlackJSON = [
                    "user_id": .string(SlackPerson.maya.id), "view": SlackSample.home(SlackSample.section(text)),
                ]
                arguments["hash"] = hash
                return try await fixture.call("views.publish", arguments)
            }
            let first = try await publish("one")
            let hash = first["view"]?["hash"]
            #expect(try await publish("two", hash: hash)["ok"] == true)
            #expect(try await publish("three", hash: hash)["error"] == "hash_conflict")
            #expect(fixture.slack.home(for: .maya)?.blocks.first?["text"]?["text"] == "two")
            #expect(fixture.slack.home(for: .jonas) == nil)
            await fixture.slack.openHome(as: .maya)
            #expect(fixture.events.last?.json["event"]?["view"]?["id"] == first["view"]?["id"])
        }
    }

    @Test func aSubmissionCarriesTheStateOfEveryField() async throws {
        try await SlackFixture.with { fixture in
            try await fixture.call("views.open", ["trigger_id": try await trigger(fixture), "view": Self.form])
            try await fixture.slack.submit(["reason": "Because"], as: .maya)
            let view = try #require(fixture.interaction?["view"])
            #expect(fixture.interaction?["type"] == "view_submission")
            #expect(view["callback_id"] == "settings")
            #expect(view["state"]?["values"]?["b1"]?["reason"] == ["type": "plain_text_input", "value": "Because"])
            #expect(view["state"]?["values"]?["b2"]?["note"] == ["type": "plain_text_input", "value": nil])
            #expect(fixture.slack.modal(for: .maya) == nil, "an empty answer closes the view")
        }
    }

    @Test func aRequiredFieldIsNotSentEmpty() async throws {
        try await SlackFixture.with { fixture in
            try await fixture.call("views.open", ["trigger_id": try await trigger(fixture), "view": Self.form])
            let error = await #expect(throws: SlackSandboxError.self) {
                try await fixture.slack.submit(["note": "only the optional one"], as: .maya)
            }
            #expect(error?.code == .refusedByClient)
        }
    }

    @Test(arguments: ["errors", "update", "push", "clear"])
    func anAnswerToASubmissionDecidesWhatIsShown(_ action: String) async throws {
        let answers: [String: SlackJSON] = [
            "errors": ["response_action": "errors", "errors": ["b1": "Too short"]],
            "update": ["response_action": "update", "view": SlackSample.modal("Updated")],
            "push": ["response_action": "push", "view": SlackSample.modal("Pushed")],
            "clear": ["response_action": "clear"],
        ]
        let answer = (answers[action] ?? nil).serialized
        try await SlackFixture.with { request in
            request.text.contains("view_submission") ? .json(answer) : .ok
        } _: { fixture in
            try await fixture.call("views.open", ["trigger_id": try await trigger(fixture), "view": Self.form])
            try await fixture.slack.submit(["reason": "x"], as: .maya)
            let modal = fixture.slack.modal(for: .maya)
            switch action {
            case "errors": #expect(modal?.errors == ["b1": "Too short"])
            case "update": #expect(modal?.title == "Updated")
            case "push":
                #expect(modal?.title == "Pushed")
                await fixture.slack.closeModal(as: .maya)
                #expect(fixture.slack.modal(for: .maya)?.title == "Settings")
            default: #expect(modal == nil)
            }
            #expect(fixture.slack.problems == [])
        }
    }

    @Test func closingIsToldOnlyWhereItWasAskedFor() async throws {
        try await SlackFixture.with { fixture in
            var view = Self.form
            try await fixture.call("views.open", ["trigger_id": try await trigger(fixture), "view": view])
            #expect(await fixture.slack.closeModal(as: .maya) == nil)
            view["notify_on_close"] = true
            try await fixture.call("views.open", ["trigger_id": try await trigger(fixture), "view": view])
            await fixture.slack.closeModal(as: .maya)
            #expect(fixture.interaction?["type"] == "view_closed")
        }
    }
}
