import DeanDecision
import DeanDomain
import DeanSlack
import DeanStore
import Testing

@testable import DeanBot

/// Digests, and the messages of runs that found nothing, failed or saw no data.
@Suite struct ReportDigestTests {
    private typealias Fixture = ReportFixture

    private func digest(
        _ records: [ActionRecord] = [],
        run: Run = Fixture.run(),
        report: RunReport = Fixture.report()
    ) -> Digest {
        Digest(run: run, report: report, records: records)
    }

    @Test func aDigestSaysAllOfItInTextAndBlocks() throws {
        let run = Fixture.run { $0.anomalies = Fixture.anomalies }
        let message = digest(Fixture.three.map { Fixture.record($0) }, run: run).message()
        try ReportGolden.check(message, "digest_scheduled")
        let blocks = try SlackJSON.text(message.blocks)
        for part in [
            "3 changes wait", "$9,812.40", "$68,402.11", "2.31", "2.40", "$40.38", "$36.89", "+4 %", "-3 %", "$40.00",
            "79 % (medium) to 97 % (high) sure", "Severe", "Moderate", "Tier rules", "23 ads", "*Model*",
            "*Validation*",
            "next run",
        ] {
            #expect(message.text.source.contains(part), "the text has no \(part)")
            #expect(blocks.contains(part), "the blocks have no \(part)")
        }
        #expect(message.metadata?.eventType == "dean_digest")
    }

    @Test func aModelInForceIsNamedWithWhatItWasTrainedOnAndHowItHolds() throws {
        let report = Fixture.report {
            $0.tier = .ml
            $0.tierReason = "23 ads have enough data, and a learned model overrules the rules where it is sure"
            $0.summary?.learning.models = Fixture.standing
        }
        let message = digest(report: report).message()
        try ReportGolden.check(message, "digest_model")
        for part in ["*Tier ml*", "model_00000000000000c1", "1,804 weeks of 52 ads", "Brier 0.164, the rules' 0.181"] {
            #expect(message.text.source.contains(part), "the text has no \(part)")
        }
    }

    @Test func quietRunsBecomeALineOfTheDigest() async throws {
        let bot = try Fixture.bot()
        _ = try await bot.store.migrate()
        for hour in 0...2 {
            let start = Fixture.now - .hours(3 - hour)
            var run = Fixture.run(id: RunID("run_\(hour)"), startedAt: start)
            run.report = try Fixture.report { $0.nextRun = start + .hours(1) }.json()
            try await bot.store.insert(run)
        }
        let stored = StoredMessage(
            kind: .digest,
            run: Fixture.run(id: RunID("run_0")),
            plan: nil,
            channel: "C0MEDIA",
            at: Fixture.now
        )
        let message = try #require(try await bot.draw(stored))
        try ReportGolden.check(message, "digest_quiet_runs")
        #expect(message.text.source.contains("looked again 2 times, nothing new; last <!date^1795183200^"))
        #expect(message.text.source.contains("next run <!date^1795186800^"))
    }

    @Test func whatDeanDidByItselfIsListedWithItsConfidence() throws {
        var done = Fixture.record(
            Fixture.pause(),
            .done,
            by: .dean,
            outcome: "“Retargeting | 30 days” is PAUSED at $400.00 a day"
        )
        done.planID = nil
        try ReportGolden.check(digest([done], run: Fixture.run(autonomy: .auto)).message(), "digest_auto")
    }

    @Test func anObserverSaysWhatItWouldHaveProposed() throws {
        let report = Fixture.report { $0.observed = [Fixture.raise(), Fixture.pause()] }
        let message = digest(run: Fixture.run(autonomy: .observe), report: report).message()
        try ReportGolden.check(message, "digest_observe")
    }

    @Test func whatCouldNotBeReadIsNotCalledZero() throws {
        let run = Fixture.run(status: .partial) {
            $0.errors = ["reading daily_insights: Meta's limit for this account is used up; retry in 12 minutes"]
        }
        let report = Fixture.report {
            $0.summary?.yesterday = nil
            $0.summary?.weekBefore = nil
            $0.summary?.goals[0].week = nil
            $0.summary?.pace = nil
            $0.notes = [
                "daily insights could not be read (Meta's limit for this account is used up; retry in 12 minutes); nothing is changed until it can"
            ]
            $0.quarantined = 2
            $0.quarantineReasons = ["spend is not a number: “1,2,3”", "a row for a day in the future"]
        }
        let message = digest(run: run, report: report).message()
        try ReportGolden.check(message, "digest_gaps")
        #expect(message.text.source.contains("none in what could be read"))
    }

    @Test func aFailedRunSaysWhatFailed() throws {
        let run = Fixture.run(status: .failed) {
            $0.tier = nil
            $0.errors = ["Meta no longer accepts the access token (190): make a new one and set FB_ACCESS_TOKEN"]
        }
        let report = Fixture.report {
            $0.summary = nil
            $0.tier = nil
            $0.tierReason = nil
        }
        try ReportGolden.check(digest(run: run, report: report).message(), "digest_failed")
    }

    @Test func withoutCredentialsTheDigestSaysHowToConnect() throws {
        var report = RunReport(account: Fixture.account, autonomy: .approve, dryRun: false)
        report.explainEmergency(hasCredentials: false, gaps: [])
        let run = Fixture.run { $0.tier = .emergency }
        try ReportGolden.check(digest(run: run, report: report).message(), "digest_emergency")
    }

    @Test func anAccountThatCannotBeReadSaysWhatToCheck() throws {
        var report = RunReport(account: Fixture.account, autonomy: .approve, dryRun: false)
        let gap = ReadingGap(what: .structure, reason: "the token lacks the permission ads_read (200)")
        report.explainEmergency(hasCredentials: true, gaps: [gap])
        let run = Fixture.run(status: .partial) {
            $0.tier = .emergency
            $0.errors = ["reading structure: the token lacks the permission ads_read (200)"]
        }
        try ReportGolden.check(digest(run: run, report: report).message(), "digest_unreadable")
    }

    @Test func aPreviewWithoutIdeasSaysSo() throws {
        let message = digest(run: Fixture.run(.user, dryRun: true)).message()
        try ReportGolden.check(message, "preview_nothing")
        #expect(message.text.source.hasPrefix("*Preview for Northwind US: "))
    }

    @Test func aRunInProgressNamesTheAccountAndWhoAsked() async throws {
        let bot = try Fixture.bot()
        _ = try await bot.store.migrate()
        var earlier = Fixture.run(id: RunID("run_0"), startedAt: Fixture.now - .hours(1))
        earlier.report = try Fixture.report().json()
        try await bot.store.insert(earlier)
        let run = Fixture.run(.user, status: .running)
        try await bot.store.insert(run)
        let stored = StoredMessage(kind: .run, run: run, plan: nil, channel: "C0MEDIA", at: Fixture.now)
        try ReportGolden.check(try #require(try await bot.draw(stored)), "run_in_progress")
    }

    @Test func aKeptPlanStillWaitsInTheNextDigest() async throws {
        let bot = try Fixture.bot()
        _ = try await bot.store.migrate()
        try await bot.store.insert(Fixture.run())
        try await bot.store.insert(plan: Fixture.plan(), actions: Fixture.three.map { Fixture.record($0) })
        var later = Fixture.run(id: RunID("run_later"), startedAt: Fixture.now + .hours(1))
        later.report = try Fixture.report { $0.keptPlan = Fixture.planID }.json()
        try await bot.store.insert(later)
        let digest = try await bot.digest(of: later)
        #expect(digest.title == "Northwind US: ROAS off target, 3 changes wait")
    }

    @Test(arguments: [(0.0, GoalVerdict.Standing.met), (0.05, .withinReach), (0.2, .missed)])
    func aTargetWithinReachOfLateConversionsIsNotCalledMissed(excess: Double, standing: GoalVerdict.Standing) {
        var goal = Fixture.summary.goals[0]
        goal.targetROAS = nil
        goal.week?.completeness = 0.9
        goal.week?.costPerEvent = Fixture.usd(40 * (1 + excess))
        #expect(GoalVerdict(goal).overall == standing)
    }
}
