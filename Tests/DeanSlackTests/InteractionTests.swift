import DeanDomain
import DeanSlack
import Testing

struct InteractionTests {
    private func read(_ json: String) throws -> Interaction? {
        let body = Array(FormBody.encoded([("payload", json)]).utf8)
        guard case .interaction(let interaction) = try SlackInbound.parse(.interactions, body: body) else { return nil }
        return interaction
    }

    @Test func aClickSaysWhoWhereAndWhat() throws {
        guard case .blockActions(let click) = try read(Payloads.blockActions) else {
            Issue.record("no click")
            return
        }
        #expect(click.origin.user == PersonID("U1"))
        #expect(click.origin.workspace == Workspace(team: TeamID("T1")))
        #expect(click.origin.responseURL == "https://hooks.slack.com/actions/1/2")
        #expect(click.origin.triggerID == "12.3.a")
        #expect(click.message == PostedMessage(channel: ChannelID("C1"), ts: MessageTS("1548261231.000200")))
        #expect(click.threadTS == MessageTS("1548261230.000100"))
        #expect(!click.isEphemeral)
        #expect(click.actions.map(\.actionID) == ["approve_plan"])
        #expect(click.actions.first?.value == "plan_1")
        #expect(click.actions.first?.blockID == "b0")
        #expect(click.values[action: "pick"]?.selected == ["one"])
        #expect(click.values["b1", "none"] == InputValue())
    }

    @Test func aClickInAnOrganisationWideInstallKnowsItsWorkspace() throws {
        guard case .blockActions(let click) = try read(Payloads.orgInstall) else {
            Issue.record("no click")
            return
        }
        #expect(
            click.origin.workspace
                == Workspace(team: TeamID("T9"), enterprise: EnterpriseID("E1"), isEnterpriseInstall: true)
        )
        #expect(click.message == nil)
        #expect(click.view?.id == "V1")
        #expect(click.actions.first?.value == "scale")
    }

    @Test func aSubmittedModalBringsItsInputs() throws {
        guard case .viewSubmission(let event) = try read(Payloads.viewSubmission) else {
            Issue.record("no submission")
            return
        }
        #expect(event.view.callbackID == "reject")
        #expect(event.view.privateMetadata == "plan_1")
        #expect(event.view.values["why", "reason"]?.value == "too early")
        #expect(event.view.values["who", "people"]?.selected == ["U1", "U2"])
        #expect(event.view.values[action: "flags"]?.selected == ["scale", "pause"])
    }

    @Test func theOtherInteractionsAreToldApart() throws {
        guard case .viewClosed(let closed) = try read(Payloads.viewClosed),
            case .shortcut(let shortcut) = try read(Payloads.shortcut),
            case .messageAction(let action) = try read(Payloads.messageAction),
            case .blockSuggestion(let suggestion) = try read(Payloads.blockSuggestion)
        else {
            Issue.record("one is not what it should be")
            return
        }
        #expect(closed.view.id == "V1")
        #expect(shortcut.callbackID == "run_now")
        #expect(action.message == PostedMessage(channel: ChannelID("C1"), ts: MessageTS("1.2")))
        #expect(suggestion.typed == "sum")
        #expect(try read("{\"type\":\"workflow_step_edit\"}") == .other(type: "workflow_step_edit"))
    }

    @Test func aFieldOfTheWrongKindIsNamedWithItsPlace() {
        let body = Payloads.blockActions.replacing("\"approve_plan\"", with: "7")
        let error = #expect(throws: SlackError.self) { try read(body) }
        #expect(error?.message == "reading interaction: expected a string at actions[0].action_id")
    }
}
