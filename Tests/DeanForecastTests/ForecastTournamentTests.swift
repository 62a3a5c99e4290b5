import DeanAnalysis
import DeanDomain
import DeanForecast
import Testing

struct ForecastTournamentTests {
    /// A week's profile, a level that wanders, noise with a heavy tail.
    static func simulated(_ random: inout SeededRandom, count: Int, season: Int = 7) -> [Double] {
        func unit() -> Double { Double.random(in: 0..<1, using: &random) }
        func normal() -> Double { (0..<12).reduce(-6) { sum, _ in sum + unit() } }
        let profile = (0..<season).map { _ in 10 * unit() }
        var level = 50 + 50 * unit()
        return (0..<count).map { index in
            level += 0.2 * normal()
            let noise = 2 * normal() * (unit() < 0.1 ? 3 : 1)
            return level + profile[index % season] + noise
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func intervalsHoldTheirShareOfComingValues(seed: UInt64) async {
        var random = SeededRandom(seed: seed)
        let all = (0..<40).map { _ in Self.simulated(&random, count: 260) }
        let tournament = ForecastTournament(horizon: 14, season: 7)
        let outcomes = await tournament.forecasts(all.map { .init(values: Array($0.prefix(246)), start: 0) })
        for (place, level) in tournament.levels.enumerated() {
            var (held, count) = (0.0, 0.0)
            for (values, outcome) in zip(all, outcomes) {
                for step in 0..<14 {
                    let limits = outcome.limits[place]
                    held += limits.low[step] <= values[246 + step] && values[246 + step] <= limits.high[step] ? 1 : 0
                    count += 1
                }
            }
            // 560 values, those of one series alike: about two points of standard error at 95 %, four at 80 %.
            #expect(
                abs(held / count - level) < (level > 0.9 ? 0.04 : 0.08),
                "seed \(seed): \(held / count) at \(level)"
            )
        }
    }

    @Test func theCombinationIsBetterThanTheSeasonalNaive() async {
        var random = SeededRandom(seed: 9)
        let all = (0..<20).map { _ in Self.simulated(&random, count: 214) }
        let outcomes = await ForecastTournament(horizon: 14, season: 7)
            .forecasts(all.map { .init(values: Array($0.prefix(200)), start: 0) })
        var (own, naive) = (0.0, 0.0)
        for (values, outcome) in zip(all, outcomes) {
            for step in 0..<14 {
                own += abs(values[200 + step] - outcome.mean[step])
                naive += abs(values[200 + step] - values[193 + step % 7])
            }
        }
        #expect(own < 0.85 * naive)
    }

    @Test func orderOfSeriesChangesNothingAndSizeScales() async {
        var random = SeededRandom(seed: 4)
        let series = (0..<7).map { _ in
            ForecastTournament.Series(values: Self.simulated(&random, count: 150), start: 3)
        }
        let tournament = ForecastTournament(horizon: 10, season: 7)
        let one = await tournament.forecasts(series)
        let other = Array(await tournament.forecasts(series.reversed()).reversed())
        let larger = await tournament.forecasts(series.map { .init(values: $0.values.map { $0 * 1024 }, start: 3) })
        for index in series.indices {
            #expect(one[index].mean == other[index].mean)
            #expect(one[index].limits.map(\.low) == other[index].limits.map(\.low))
            for (small, large) in zip(one[index].mean, larger[index].mean) {
                #expect(abs(small * 1024 - large) < 1e-6 * abs(large))
            }
        }
    }

    @Test func intervalsNestAndHoldTheMean() async {
        var random = SeededRandom(seed: 6)
        let series = [10, 25, 60, 400].map {
            ForecastTournament.Series(values: Self.simulated(&random, count: $0), start: 0)
        }
        let tournament = ForecastTournament(horizon: 30, season: 7, levels: [0.5, 0.8, 0.99])
        for outcome in await tournament.forecasts(series) {
            for step in 0..<30 {
                let limits = outcome.limits
                #expect(limits[2].low[step] <= limits[1].low[step] && limits[1].low[step] <= limits[0].low[step])
                #expect(limits[0].low[step] <= outcome.mean[step] && outcome.mean[step] <= limits[0].high[step])
                #expect(limits[0].high[step] <= limits[1].high[step] && limits[1].high[step] <= limits[2].high[step])
            }
        }
    }

    static let odd: [[Double]] = [
        [5], [5, 6], [1, 2, 3], [Double](repeating: 7, count: 50), [Double](repeating: 0, count: 80),
        (0..<60).map { $0 % 9 == 0 ? 3 : 0 }, (0..<90).map { -100 + Double($0) },
        [Double](repeating: 1, count: 60) + [1e9],
        [1e120, 2e120, 1e120, 3e120, 1e120],
    ]

    @Test(arguments: odd, [1, 7, 24])
    func shortConstantZeroNegativeAndWildSeriesAreForecast(values: [Double], season: Int) async {
        let outcome = await ForecastTournament(horizon: 9, season: season).forecasts([.init(values: values, start: 0)])[
            0
        ]
        #expect(outcome.mean.count == 9 && outcome.mean.allSatisfy(\.isFinite))
        #expect(outcome.limits.allSatisfy { ($0.low + $0.high).allSatisfy(\.isFinite) })
        if let first = values.first, values.count > 3, values.allSatisfy({ $0 == first }) {
            #expect(outcome.mean.allSatisfy { abs($0 - first) < 1e-9 })
        }
        if values.allSatisfy({ $0 >= 0 }) { #expect(outcome.limits.allSatisfy { $0.low.allSatisfy { $0 >= 0 } }) }
    }

    @Test func aWeekIsFoundInHoursThatNameADay() async {
        let hours: [Double] = (0..<840).map { hour in
            let weekend: Double = (hour / 24) % 7 >= 5 ? 6 : 0
            return 10 + weekend + Double(hour % 24) / 4
        }
        let outcome = await ForecastTournament(horizon: 48, season: 24)
            .forecasts([.init(values: Array(hours.dropLast(48)), start: 0)])[0]
        for (expected, found) in zip(hours.suffix(48), outcome.mean) { #expect(abs(expected - found) < 0.5) }
    }

    @Test func whatComesOnceAYearIsExpectedAgain() async {
        /// How far the mean forecast of the days of the event lies above that of the days before.
        func rise(event: Double) async -> Double {
            var random = SeededRandom(seed: 12)
            // The end is two days before the second time.
            let series = (0..<12).map { _ in
                let values = Self.simulated(&random, count: 663).enumerated().map {
                    (300...302).contains($0) ? $1 + event : $1
                }
                return ForecastTournament.Series(values: values, start: 0)
            }
            let outcomes = await ForecastTournament(horizon: 7, season: 7).forecasts(series)
            let rises = outcomes.map { ($0.mean[2] + $0.mean[3] + $0.mean[4]) / 3 - ($0.mean[0] + $0.mean[1]) / 2 }
            return rises.reduce(0, +) / Double(rises.count)
        }
        let (without, with) = (await rise(event: 0), await rise(event: 60))
        #expect(with - without > 5)
    }
}
