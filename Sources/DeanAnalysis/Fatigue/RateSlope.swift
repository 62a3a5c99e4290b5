import DeanDomain
import Foundation

/// How a creative's rate changes with something that grows: age, impressions so far, frequency.
///
/// The change of the rate's logarithm for one unit: −0.02 for a day is 2 % less each day.
package struct RateSlope: Sendable, Hashable {
    package let perUnit: Double
    package let deviation: Double

    package init(perUnit: Double, deviation: Double) {
        self.perUnit = perUnit
        self.deviation = deviation
    }

    package var interval: ClosedRange<Double> { (perUnit - 1.6449 * deviation)...(perUnit + 1.6449 * deviation) }
    package var probabilityOfFalling: Double { NormalDistribution.cumulative(-perUnit / deviation) }

    /// The maximum likelihood fit of a log-linear Poisson model; nil where counts or the values don't suffice.
    ///
    /// `values` has one for each day; a nil day is left out.
    init?(_ counts: EffectiveCounts, against values: [Double?]) {
        let points = zip(counts.days, values).compactMap { day, value in value.map { (day, $0) } }
        let counted = points.reduce(0) { $0 + $1.0.counted }
        guard points.count >= 5, counted >= 5, let low = points.map(\.1).min(), let high = points.map(\.1).max(),
            high > low
        else { return nil }
        let width = high - low
        var slope = 0.0
        var information = 0.0
        for _ in 0..<12 {
            var mass = 0.0
            var first = 0.0
            var second = 0.0
            var target = 0.0
            for (day, value) in points {
                let x = (value - low) / width
                let mean = day.expected * exp(slope * x)
                mass += mean
                first += mean * x
                second += mean * x * x
                target += day.counted * x
            }
            guard mass > 0 else { return nil }
            // The level is profiled out: it makes expected and counted totals equal.
            information = counted * (second / mass - first / mass * first / mass)
            guard information > 1e-9 else { return nil }
            let step = max(-1, min(1, (target - counted * first / mass) / information))
            slope += step
            if abs(step) < 1e-6 { break }
        }
        guard abs(slope) < 20 else { return nil }
        perUnit = slope / width
        deviation = 1 / (information.squareRoot() * width)
    }

    /// The slope drawn towards what the account's creatives do, by as much as its own is uncertain.
    package func shrunk(towards account: Account) -> RateSlope {
        guard account.variance > 0 else { return RateSlope(perUnit: account.mean, deviation: account.meanDeviation) }
        let own = 1 / (deviation * deviation)
        let theirs = 1 / account.variance
        return RateSlope(
            perUnit: (own * perUnit + theirs * account.mean) / (own + theirs),
            deviation: (1 / (own + theirs)).squareRoot()
        )
    }

    /// How slopes are spread over the account's creatives (DerSimonian and Laird 1986).
    package struct Account: Sendable, Hashable {
        package let mean: Double
        package let meanDeviation: Double
        package let variance: Double

        /// Nil with fewer than three creatives, which say too little about others.
        package init?(_ slopes: [RateSlope]) {
            guard slopes.count >= 3 else { return nil }
            let weights = slopes.map { 1 / ($0.deviation * $0.deviation) }
            let total = weights.reduce(0, +)
            let fixed = zip(slopes, weights).reduce(0) { $0 + $1.0.perUnit * $1.1 } / total
            let spread = zip(slopes, weights).reduce(0) { $0 + $1.1 * ($1.0.perUnit - fixed) * ($1.0.perUnit - fixed) }
            let freedom = total - weights.reduce(0) { $0 + $1 * $1 } / total
            let variance = freedom > 0 ? max(0, (spread - Double(slopes.count - 1)) / freedom) : 0
            let shares = slopes.map { 1 / ($0.deviation * $0.deviation + variance) }
            let mass = shares.reduce(0, +)
            mean = zip(slopes, shares).reduce(0) { $0 + $1.0.perUnit * $1.1 } / mass
            meanDeviation = (1 / mass).squareRoot()
            self.variance = variance
        }
    }
}
