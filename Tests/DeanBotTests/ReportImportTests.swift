import DeanDecision
import DeanDomain
import DeanSlack
import Testing

@testable import DeanBot

/// How an account looks that only a file tells of.
@Suite struct ReportImportTests {
    private typealias Fixture = ReportFixture

    private static var report: RunReport {
        Fixture.report { report in
            let first = AccountDay(ordinal: 17_395)
            var whole = Fixture.period(1...1, spend: 58_705.23, revenue: 0, events: 1079)
            (whole.firstDay, whole.lastDay) = (first, first + 13)
            (whole.revenue, whole.roas) = (nil, nil)
            report.imported = ImportedFigures(firstDay: whole.firstDay, lastDay: whole.lastDay, isDaily: false)
            report.nextRun = nil
            report.tierReason = "a file's sums over a period can't train a model"
            report.summary?.yesterday = nil
            report.summary?.week = nil
            report.summary?.weekBefore = nil
            report.summary?.pace = nil
            report.summary?.period = whole
            report.summary?.goals[0].period = whole
            report.summary?.goals[0].week = nil
            report.notes = ["all of this rests on a file; it is advice, and I carry nothing of it out"]
        }
    }

    private static let records = [Fixture.pause(), Fixture.promote()].map { Fixture.record($0) }

    @Test func theDigestShowsThePeriodAndWhatIsNotKnown() throws {
        let run = Fixture.run(.cli, dryRun: true)
        let message = Digest(run: run, report: Self.report, records: Self.records).message()
        try ReportGolden.check(message, "digest_imported")
        let text = message.text.source
        for part in ["Aug 17–30, 2017", "$58,705.23", "ROAS *not known", "$54.41", "I would propose 2 changes"] {
            #expect(text.contains(part), "the text has no \(part)")
        }
        for part in ["Yesterday", "wait", "ROAS *0", "Last 7 days"] {
            #expect(!text.contains(part), "the text has \(part)")
        }
    }

    @Test func theCardHasNothingToApprove() throws {
        let plan = Fixture.plan { $0.preview = true }
        let message = Fixture.card(Self.records, plan: plan, run: Fixture.run(.cli), report: Self.report).message()
        try ReportGolden.check(message, "plan_card_imported")
        let actions = message.blocks.flatMap(\.elements).compactMap(\.actionID)
        #expect(Set(actions) == ["explain_action"])
        #expect(message.text.source.contains("nothing here can be approved: connect the account to Meta"))
        #expect(message.metadata?.payload["state"] == "preview")
    }

    @Test func aPreviewNeverSaysThatItsChangesWaitForApproval() {
        let digest = Digest(run: Fixture.run(dryRun: true), report: Fixture.report(), records: Self.records)
        let text = digest.message().text.source
        #expect(text.contains("I would propose 2 changes"))
        #expect(!text.contains("wait"))
    }
}
