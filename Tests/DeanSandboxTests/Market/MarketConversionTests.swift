import DeanDomain
import DeanSandbox
import Foundation
import Testing

/// When conversions become visible, and when they never do.
@Suite struct MarketConversionTests {
    @Test(arguments: [1, 2, 3] as [UInt64])
    func lateConversionsRestateADayForWeeksButNotForever(_ seed: UInt64) throws {
        let market = MarketFixture.world([MarketFixture.learning(1500)], days: 10, seed: seed)
        let ad = try #require(market.ids(.ad, of: MarketFixture.account).first)
        let yesterday = MarketFixture.days(market, 1).lowerBound
        func purchases() throws -> Int { try #require(market.totals(of: ad, days: yesterday...yesterday)).purchases }
        var seen = [try purchases()]
        let delivery = try #require(market.totals(of: ad, days: yesterday...yesterday))
        for _ in 1...30 {
            market.advance(to: market.now + .days(1))
            seen.append(try purchases())
        }
        #expect(zip(seen, seen.dropFirst()).allSatisfy { $0 <= $1 }, "seed \(seed): \(seen)")
        let final = seen[30]
        #expect(final > 20, "seed \(seed)")
        #expect(Double(seen[0]) < 0.95 * Double(final), "seed \(seed): \(seen)")
        #expect(Double(seen[0]) > 0.5 * Double(final), "seed \(seed): \(seen)")
        #expect(seen[3] < seen[27], "seed \(seed): \(seen)")
        #expect(seen[28] == final, "seed \(seed): \(seen)")
        let later = try #require(market.totals(of: ad, days: yesterday...yesterday))
        #expect(later.spend == delivery.spend && later.clicks == delivery.clicks)
    }

    @Test func anOutageLosesConversionsForGoodAndOnlyThose() throws {
        let plain = MarketFixture.world([MarketFixture.learning(200)])
        let silent = MarketFixture.world([MarketFixture.learning(200)])
        let from = silent.now + .hours(24)
        silent.trigger(
            MarketAnomaly(.trackingOutage, account: MarketFixture.account, from: from, until: from + .hours(48))
        )
        for market in [plain, silent] { market.advance(to: market.now + .days(40)) }
        let ad = try #require(plain.ids(.ad, of: MarketFixture.account).first)
        let day = AccountDay(from, in: try #require(TimeZone(identifier: "America/New_York"))) + 1
        let with = try #require(plain.totals(of: ad, days: day...day))
        let without = try #require(silent.totals(of: ad, days: day...day))
        #expect(with.purchases > 10)
        #expect(without.purchases == 0)
        #expect(without.clicks == with.clicks && without.spend == with.spend)
        let after = (day + 3)...(day + 6)
        #expect(plain.totals(of: ad, days: after) == silent.totals(of: ad, days: after))
        // What happened is true even where no report shows it.
        #expect(plain.truth(ofAd: ad)?.conversions == silent.truth(ofAd: ad)?.conversions)
    }

    @Test func theTruthIsWhatReportsApproach() throws {
        let market = MarketFixture.world([MarketFixture.learning(150)], days: 30)
        let ad = try #require(market.ids(.ad, of: MarketFixture.account).first)
        let truth = try #require(market.truth(ofAd: ad))
        let seen = try #require(market.totals(of: ad, days: MarketFixture.days(market, 28)))
        let cost = try #require(truth.costPerConversion)
        #expect(abs(Double(seen.spend) / Double(seen.purchases) / cost - 1) < 0.25)
        #expect(truth.profit == Double(truth.revenue) * Market.margin - Double(truth.spend))
    }

    @Test func aSpendRunawayGoesPastEveryBudget() throws {
        let market = MarketFixture.world([MarketFixture.learning(20)])
        let adSet = try #require(market.ids(.adSet, of: MarketFixture.account).first)
        market.trigger(MarketAnomaly(.spendRunaway, account: MarketFixture.account, object: adSet, from: market.now))
        market.advance(to: market.now + .days(2))
        let running = try #require(market.totals(of: adSet, days: MarketFixture.days(market, 1)))
        #expect(running.spend > 4000)
        market.endAnomalies(of: MarketFixture.account)
        market.advance(to: market.now + .days(2))
        #expect(try #require(market.totals(of: adSet, days: MarketFixture.days(market, 1))).spend <= 2500)
    }

    @Test(arguments: [(MarketAnomaly.Kind.priceSpike, 2.4, 1.0), (.clickCollapse, 1.0, 0.35)])
    func anAnomalyMovesItsOwnMetric(_ kind: MarketAnomaly.Kind, _ price: Double, _ clicks: Double) throws {
        let plain = MarketFixture.world([MarketFixture.learning(200)])
        let hit = MarketFixture.world([MarketFixture.learning(200)])
        hit.trigger(MarketAnomaly(kind, account: MarketFixture.account, from: hit.now))
        for market in [plain, hit] { market.advance(to: market.now + .days(4)) }
        let ad = try #require(plain.ids(.ad, of: MarketFixture.account).first)
        let days = MarketFixture.days(plain, 3)
        let before = try #require(plain.totals(of: ad, days: days))
        let after = try #require(hit.totals(of: ad, days: days))
        func cpm(_ totals: InsightTotals) -> Double { Double(totals.spend) / Double(totals.impressions) }
        func rate(_ totals: InsightTotals) -> Double { Double(totals.linkClicks) / Double(totals.impressions) }
        #expect(abs(cpm(after) / cpm(before) - price) < 0.15 * price)
        #expect(abs(rate(after) / rate(before) - clicks) < 0.2 * clicks)
    }
}
