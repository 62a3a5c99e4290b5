import DeanDecision
import DeanDomain
import Testing

/// What is decided where a file is all that is known of an account.
struct ImportedAccountTests {
    private static let period = ImportedFigures(firstDay: World.today - 14, lastDay: World.today - 1, isDaily: false)

    /// Sums of 14 days, without budgets: s1 to s6 sell at $20, s7 at $5, s8 spent $400 for nothing.
    private func world() -> World {
        var world = World(.sales)
        world.imported = Self.period
        world.addCampaign("c1")
        for index in 1...8 {
            world.addAdSet("s\(index)", in: "c1", hours: 14 * 24)
            world.addAd("a\(index)", in: "s\(index)")
        }
        for index in 1...6 { world.deliver("a\(index)", back: 1...1, spend: 200, impressions: 50_000, events: 10) }
        world.deliver("a7", back: 1...1, spend: 140, impressions: 50_000, events: 28)
        world.deliver("a8", back: 1...1, spend: 420, impressions: 50_000)
        return world
    }

    @Test func moneyWithoutAResultIsAPauseAndTheCheapestAWinner() throws {
        let decision = world().decide()
        #expect(decision.proposals.map(\.target.id.rawValue).sorted() == ["s7", "s8"])
        let pause = try #require(decision.proposals.first { $0.type == .pauseAdSet })
        #expect(pause.message == "Pause “Ad set s8”: $420.00 spent without a purchase")
        #expect(pause.confidence.probability >= 0.95)
        #expect(pause.dailyBudgetChange == -3000, "what it spent a day, since the file has no budget")
        #expect(pause.evidence.contains { $0.label == "spend, 2026-11-06 to 2026-11-19" && $0.value == "$420.00" })
        let promotion = try #require(decision.proposals.first { $0.type == .promoteWinner })
        #expect(promotion.message == "Promote “Ad set s7” into a new scaling campaign with $12.00 a day")
        #expect(promotion.confidence.probability >= 0.9)
    }

    @Test func everyProposalSaysThatItIsAdviceOnly() {
        let proposals = world().decide().proposals
        #expect(!proposals.isEmpty)
        for proposal in proposals {
            #expect(proposal.verdicts.first?.name == "advice only")
            #expect(!proposal.verdicts.contains { !$0.allowed })
        }
    }

    @Test func theSameActionIsRefusedWhenItIsToBeWritten() throws {
        let world = world()
        let action = try #require(world.decide().proposals.first)
        let refused = Guards.evaluate(action, in: world.context()).filter { !$0.allowed }
        #expect(refused.contains { $0.name == "account read from Meta" })
    }

    @Test func whatNeedsDaysIsNotTold() {
        var world = world()
        // As one day this would be a severe anomaly, a fatigued creative and a cost that moved.
        world.deliver("a1", back: 2...20, spend: 1, impressions: 100, events: 1)
        let decision = world.decide()
        #expect(decision.anomalies.isEmpty)
        #expect(decision.proposals.allSatisfy { $0.type == .pauseAdSet || $0.type == .promoteWinner })
        #expect(decision.notes.contains { $0.contains("rests on a file with sums over 2026-11-06 to 2026-11-19") })
    }

    @Test func aPeriodIsSummedUpAsOneAndNotAsADay() throws {
        let summary = world().decide().summary
        #expect(summary.yesterday == nil && summary.week == nil && summary.weekBefore == nil && summary.pace == nil)
        let period = try #require(summary.period)
        #expect(period.firstDay == Self.period.firstDay && period.lastDay == Self.period.lastDay)
        #expect(period.spend == Money(minorUnits: 176_000, currency: .usd))
        #expect(period.events == 88)
        #expect(summary.goals.first?.period == period.with(completeness: summary.goals.first?.period?.completeness))
    }

    @Test func revenueThatTheFileDoesNotHaveIsUnknownAndNotZero() throws {
        let without = try #require(world().decide().summary.period)
        #expect(without.revenue == nil && without.roas == nil)
        var world = world()
        world.deliver("a1", back: 1...1, spend: 0, impressions: 0, clicks: 0, revenue: 352)
        let with = try #require(world.decide().summary.period)
        #expect(with.revenue == Money(minorUnits: 35_200, currency: .usd))
        #expect(with.roas == 0.2)
    }

    /// The last day's conversions have mostly not arrived when the file is read; those of the days before it have.
    @Test func aPeriodIsAsCompleteAsItsDaysAreInTheMean() throws {
        let share = try #require(world().decide().summary.goals.first?.period?.completeness)
        var asOneDay = world()
        asOneDay.imported?.firstDay = Self.period.lastDay
        let last = try #require(asOneDay.decide().summary.goals.first?.period?.completeness)
        #expect(share > last + 0.05)
        #expect(share < 1)
    }

    @Test func daysOfAFileAreJudgedLikeDaysOfMeta() throws {
        var world = World.withWinner()
        world.imported = ImportedFigures(firstDay: World.today - 20, lastDay: World.today - 1, isDaily: true)
        let summary = world.decide().summary
        #expect(summary.period == nil)
        #expect(summary.week != nil)
        #expect(world.decide().proposals.contains { $0.type == .promoteWinner })
    }
}

extension PeriodSummary {
    fileprivate func with(completeness: Double?) -> PeriodSummary {
        var copy = self
        copy.completeness = completeness ?? self.completeness
        return copy
    }
}
