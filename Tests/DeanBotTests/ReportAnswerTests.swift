import DeanDomain
import DeanSlack
import DeanStore
import Testing

@testable import DeanBot
@testable import DeanDecision

/// What people are told when they ask, and what the channel is told when Dean is stopped and started.
@Suite struct ReportAnswerTests {
    private typealias Fixture = ReportFixture

    @Test func helpNamesEveryWord() throws {
        try ReportGolden.check(Answer.help.message(), "help")
        for word in CommandWord.allCases { #expect(Answer.help.plainText.contains("/dean \(word.usage)")) }
    }

    @Test func anUnknownWordGetsTheNearestAndHelp() throws {
        try ReportGolden.check(Answer.unknownWord("prevew", nearest: .preview).message(), "unknown_word")
    }

    @Test func statusSaysWhatRunsAndWhatWaits() throws {
        let other = AccountID("act_9080706050")
        let run = Fixture.run(status: .partial) {
            $0.counts.proposed = 3
            $0.errors = ["reading breakdowns: timed out"]
        }
        let accounts = [
            Answer.AccountStatus(
                account: Fixture.account,
                name: Fixture.accountName,
                stop: nil,
                settings: Settings(),
                lastRun: run,
                waiting: [Fixture.plan()],
                ineligibility: nil,
                nextRun: Fixture.now + .hours(1)
            ),
            Answer.AccountStatus(
                account: other,
                name: nil,
                stop: StopState(account: other, by: Fixture.admin, at: Fixture.now, reason: "audit"),
                settings: Settings(),
                lastRun: nil,
                waiting: [],
                ineligibility: "no page is configured (FB_PAGE_ID)",
                nextRun: nil
            ),
        ]
        try ReportGolden.check(Answer.status(accounts, approvers: []).message(), "status")
    }

    @Test func historyListsRunsWithWhatTheyDid() throws {
        let done = Fixture.record(Fixture.raise(), .done, by: Fixture.approver)
        let answer = Answer.history([
            (
                Fixture.run(.user) {
                    $0.counts.proposed = 3
                    $0.counts.budgetsScaled = 1
                }, Fixture.accountName, [done]
            ),
            (Fixture.run(dryRun: true), Fixture.accountName, []),
            (Fixture.run(.cli, status: .failed) { $0.errors = ["no token"] }, nil, []),
        ])
        try ReportGolden.check(answer.message(), "history")
        try ReportGolden.check(Answer.history([]).message(), "history_empty")
    }

    @Test func goalsShowSharesAndTargets() throws {
        try ReportGolden.check(Answer.goals(Fixture.goals, currency: .usd).message(), "goals")
    }

    @Test func settingsShowSwitchesAndLimits() throws {
        let answer = Answer.settings(
            [(Fixture.account, Fixture.accountName, Settings())],
            rules: Rules(),
            currency: .usd
        )
        try ReportGolden.check(answer.message(), "settings")
    }

    @Test func anomaliesComeWorstFirst() throws {
        let run = Fixture.run { $0.anomalies = Fixture.anomalies }
        let answer = Answer.anomalies([(run, .usd)])
        try ReportGolden.check(answer.message(), "anomalies")
        #expect(answer.lines.first?.source.contains("*Severe*") == true)
        try ReportGolden.check(Answer.anomalies([(Fixture.run(), .usd)]).message(), "anomalies_none")
    }

    @Test func anActionIsExplainedWithEvidenceAndGuards() throws {
        var action = Fixture.promote()
        action.verdicts.append(GuardVerdict(name: "caps", allowed: false, reason: "the account's cap is used up"))
        let record = Fixture.record(action, .done, by: Fixture.approver, outcome: "made 23840000000000777")
        try ReportGolden.check(Answer.explanation(of: record).message(), "explain_action")
    }

    @Test func anObjectIsExplainedWithItsNumbers() throws {
        let explanation = ObjectExplanation(
            object: Fixture.ref(.adSet, "23840000000000101", "Prospecting US | broad 25-54"),
            goal: .sales,
            role: "learning ad set for sales: contender",
            reasons: ["nothing is done: no rule asks for a change"],
            currency: .usd,
            week: Metrics(spend: 1_120_000, impressions: 90_000, clicks: 1100, events: 290, revenue: 2_800_000),
            fourWeeks: Metrics(spend: 4_100_000, impressions: 330_000, clicks: 4000, events: 1080, revenue: 9_900_000)
        )
        try ReportGolden.check(Answer.explanation(of: explanation).message(), "explain_object")
    }

    @Test func stoppingAndStartingAreAnnounced() throws {
        let stopped = Layout.stopped(by: Fixture.admin, reason: "the pixel is being replaced")
        try ReportGolden.check(Layout.message(text: stopped, blocks: [.section(stopped)]), "stopped")
        let started = Layout.started(by: Fixture.admin)
        try ReportGolden.check(Layout.message(text: started, blocks: [.section(started)]), "started")
    }

    @Test func theThreadTellsEachWrite() throws {
        let promoted = Fixture.record(Fixture.promote(), .done, by: Fixture.approver, outcome: "made 23840000000000777")
        let failed = Fixture.record(
            Fixture.pause(),
            .failed,
            by: Fixture.approver,
            outcome: "the ad set was deleted; nothing was changed"
        )
        func intent(
            _ id: String,
            _ record: ActionRecord,
            _ step: Int,
            _ state: IntentState,
            sends: Int = 1,
            result: String? = nil,
            note: String? = nil
        ) -> Intent {
            Intent(
                id: IntentID(id),
                actionID: record.id,
                accountID: Fixture.account,
                stepIndex: step,
                step: record.action.steps[step],
                state: state,
                sends: sends,
                resultID: result.map { ObjectID($0) },
                note: note,
                updatedAt: Fixture.now
            )
        }
        let report = ThreadReport(entries: [
            .init(
                record: promoted,
                intents: [
                    intent("3fa4c1d2", promoted, 0, .confirmed, sends: 2, result: "23840000000000777"),
                    intent("3fa4c1d3", promoted, 1, .confirmed),
                ]
            ),
            .init(
                record: failed,
                intents: [intent("3fa4c1d4", failed, 0, .failed, note: "the ad set was deleted (100/33)")]
            ),
        ])
        try ReportGolden.check(report.message(), "thread_report")
    }

    @Test func theRejectionModalAsksForAReason() throws {
        let context = #"{"channel":"C0MEDIA","value":"plan_00000000000000b1"}"#
        let modal = Layout.rejectionModal(context)
        try ReportGolden.check(modal, "rejection_modal")
    }

    @Test(arguments: [
        (0.934, "93 % sure (high)"), (0.9999, "99 % sure (high)"), (0.75, "75 % sure (medium)"),
        (0.5, "50 % sure (low)"),
    ])
    func confidenceIsRoundedDown(probability: Double, words: String) {
        #expect(Layout.confidence(Confidence(probability)).source == words)
    }

    @Test func numbersAreGroupedAndCounted() {
        #expect(Layout.count(1, "change") == "1 change")
        #expect(Layout.count(1200, "change") == "1,200 changes")
        #expect(Layout.events(1, "purchase") == "1 purchase")
        #expect(Layout.events(12.54, "purchase") == "12.5 purchases")
        #expect(Layout.number(40) == "40")
        #expect(Layout.number(2.5) == "2.5")
        #expect(Layout.number(1e300) == "unknown")
        #expect(Layout.ratio(2.4) == "2.40")
        #expect(Layout.percent(-0.004) == "0 %")
        #expect(Layout.change(104, 100) == "+4 %")
        #expect(Layout.change(97, 100) == "-3 %")
        #expect(Layout.change(1, 0) == nil)
        #expect(Layout.arrived(0.9999) == "99 %")
        #expect(Layout.days(AccountDay(ordinal: 20_755), AccountDay(ordinal: 20_761)) == "Oct 29 – Nov 4")
    }
}
