import DeanAnalysis
import DeanDomain
import Foundation

/// An account's creatives with clicks of known rates, a tenth of which lose a part of theirs on a known day.
///
/// Rates and impressions are log-normal around each creative's own; all days share a weekday shape, small moves and one
/// dip of four days; each creative's day has noise of its own, independent or wandering (first-order autoregressive).
struct SimulatedAccount {
    struct Shape {
        var name: String
        /// Standard deviation of the logarithm of a creative's day.
        var noise = 0.1
        /// Autocorrelation of that noise from day to day.
        var memory = 0.0
        var creatives = 50
    }

    /// Clicks a day, by which results are reported.
    static let sizes: [Double] = [5, 15, 40, 100, 300]
    static let days = 42
    static let firstDay = AccountDay(ordinal: 20_000)
    private static let dropping = 0.1

    struct Creative {
        let size: Int
        let history: RateHistory
        /// The first of the seven days on which it is looked at: the day of the drop, where there is one.
        let watchedFrom: Int
        let drops: Bool
        /// Variance of the logarithm of one day's rate, counting noise included; what an oracle knows.
        let dayVariance: Double
    }

    let creatives: [Creative]

    init(_ shape: Shape, drop: Double, seed: UInt64) {
        var draws = Draws(seed: seed)
        let moves = (0..<Self.days).map { day in
            (1 + 0.12 * sin(Double(day) * 2 * Double.pi / 7)) * exp(0.03 * draws.normal())
                * ((18...21).contains(day) ? 0.8 : 1)
        }
        creatives = (0..<shape.creatives).map { index in
            let size = index % Self.sizes.count
            let rate = 0.012 * exp(0.4 * draws.normal())
            let drops = draws.uniform() < Self.dropping
            let watched = 21 + Int(draws.uniform() * Double(Self.days - 28 + 1))
            var wander = draws.normal()
            let days = (0..<Self.days).map { day in
                let fresh = (1 - shape.memory * shape.memory).squareRoot()
                wander = shape.memory * wander + fresh * draws.normal()
                let impressions = (Self.sizes[size] / rate * exp(0.25 * draws.normal())).rounded()
                let level = drops && day >= watched ? 1 - drop : 1
                let noise = exp(shape.noise * wander - shape.noise * shape.noise / 2)
                return RateHistory.Day(
                    day: Self.firstDay + day,
                    trials: impressions,
                    successes: min(impressions, draws.poisson(impressions * rate * moves[day] * noise * level))
                )
            }
            return Creative(
                size: size,
                history: RateHistory(days),
                watchedFrom: watched,
                drops: drops,
                dayVariance: shape.noise * shape.noise + 1 / Self.sizes[size]
            )
        }
    }

    /// What is known at the end of a day: up to 35 days of it.
    func known(on day: Int) -> [RateHistory] {
        let last = Self.firstDay + day
        return creatives.map { creative in
            RateHistory(creative.history.days.filter { $0.day <= last && $0.day > last - 35 })
        }
    }
}

/// Random variates for simulations, the same for the same seed.
struct Draws {
    private var source: SeededRandom

    init(seed: UInt64) {
        source = SeededRandom(seed: seed)
    }

    mutating func uniform() -> Double { Double(source.next() >> 11) * 0x1p-53 }

    mutating func normal() -> Double {
        (-2 * log(max(uniform(), 1e-300))).squareRoot() * cos(2 * Double.pi * uniform())
    }

    /// The normal approximation above 60.
    mutating func poisson(_ mean: Double) -> Double {
        guard mean < 60 else { return max(0, (mean + mean.squareRoot() * normal()).rounded()) }
        var product = uniform()
        var count = 0.0
        let limit = exp(-mean)
        while product > limit {
            product *= uniform()
            count += 1
        }
        return count
    }
}
