import DeanAnalysis
import DeanDomain
import Testing

struct CreativeScoreTests {
    @Test func parIsFiftyAndTwiceAsGoodIsEighty() {
        #expect(CreativeScores.score(ratio: 1) == 50)
        #expect(CreativeScores.score(ratio: 2) == 80)
        #expect(CreativeScores.score(ratio: 0.5) == 20)
        #expect(CreativeScores.score(ratio: 0) == 0)
        #expect(CreativeScores.score(ratio: .infinity) == 100)
    }

    @Test func anUnknownPartIsLeftOutAndNotZero() throws {
        let full = CreativeScores(performance: 80, engagement: 50, completion: 20)
        #expect(close(try #require(full.overall), 59))
        let picture = CreativeScores(performance: 80, engagement: 50, completion: nil)
        #expect(close(try #require(picture.overall), (40 + 15) / 0.8))
        #expect(CreativeScores(performance: nil, engagement: 90, completion: nil).overall == nil)
    }

    @Test func fewImpressionsAreDrawnToTheAccount() throws {
        var observations = Array(repeating: BetaPrior.Observation(successes: 100, trials: 10_000), count: 10)
        observations += Array(repeating: BetaPrior.Observation(successes: 200, trials: 10_000), count: 10)
        let scale = try #require(ShareScale(observations))
        let few = scale.score(successes: 3, trials: 100)
        let many = scale.score(successes: 300, trials: 10_000)
        #expect(few > 50 && few < many)
    }
}

struct CompositeScoreTests {
    @Test func theCompositeIsTheSumOfSixWeightedParts() {
        let score = CompositeScore(overall: 80, roas: 3, conversions: 200, ctr: 2, cvr: 4, daysActive: 20)
        // 24 + 15 + 4 + 4 + 5 + 4
        #expect(close(score.value(Rules.OptimizerRules()), 56))
    }

    @Test func eachPartHasItsCeilingAndAgeItsFloor() {
        let score = CompositeScore(overall: 100, roas: 50, conversions: 5000, ctr: 30, cvr: 40, daysActive: 500)
        #expect(close(score.value(Rules.OptimizerRules()), 95))
    }

    @Test func weightsAreTheRules() {
        var rules = Rules.OptimizerRules()
        rules.roasWeight = 0
        rules.overallWeight = 1
        let score = CompositeScore(overall: 80, roas: 3, conversions: 0, ctr: 0, cvr: 0, daysActive: 100)
        #expect(close(score.value(rules), 80))
    }
}

struct ReturnOnSpendTests {
    private func period(_ roas: Double, events: Double, spend: Double = 10_000) -> ReturnOnSpend.Period {
        ReturnOnSpend.Period(revenue: roas * spend, spend: spend, events: events)
    }

    private func trend(_ before: Double, _ recent: Double, events: Double) throws -> ReturnOnSpend {
        try #require(
            ReturnOnSpend(
                recent: period(recent, events: events),
                before: period(before, events: 3 * events, spend: 30_000),
                accountROAS: 2,
                target: nil,
                priorSpend: 0
            )
        )
    }

    @Test func aTrendNeedsEvidenceAndNotOnlyADifference() throws {
        #expect(try trend(2, 1, events: 5).trend == .stable)
        #expect(try trend(2, 1, events: 200).trend == .declining)
        #expect(try trend(2, 4, events: 200).trend == .improving)
        #expect(try trend(2, 1.9, events: 2000).trend == .stable)
    }

    @Test func efficiencyIsAgainstTheTarget() throws {
        let own = period(4, events: 100)
        let against = { (target: Double?) in
            ReturnOnSpend(recent: own, before: own, accountROAS: 2, target: target, priorSpend: 0)?.efficiency
        }
        #expect(close(try #require(against(4)), 50))
        #expect(close(try #require(against(nil)), 80))
    }

    @Test func littleSpendIsDrawnToTheAccount() throws {
        let own = period(10, events: 1, spend: 100)
        let drawn = try #require(
            ReturnOnSpend(recent: own, before: own, accountROAS: 2, target: nil, priorSpend: 10_000)
        )
        #expect(drawn.roas < 2.3 && drawn.roas > 2)
        #expect(ReturnOnSpend(recent: own, before: own, accountROAS: 0, target: nil, priorSpend: 1) == nil)
    }
}

struct TargetingScoreTests {
    @Test func equalSegmentsAreFullyMet() throws {
        let segments = ["a", "b", "c"].map { TargetingScore.Segment(name: $0, events: 100, spend: 10_000) }
        let score = try #require(TargetingScore(segments))
        #expect(score.score > 98 && score.best.isEmpty)
    }

    @Test func moneyOnPeopleWhoDoNotRespondLowersTheScore() throws {
        let score = try #require(
            TargetingScore([
                TargetingScore.Segment(name: "age=18-24", events: 200, spend: 10_000),
                TargetingScore.Segment(name: "age=65+", events: 20, spend: 30_000),
            ])
        )
        #expect(score.score < 40)
        #expect(score.best.map(\.name) == ["age=18-24"])
        #expect(score.best[0].shareOfSpend == 0.25)
    }

    @Test func oneSegmentOrNoEventSaysNothing() {
        #expect(TargetingScore([TargetingScore.Segment(name: "a", events: 3, spend: 10)]) == nil)
        let none = ["a", "b"].map { TargetingScore.Segment(name: $0, events: 0, spend: 10) }
        #expect(TargetingScore(none) == nil)
    }
}

struct SpikeTests {
    private func history(_ last: Double, days: Int = 21) -> RateHistory {
        RateHistory(
            (0..<days).map { day in
                RateHistory.Day(
                    day: SimulatedCreatives.firstDay + day,
                    trials: 5000,
                    successes: day == days - 1 ? last : 100
                )
            }
        )
    }

    private func spike(_ last: Double, days: Int = 21) -> Spike? {
        let own = history(last, days: days)
        return Spike(.clicks, own, account: AccountRates([own, history(100), history(100)]))
    }

    @Test func aDayLikeTheOthersIsNoSpike() {
        #expect(spike(100) == nil)
        #expect(spike(115) == nil)
    }

    @Test func theFartherTheMoreSevere() throws {
        let small = try #require(spike(175))
        let large = try #require(spike(400))
        #expect(small.severity < large.severity)
        #expect(large.severity == .severe && large.ratio > 2)
        #expect(try #require(spike(0)).ratio == 0)
    }

    @Test func aWeekOfDaysIsNeeded() {
        #expect(spike(400, days: 5) == nil)
    }
}
