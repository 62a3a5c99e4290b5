import DeanDomain
import DeanSandbox
import Foundation
import Testing

/// How money turns into impressions and clicks.
@Suite struct MarketDeliveryTests {
    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
    func noDayCostsMoreThanABudgetAndAQuarter(_ seed: UInt64) throws {
        let market = MarketFixture.world(
            [
                MarketFixture.learning(20),
                CampaignScenario(
                    "Shared",
                    dailyBudget: 70,
                    adSets: [
                        AdSetScenario("A", ads: [AdScenario("A1", "Good"), AdScenario("A2", "Poor")]),
                        AdSetScenario("B", ads: [AdScenario("B1", "Good")]),
                    ]
                ),
            ],
            days: 30,
            seed: seed
        )
        let shared = try #require(market.ids(.campaign, of: MarketFixture.account, named: "Shared").first)
        let single = try #require(market.ids(.adSet, of: MarketFixture.account, named: "Set").first)
        var over = 0
        for (id, budget) in [(shared, 7000 as Int64), (single, 2000)] {
            var total: Int64 = 0
            let range = MarketFixture.days(market, 29)
            for day in 0..<29 {
                let one = range.lowerBound + day
                let spend = try #require(market.totals(of: id, days: one...one)).spend
                #expect(spend * 4 <= budget * 5, "seed \(seed), \(one)")
                if spend > budget { over += 1 }
                total += spend
            }
            #expect(abs(Double(total) / Double(29 * budget) - 0.985) < 0.08, "seed \(seed)")
        }
        // Meta does overspend on single days.
        #expect(over > 5, "seed \(seed)")
    }

    @Test(arguments: [1, 2] as [UInt64])
    func moreMoneyBuysLessForEachDollar(_ seed: UInt64) throws {
        func costs(_ budget: Double) throws -> (cpm: Double, cpa: Double) {
            let market = MarketFixture.world([MarketFixture.learning(budget)], days: 21, seed: seed)
            let ad = try #require(market.ids(.ad, of: MarketFixture.account).first)
            let totals = try #require(market.totals(of: ad, days: MarketFixture.days(market, 20)))
            return (
                Double(totals.spend) / Double(totals.impressions), Double(totals.spend) / Double(totals.purchases)
            )
        }
        let budgets = [20.0, 80, 320]
        let seen = try budgets.map { try costs($0) }
        #expect(seen[1].cpm > seen[0].cpm * 1.1 && seen[2].cpm > seen[1].cpm * 1.2, "seed \(seed)")
        #expect(seen[2].cpa > seen[0].cpa * 1.5, "seed \(seed)")
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func aSharedBudgetGoesToTheBetterAd(_ seed: UInt64) throws {
        let market = MarketFixture.world(
            [
                CampaignScenario(
                    "Shared",
                    dailyBudget: 60,
                    adSets: [
                        AdSetScenario("A", ads: [AdScenario("Better", "Good")]),
                        AdSetScenario("B", ads: [AdScenario("Worse", "Poor")]),
                    ]
                )
            ],
            days: 14,
            seed: seed
        )
        func spend(_ name: String) throws -> Int64 {
            let ad = try #require(market.ids(.ad, of: MarketFixture.account, named: name).first)
            return try #require(market.totals(of: ad, days: MarketFixture.days(market, 7))).spend
        }
        #expect(try spend("Better") > 3 * spend("Worse"), "seed \(seed)")
    }

    @Test func aPauseStopsDeliveryAndABudgetSteersIt() throws {
        let market = MarketFixture.world([MarketFixture.learning(20)])
        let adSet = try #require(market.ids(.adSet, of: MarketFixture.account).first)
        market.edit(adSet, dailyBudget: 6000)
        market.advance(to: market.now + .days(2))
        let raised = try #require(market.totals(of: adSet, days: MarketFixture.days(market, 1)))
        #expect(raised.spend > 4000)
        market.edit(adSet, status: "PAUSED")
        market.advance(to: market.now + .days(2))
        let paused = try #require(market.totals(of: adSet, days: MarketFixture.days(market, 1)))
        #expect(paused.spend == 0 && paused.impressions == 0)
        #expect(
            market.effectiveStatus(of: try #require(market.ids(.ad, of: MarketFixture.account).first)) == "ADSET_PAUSED"
        )
    }

    @Test func peopleTireOfAnAdTheyHaveSeenTooOften() throws {
        var campaign = MarketFixture.learning(40)
        campaign.adSets[0].people = 12_000
        let market = MarketFixture.world([campaign], days: 28)
        let ad = try #require(market.ids(.ad, of: MarketFixture.account).first)
        let days = MarketFixture.days(market, 28)
        let first = try #require(market.totals(of: ad, days: days.lowerBound...(days.lowerBound + 6)))
        let last = try #require(market.totals(of: ad, days: (days.upperBound - 6)...days.upperBound))
        func rate(_ totals: InsightTotals) -> Double { Double(totals.linkClicks) / Double(totals.impressions) }
        #expect(rate(last) < 0.5 * rate(first))
        #expect(Double(last.impressions) / Double(last.reach) > 3)
    }

    @Test(arguments: [
        ("America/New_York", "2026-11-02T12:00:00Z", 25), ("America/New_York", "2026-03-09T12:00:00Z", 23),
        ("Europe/Berlin", "2026-10-26T12:00:00Z", 25), ("Europe/Berlin", "2026-03-30T12:00:00Z", 23),
        ("Asia/Tokyo", "2026-11-02T12:00:00Z", 24),
    ])
    func aDayHasTheHoursThatItsZoneGivesIt(_ zone: String, _ now: String, _ hours: Int) throws {
        let now = try #require(Timestamp(iso: now))
        let market = MarketFixture.world([MarketFixture.learning(20)], zone: zone, now: now, days: 5)
        let yesterday = AccountDay(now, in: try #require(TimeZone(identifier: zone))) - 1
        let adSet = try #require(market.ids(.adSet, of: MarketFixture.account).first)
        let day = try #require(market.totals(of: adSet, days: yesterday...yesterday))
        // The whole budget is meant for the day, however long it is.
        #expect(day.spend > 1300 && day.spend <= 2500)
        let rows = market.read { state in
            var query = MarketInsightQuery(ads: [0], level: .ad, days: yesterday...yesterday, increment: .all)
            query.byHour = true
            return state.insights(query)
        }
        #expect(rows.reduce(0) { $0 + $1.totals.spend } == day.spend)
        // The hour that comes twice is one row; the hour that is skipped has none.
        #expect(Set(rows.compactMap(\.hour)).count == min(24, hours))
        #expect(yesterday.hours(in: try #require(TimeZone(identifier: zone))) == Double(hours))
    }

    @Test func yenAreWholeUnits() throws {
        let market = MarketFixture.world([MarketFixture.learning(2000)], zone: "Asia/Tokyo", currency: Currency("JPY"))
        let adSet = try #require(market.ids(.adSet, of: MarketFixture.account).first)
        #expect(market.dailyBudget(of: adSet) == 2000)
        let days = MarketFixture.days(market, zone: "Asia/Tokyo", 5)
        let spend = try #require(market.totals(of: adSet, days: days)).spend
        #expect(spend > 5 * 1400 && spend <= 5 * 2500)
    }

    @Test func learningEndsWithFiftyConversionsAndComesBackWithABigChange() throws {
        let market = MarketFixture.world([MarketFixture.learning(120)], days: 3)
        let adSet = try #require(market.ids(.adSet, of: MarketFixture.account).first)
        func stage() -> LearningStage? { market.learningStage(of: adSet) }
        market.edit(adSet, dailyBudget: 16_000)
        #expect(stage() == .learning)
        market.advance(to: market.now + .days(6))
        #expect(stage() == .success)
        market.edit(adSet, dailyBudget: 19_000)
        #expect(stage() == .success)
        market.edit(adSet, dailyBudget: 12_000)
        #expect(stage() == .learning)
        let small = MarketFixture.world([MarketFixture.learning(5, creative: "Poor")], days: 3)
        let slow = try #require(small.ids(.adSet, of: MarketFixture.account).first)
        small.edit(slow, dailyBudget: 800)
        small.advance(to: small.now + .days(8))
        #expect(small.learningStage(of: slow) == .fail)
    }
}
