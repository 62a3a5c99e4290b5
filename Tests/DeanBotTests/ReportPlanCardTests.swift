import DeanDomain
import DeanSlack
import Testing

@testable import DeanBot

/// Plan cards in each of their states, as Slack gets them.
@Suite struct ReportPlanCardTests {
    private typealias Fixture = ReportFixture

    @Test func aPlanAsksForADecisionOnEachChange() throws {
        let report = Fixture.report()
        let run = Fixture.run { $0.anomalies = Fixture.anomalies }
        let message = Fixture.card(Fixture.three.map { Fixture.record($0) }, run: run, report: report).message()
        try ReportGolden.check(message, "plan_card_open")
        let actions = message.blocks.flatMap(\.elements).compactMap(\.actionID)
        #expect(
            Set(actions) == ["approve_plan", "reject_plan", "approve_action", "reject_action", "explain_action"]
        )
        #expect(message.metadata?.payload["state"] == "open")
    }

    @Test func aPlanOfOneChangeHasOnePairOfButtons() throws {
        let message = Fixture.card([Fixture.record(Fixture.raise())]).message()
        try ReportGolden.check(message, "plan_card_single")
        let actions = message.blocks.flatMap(\.elements).compactMap(\.actionID)
        #expect(actions.sorted() == ["approve_plan", "explain_action", "reject_plan"])
    }

    @Test func everyOpenCardSaysWhenNobodyMayApprove() throws {
        let message = Fixture.card([Fixture.record(Fixture.raise())], approvers: []).message()
        try ReportGolden.check(message, "plan_card_nobody_may_approve")
        #expect(message.text.source.contains("SLACK_APPROVERS is empty"))
    }

    @Test func aPartlyDecidedPlanKeepsButtonsForTheRest() throws {
        let message = Fixture.card([
            Fixture.record(
                Fixture.raise(),
                .done,
                by: Fixture.approver,
                outcome: "“Prospecting US | broad 25-54” is ACTIVE at $1,920.00 a day"
            ),
            Fixture.record(Fixture.pause()),
            Fixture.record(Fixture.promote()),
        ]).message()
        try ReportGolden.check(message, "plan_card_partly_decided")
        #expect(message.text.source.contains("2 of 3 changes wait for approval"))
    }

    @Test func anApprovedPlanShowsThatItIsBeingMade() throws {
        let message = Fixture.card([
            Fixture.record(Fixture.raise(), .executing, by: Fixture.approver),
            Fixture.record(Fixture.pause(), .approved, by: Fixture.approver),
        ]).message()
        try ReportGolden.check(message, "plan_card_working")
        #expect(message.blocks.flatMap(\.elements).isEmpty)
    }

    @Test func aDonePlanNamesWhoAndWhen() throws {
        let message = Fixture.card([
            Fixture.record(
                Fixture.raise(),
                .done,
                by: Fixture.approver,
                outcome: "“Prospecting US | broad 25-54” is ACTIVE at $1,920.00 a day"
            ),
            Fixture.record(
                Fixture.pause(),
                .done,
                by: Fixture.approver,
                outcome: "“Retargeting | 30 days” is PAUSED at $400.00 a day"
            ),
        ]).message()
        try ReportGolden.check(message, "plan_card_done")
        #expect(message.blocks.flatMap(\.elements).isEmpty)
        #expect(message.text.source.contains("approved by <@U0APPROVER> <!date^1795187520^"))
    }

    @Test func aFailureSaysWhy() throws {
        let message = Fixture.card([
            Fixture.record(
                Fixture.raise(),
                .done,
                by: Fixture.approver,
                outcome: "“Prospecting US | broad 25-54” is ACTIVE at $1,920.00 a day"
            ),
            Fixture.record(
                Fixture.pause(),
                .failed,
                by: Fixture.approver,
                outcome: "Meta refused it: the ad set was deleted (100/33); nothing was changed"
            ),
            Fixture.record(
                Fixture.promote(),
                .refused,
                by: Fixture.approver,
                outcome:
                    "the account changed since the card was made: the daily budget of “Scaling | US” was $4,000.00 and is now $3,000.00"
            ),
        ]).message()
        try ReportGolden.check(message, "plan_card_failed")
        #expect(message.text.source.contains("1 done, 1 failed, 1 refused"))
    }

    @Test func aLostAnswerIsShownAsUnknown() throws {
        let message = Fixture.card([
            Fixture.record(
                Fixture.promote(),
                .unknown,
                by: Fixture.approver,
                outcome: "it is not known whether Meta applied it: the connection was dropped"
            )
        ]).message()
        try ReportGolden.check(message, "plan_card_unknown")
    }

    @Test func aRejectedPlanKeepsTheReason() throws {
        let records = Fixture.three.map {
            Fixture.record($0, .rejected, by: Fixture.approver, reason: "launch on Friday, leave it alone until then")
        }
        try ReportGolden.check(Fixture.card(records).message(), "plan_card_rejected")
    }

    @Test func anExpiredPlanHasNoButtons() throws {
        let records = Fixture.three.map { Fixture.record($0, .expired, outcome: "the plan expired") }
        let message = Fixture.card(records, at: Fixture.now + .hours(25)).message()
        try ReportGolden.check(message, "plan_card_expired")
        #expect(message.blocks.flatMap(\.elements).isEmpty)
    }

    @Test func aPlanWhoseTimeIsOverLooksExpiredBeforeItIsSwept() {
        let records = Fixture.three.map { Fixture.record($0) }
        let message = Fixture.card(records, at: Fixture.now + .hours(24)).message()
        #expect(message.blocks.flatMap(\.elements).isEmpty)
        #expect(message.text.source.contains("plan expired, nothing was changed"))
    }

    @Test func aReplacedPlanPointsToTheNewOne() throws {
        let plan = Fixture.plan { $0.supersededBy = PlanID("plan_00000000000000b2") }
        let records = Fixture.three.map { Fixture.record($0, .expired, outcome: "replaced by a newer plan") }
        try ReportGolden.check(Fixture.card(records, plan: plan).message(), "plan_card_replaced")
    }

    @Test func aWithdrawnPlanSaysThatTheNumbersChanged() throws {
        let records = Fixture.three.map {
            Fixture.record($0, .expired, outcome: "no longer advised: the numbers changed")
        }
        try ReportGolden.check(Fixture.card(records).message(), "plan_card_withdrawn")
    }

    @Test func anUndoneChangeStaysOnTheCard() throws {
        let message = Fixture.card([
            Fixture.record(Fixture.raise(), .undone, by: Fixture.approver, outcome: "undone by U0APPROVER"),
            Fixture.record(
                Fixture.pause(),
                .done,
                by: Fixture.approver,
                outcome: "“Retargeting | 30 days” is PAUSED at $400.00 a day"
            ),
        ]).message()
        try ReportGolden.check(message, "plan_card_undone")
    }

    @Test func aRunByHandShowsWhatItDidByItselfBesidesThePlan() throws {
        var did = Fixture.record(
            Fixture.pause(),
            .done,
            by: .dean,
            outcome: "“Retargeting | 30 days” is PAUSED at $400.00 a day"
        )
        did.planID = nil
        let run = Fixture.run(.user, autonomy: .auto)
        let report = Fixture.report {
            $0.held = [
                .init(
                    message: "Raise “Lookalike 1 %” from $900.00 to $1,080.00 a day",
                    reasons: [
                        "only 41 % sure that its cost stays within 10 % of the week before; proposals start at 50 %"
                    ]
                )
            ]
            $0.notes = [
                "tired creatives, prepare new ones: “Static | winter sale” (CTR -38 % since 2026-11-14, 90 % interval -49 % to -24 %)"
            ]
        }
        let message = Fixture.card([Fixture.record(Fixture.promote())], run: run, report: report, alsoDone: [did])
            .message()
        try ReportGolden.check(message, "plan_card_auto")
    }

    @Test func aPreviewCanBeExplainedAndNotApproved() throws {
        let run = Fixture.run(.user, dryRun: true)
        var refused = Fixture.promote()
        refused.verdicts.append(
            GuardVerdict(name: "Meta's check", allowed: false, reason: "the campaign takes no more ad sets")
        )
        let records = [Fixture.raise(), refused].map { Fixture.record($0) }
        let message = Fixture.card(records, plan: Fixture.plan { $0.preview = true }, run: run).message()
        try ReportGolden.check(message, "preview_card")
        #expect(Set(message.blocks.flatMap(\.elements).compactMap(\.actionID)) == ["explain_action"])
        #expect(message.metadata?.payload["state"] == "preview")
    }

    @Test func aLargePlanNamesEveryChangeBeforeAllOfThemCanBeApproved() throws {
        let actions = (0..<40).map { Fixture.raise($0, name: "Prospecting \($0) | broad 25-54") }
        let message = Fixture.card(actions.map { Fixture.record($0) }).message()
        try ReportGolden.check(message, "plan_card_forty")
        let shown = try SlackJSON.text(message.blocks)
        for number in 0..<40 {
            #expect(shown.contains("“Prospecting \(number) |"), "change \(number) is not on the card")
        }
        #expect(message.text.source.contains(" more\n"))
    }

    @Test func namesCannotMentionAnybodyOrFormatAnything() throws {
        let name = "<!channel> & <@U1> *_~`"
        let message = Fixture.card([
            Fixture.record(Fixture.raise(name: name)), Fixture.record(Fixture.pause(name: name)),
        ]).message()
        try ReportGolden.check(message, "plan_card_hostile_names")
        let json = try SlackJSON.text(message)
        #expect(!json.contains("<!channel>") && !json.contains("<@U1>"))
    }

    @Test func buttonValuesNameThePlanAndTheAction() {
        let message = Fixture.card(Fixture.three.map { Fixture.record($0) }).message()
        for case .button(let button) in message.blocks.flatMap(\.elements) {
            let value = ButtonValue(button.value)
            #expect(value?.plan == Fixture.planID)
            #expect((value?.action == nil) == button.actionID.hasSuffix("_plan"))
        }
    }
}
