import DeanAnalysis
import DeanDomain
import Foundation
import Testing

struct FatigueTests {
    @Test(arguments: [UInt64(11), 12, 13])
    func creativesThatHoldTheirRateAreSeldomCalledTiredInAWeekOfLooks(seed: UInt64) {
        let world = SimulatedCreatives(seed: seed, count: 120)
        var called = Set<Int>()
        for back in 0..<7 {
            let last = SimulatedCreatives.firstDay + (34 - back)
            for (index, one) in world.until(last).fatigue.enumerated() where one.isTired { called.insert(index) }
        }
        // Five in a hundred are allowed; of 120 more than twelve would be seen once in four thousand times.
        #expect(called.count <= 12)
    }

    @Test(arguments: [UInt64(21), 22, 23])
    func aFifthLostIsFoundWhereThereAreClicksEnough(seed: UInt64) {
        let world = SimulatedCreatives(seed: seed, count: 60, clicks: 300, noise: 0.05, dropping: 0.2)
        let found = zip(world.fatigue, world.drops).filter { $1 != nil }
        #expect(found.count > 3)
        #expect(Double(found.count { $0.0.isTired }) >= 0.8 * Double(found.count))
    }

    @Test(arguments: [UInt64(31), 32, 33])
    func anAccountWideDipTiresNobody(seed: UInt64) {
        let world = SimulatedCreatives(seed: seed, count: 40, clicks: 200, dip: 28...34)
        #expect(world.fatigue.count { $0.isTired } <= 3)
        // Alone, without the others' days to hold it against, the same creative does look tired.
        let alone = CreativeFatigue.analyse(
            [CreativeFatigue.Subject(clicks: world.histories[0], events: RateHistory([]))],
            drop: 0.2
        )
        #expect(alone[0].isTired)
    }

    @Test func theDayOfTheDropIsFound() throws {
        let world = SimulatedCreatives(seed: 41, count: 40, clicks: 400, noise: 0.03, dropping: 0.2, size: 0.4)
        var errors: [Int] = []
        for (one, drop) in zip(world.fatigue, world.drops) {
            guard let drop, let since = one.since else { continue }
            errors.append(abs(since - drop))
        }
        #expect(errors.count >= 4)
        #expect(errors.allSatisfy { $0 <= 2 })
    }

    @Test func theProbabilityRisesWithTheDropAndItsEvidence() throws {
        func probability(clicks: Double, last: Double) throws -> Double {
            let days = (0..<28).map { day in
                RateHistory.Day(
                    day: SimulatedCreatives.firstDay + day,
                    trials: clicks * 100,
                    successes: clicks * (day >= 21 ? last : 1)
                )
            }
            let subject = CreativeFatigue.Subject(clicks: RateHistory(days), events: RateHistory([]))
            return try #require(CreativeFatigue.analyse([subject], drop: 0.2)[0].probability)
        }
        #expect(try probability(clicks: 200, last: 1) < 0.02)
        #expect(try probability(clicks: 200, last: 0.6) > 0.98)
        #expect(try probability(clicks: 200, last: 0.6) > probability(clicks: 10, last: 0.6))
        #expect(try probability(clicks: 50, last: 0.6) > probability(clicks: 50, last: 0.8))
    }

    @Test func withoutClicksNothingIsSaid() {
        let empty = CreativeFatigue.Subject(clicks: RateHistory([]), events: RateHistory([]))
        let quiet = CreativeFatigue.Subject(
            clicks: RateHistory(
                (0..<20).map {
                    RateHistory.Day(day: SimulatedCreatives.firstDay + $0, trials: 100, successes: 0)
                }
            ),
            events: RateHistory([])
        )
        for one in CreativeFatigue.analyse([empty, quiet], drop: 0.2) {
            #expect(one.probability == nil && !one.isTired && one.since == nil)
        }
        #expect(CreativeFatigue.analyse([], drop: 0.2).isEmpty)
    }

    @Test func aRateThatFallsADayAtATimeSaysHowLongItLasts() throws {
        let subjects = (0..<6).map { index in
            CreativeFatigue.Subject(
                clicks: RateHistory(
                    (0..<21).map { day in
                        // The account stands still; one creative loses 1 % a day.
                        let rate = index == 0 ? 0.02 * exp(-0.01 * Double(day)) : 0.02
                        return RateHistory.Day(
                            day: SimulatedCreatives.firstDay + day,
                            trials: 20_000,
                            successes: (20_000 * rate).rounded()
                        )
                    }
                ),
                events: RateHistory([])
            )
        }
        let decay = try #require(CreativeFatigue.analyse(subjects, drop: 0.3)[0].clicks)
        let slope = try #require(decay.age)
        #expect(slope.interval.contains(-0.01) && slope.probabilityOfFalling > 0.95)
        // ln 0.7 at 1 % a day is 36 days, of which 20 are over; the account's other creatives draw the slope down.
        let left = try #require(decay.timeLeft?.days)
        #expect((10...30).contains(left))
        let per = try #require(decay.impressions)
        #expect(abs(per.perUnit * 20 - slope.perUnit) < 0.004)
    }

    @Test func theNoiseOfDaysIsLearned() {
        let quiet = SimulatedCreatives(seed: 51, clicks: 500, noise: 0.02)
        let loud = SimulatedCreatives(seed: 51, clicks: 500, noise: 0.2)
        #expect(AccountRates(quiet.histories).dispersion < 0.003)
        #expect((0.025...0.06).contains(AccountRates(loud.histories).dispersion))
    }

    @Test func theSameHistoriesAlwaysGiveTheSameAnswer() {
        let world = SimulatedCreatives(seed: 61, dropping: 0.3)
        #expect(world.fatigue == world.fatigue)
    }
}
