import DeanDomain
import DeanSandbox
import Foundation
import Testing

/// What a person finds in the demo on the first day.
@Suite struct MarketDemoTests {
    private let account = SandboxCredentials.dollarAccount

    private func totals(
        _ market: Market,
        _ name: String,
        kind: ObjectKind = .adSet,
        back: Int,
        _ count: Int
    ) throws
        -> InsightTotals
    {
        let id = try #require(market.ids(kind, of: account, named: name).first, "no \(kind) is named \(name)")
        let last = MarketFixture.days(market, 1).lowerBound - back
        return try #require(market.totals(of: id, days: (last - (count - 1))...last))
    }

    private func cost(_ totals: InsightTotals) -> Double { Double(totals.spend) / Double(max(1, totals.purchases)) }

    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
    func thereIsAWinnerALoserAFatiguedAdAndAnAnomaly(_ seed: UInt64) throws {
        let market = Market(seed: seed, now: MarketFixture.start)
        let winner = try totals(market, "Vinyl collectors", back: 0, 14)
        let rivals = try ["First turntable", "Indie gig-goers", "Jazz at dinner", "Playlist diggers"].map {
            cost(try totals(market, $0, back: 0, 14))
        }.sorted()
        #expect(winner.purchases >= 15, "seed \(seed)")
        #expect(cost(winner) < 0.7 * (rivals[1] + rivals[2]) / 2, "seed \(seed): \(cost(winner)) against \(rivals)")

        let loser = try totals(market, "Gift shoppers", back: 0, 10)
        #expect(loser.spend > 10_000 && loser.purchases == 0, "seed \(seed)")

        let tired = try totals(market, "Lapsed newsletter", back: 0, 7)
        let before = try totals(market, "Lapsed newsletter", back: 7, 7)
        func rate(_ totals: InsightTotals) -> Double { Double(totals.clicks) / Double(totals.impressions) }
        #expect(rate(tired) < 0.82 * rate(before), "seed \(seed)")

        let broken = try totals(market, "Little Wren, unboxing", kind: .ad, back: 0, 1)
        let usual = try totals(market, "Little Wren, unboxing", kind: .ad, back: 5, 14)
        #expect(rate(broken) < 0.6 * rate(usual), "seed \(seed)")
        let dear = try totals(market, "Listening room sign-up", back: 0, 1)
        let cheap = try totals(market, "Listening room sign-up", back: 5, 7)
        func price(_ totals: InsightTotals) -> Double { Double(totals.spend) / Double(totals.impressions) }
        #expect(price(dear) > 1.8 * price(cheap), "seed \(seed)")

        let scaled = try totals(market, "Scaling", kind: .campaign, back: 0, 7)
        #expect(Double(scaled.revenue) > 2.5 * Double(scaled.spend), "seed \(seed)")
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func nobodyTouchedAnythingInTheLastTwoDays(_ seed: UInt64) {
        let market = Market(seed: seed, now: MarketFixture.start)
        #expect(market.edits.contains { $0.by == .person })
        #expect(market.edits.allSatisfy { $0.at <= MarketFixture.start - .days(1) }, "seed \(seed)")
        market.advance(to: MarketFixture.start + .days(30))
        #expect(market.edits.contains { $0.at > MarketFixture.start }, "seed \(seed)")
    }

    @Test func theOtherAccountsHaveTheirOwnTroubles() throws {
        let market = Market(seed: 7, now: MarketFixture.start)
        let yen = try #require(market.ids(.campaign, of: SandboxCredentials.yenAccount, named: "Scaling").first)
        let day = MarketFixture.days(market, zone: "Asia/Tokyo", 1)
        #expect(try #require(market.totals(of: yen, days: day)).spend > 13_000)
        let euro = market.ids(.campaign, of: SandboxCredentials.euroAccount)
        let berlin = MarketFixture.days(market, zone: "Europe/Berlin", 1).lowerBound
        let today = try euro.map { try #require(market.totals(of: $0, days: (berlin + 1)...(berlin + 1))) }
        #expect(today.reduce(0) { $0 + $1.purchases } == 0)
        #expect(today.reduce(0) { $0 + $1.clicks } > 50)
        let silent = market.ids(.ad, of: SandboxCredentials.euroAccount, named: "Ten-inch completists")
        #expect(silent.count == 1)
        #expect(market.effectiveStatus(of: silent[0]) == "ACTIVE")
        #expect(market.totals(of: silent[0], days: (berlin - 30)...berlin)?.impressions == 0)
    }

    @Test func historyIsMadeQuickly() {
        let elapsed = ContinuousClock().measure { _ = Market(seed: 1, now: MarketFixture.start) }
        #expect(elapsed < .seconds(3))
    }

    @Test(arguments: [200, 1000, 10_000])
    func manyAdsAreMadeInBoundedTime(_ count: Int) {
        var rows = 0
        let elapsed = ContinuousClock().measure {
            let market = Market(seed: 1, now: MarketFixture.start, scenario: .bulk(ads: count))
            rows = MarketFixture.rows(market, days: 29).count
        }
        #expect(rows > count * 29)
        #expect(elapsed < .seconds(30))
    }
}
