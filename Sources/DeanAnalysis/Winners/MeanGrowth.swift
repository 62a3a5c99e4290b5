import Foundation

/// How the level and the variance of a cumulative mean go on until the end of the test.
///
/// A unit's value keeps growing after the unit was first counted (visitors come back, orders follow), so means rise with
/// a power of time, while new units come ever more slowly: the last units take more time than the first ones. Both make
/// the end differ from now by far more than chance between independent units would.
struct MeanGrowth {
    /// Log of the factor by which the mean grows, and its standard deviation.
    let logFactor: Double
    let deviation: Double
    /// The variance grows with this power of the mean's factor.
    let varianceExponent: Double

    /// Exponents of time: of the mean, of the variance and of the units, over some logarithm of time.
    struct Slopes {
        let span: Double
        let mean: Double
        let variance: Double
        let units: Double

        /// Slopes from a third of the time that has passed until now; nil without such a past or a positive level.
        init?(_ arms: [ArmMeans]) {
            var sums = (span: 0.0, mean: 0.0, variance: 0.0, units: 0.0)
            for arm in arms {
                let now = arm.now
                guard now.step > 0, now.mean > 0, now.variance > 0 else { return nil }
                let usable = arm.past.filter { $0.step > 0 && $0.mean > 0 && $0.variance > 0 && $0.units > 0 }
                let aim = now.step / 3
                guard let then = usable.min(by: { abs($0.step - aim) < abs($1.step - aim) }), then.step < now.step
                else {
                    return nil
                }
                let span = log(now.step / then.step)
                sums.span += span
                sums.mean += log(now.mean / then.mean)
                sums.variance += log(now.variance / then.variance)
                sums.units += log(now.units / then.units)
            }
            guard sums.span > 0 else { return nil }
            span = sums.span / Double(arms.count)
            mean = sums.mean / sums.span
            variance = sums.variance / sums.span
            units = sums.units / sums.span
        }
    }

    /// What a test's mean usually does, from the tests that have a past: the exponent of time of their means.
    ///
    /// Without any, a third: between conversions, which level off, and revenue, which goes on.
    static func usualSlope(_ slopes: [Slopes]) -> Double {
        (slopes.reduce(0) { $0 + $1.mean } + 3 * 0.35) / (Double(slopes.count) + 3)
    }

    init(_ arms: [ArmMeans], slopes: Slopes?, usual: Double, drift: DriftAssumptions) {
        let now = arms.reduce(0) { $0 + $1.now.units }
        let end = arms.reduce(0) { $0 + $1.finalUnits }
        guard end > now, arms.allSatisfy({ $0.now.mean > 0 }) else {
            logFactor = 0
            deviation = 0
            varianceExponent = 1
            return
        }
        // A slope over a short time is drawn towards the usual one; time counts by its logarithm.
        let span = slopes?.span ?? 0
        let trust = span / (span + 0.7)
        let slope = slopes.map { trust * $0.mean + (1 - trust) * usual } ?? usual
        let arrivals = slopes.map { (span * $0.units + 0.5) / (span + 0.5) } ?? 1
        // Reach is used up: units come ever more slowly.
        let coming = drift.slowdown * min(max(arrivals, 0.5), 1.3)
        let time = log(end / now) / coming
        logFactor = slope * time
        let fromSlope = time * drift.slopeDeviation * (1 - trust / 2)
        let fromTime = logFactor * drift.timeDeviation
        deviation = (fromSlope * fromSlope + fromTime * fromTime).squareRoot()
        if let slopes, slopes.mean != 0 {
            let weight = span * abs(slopes.mean) / (span * abs(slopes.mean) + 0.2)
            varianceExponent =
                weight * min(max(slopes.variance / slopes.mean, 0.3), 2.2) + (1 - weight) * Self.usualVarianceExponent
        } else {
            varianceExponent = Self.usualVarianceExponent
        }
    }

    /// Between that of a share (1) and that of a sum of a few large values (2).
    private static let usualVarianceExponent = 1.4

    /// Factors of mean and variance with their weights: three points that keep the first five moments of a normal log.
    var nodes: [(mean: Double, variance: Double, weight: Double)] {
        guard deviation > 0 else { return [(exp(logFactor), exp(varianceExponent * logFactor), 1)] }
        let reach = 3.0.squareRoot()
        return [(-reach, 1.0 / 6), (0, 2.0 / 3), (reach, 1.0 / 6)].map { point, weight in
            let log = logFactor + deviation * point
            return (exp(log), exp(varianceExponent * log), weight)
        }
    }
}
