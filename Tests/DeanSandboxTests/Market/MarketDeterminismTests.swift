import DeanDomain
import DeanSandbox
import Foundation
import Testing

/// The same seed, actions and moments give the same world.
@Suite struct MarketDeterminismTests {
    private func numbers(_ market: Market) -> [InsightTotals] {
        SandboxCredentials.accounts.flatMap { MarketFixture.rows(market, of: $0).map(\.totals) }
    }

    @Test(arguments: [1, 2, 99] as [UInt64])
    func theSameSeedGivesTheSameNumbers(_ seed: UInt64) {
        let first = Market(seed: seed, now: MarketFixture.start)
        let second = Market(seed: seed, now: MarketFixture.start)
        #expect(numbers(first) == numbers(second), "seed \(seed)")
        #expect(first.edits.map(\.what) == second.edits.map(\.what), "seed \(seed)")
        #expect(numbers(first) != numbers(Market(seed: seed + 1, now: MarketFixture.start)), "seed \(seed)")
    }

    @Test(arguments: [3, 4] as [UInt64])
    func lookingOftenChangesNothing(_ seed: UInt64) {
        let hourly = Market(seed: seed, now: MarketFixture.start)
        let once = Market(seed: seed, now: MarketFixture.start)
        let end = MarketFixture.start + .hours(60)
        for step in 1...240 { hourly.advance(to: MarketFixture.start + .minutes(15 * step)) }
        once.advance(to: end)
        #expect(hourly.now == end)
        #expect(numbers(hourly) == numbers(once), "seed \(seed)")
    }

    @Test(arguments: [5, 6] as [UInt64])
    func aChangeToOneAdSetLeavesTheLuckOfOthers(_ seed: UInt64) throws {
        func world(changed: Bool) throws -> Market {
            let market = Market(seed: seed, now: MarketFixture.start)
            market.letPeopleEdit(false)
            if changed {
                let id = try #require(market.ids(.adSet, of: MarketFixture.account, named: "Vinyl").first)
                market.edit(id, status: "PAUSED")
            }
            market.advance(to: MarketFixture.start + .days(2))
            return market
        }
        let plain = try world(changed: false)
        let changed = try world(changed: true)
        var differing: Set<String> = []
        let days = MarketFixture.days(plain, 1)
        for id in plain.ids(.ad, of: MarketFixture.account)
        where plain.totals(of: id, days: days) != changed.totals(of: id, days: days) {
            differing.insert(plain.name(of: id) ?? "")
        }
        #expect(differing == ["Rain on the window, close-up"], "seed \(seed)")
    }

    @Test func timeDoesNotRunBackwards() {
        let market = Market(seed: 1, now: MarketFixture.start)
        let before = numbers(market)
        market.advance(to: MarketFixture.start - .days(3))
        #expect(market.now == MarketFixture.start)
        #expect(numbers(market) == before)
    }

    @Test func theClockFollowsItsOwnSpeedAndMoves() {
        let clock = SandboxClock(now: MarketFixture.start, speed: 0)
        #expect(clock.now == MarketFixture.start)
        clock.advance(by: .hours(2))
        #expect(clock.wallClock.now == MarketFixture.start + .hours(2))
        clock.now = MarketFixture.start
        #expect(clock.now == MarketFixture.start)
        clock.speed = 1e9
        #expect(clock.now > MarketFixture.start)
    }
}
