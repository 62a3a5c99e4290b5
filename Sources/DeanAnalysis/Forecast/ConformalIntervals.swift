import Foundation

/// Prediction intervals from the errors that a series' own backtest made, by step ahead, phase of the season and size
/// of a carried-over effect, with quantiles pooled over the series of a file.
///
/// Split conformal prediction (Vovk, Gammerman and Shafer 2005; Lei and others 2018) on errors in units of a scale that
/// is known before the value: the (1 − a/2)(n + 1)th smallest and its mirror are the limits.
package struct ConformalIntervals: Sendable {
    /// What a series tells: its past errors in units of their scale, and the scale of each step to come.
    package struct Evidence: Sendable {
        package let standardised: [Double]
        package let scale: [Double]
    }

    /// Pooled errors of all series, ascending.
    private let pool: [Double]
    /// As many own errors as the pool's quantile weighs.
    private static let own = 250.0
    /// As many pooled errors as the normal distribution's quantile weighs.
    private static let normal = 20.0

    package init(_ evidence: [Evidence]) {
        pool = evidence.flatMap(\.standardised).sorted()
    }

    /// The limits of the central interval of this level (0...1) around a path; intervals of higher levels contain those
    /// of lower ones, and all contain the path.
    package func limits(
        _ level: Double,
        around path: [Double],
        by evidence: Evidence,
        floor: Double
    ) -> (low: [Double], high: [Double]) {
        let own = evidence.standardised.sorted()
        let low = min(0, quantile((1 - level) / 2, own))
        let high = max(0, quantile((1 + level) / 2, own))
        return (
            path.indices.map { max(path[$0] + low * evidence.scale[$0], min(floor, path[$0])) },
            path.indices.map { path[$0] + high * evidence.scale[$0] }
        )
    }

    private func quantile(_ probability: Double, _ own: [Double]) -> Double {
        // A mean absolute deviation of 1 is a standard deviation of 1.2533 where errors are normal.
        let normal = NormalDistribution.quantile(probability) * 1.2533
        let pooledShare = Double(pool.count) / (Double(pool.count) + Self.normal)
        let pooled = pooledShare * Self.quantile(probability, of: pool) + (1 - pooledShare) * normal
        let share = Double(own.count) / (Double(own.count) + Self.own)
        return share * Self.quantile(probability, of: own) + (1 - share) * pooled
    }

    /// The conformal quantile: of n values, the p(n + 1)th smallest.
    static func quantile(_ probability: Double, of sorted: [Double]) -> Double {
        guard let last = sorted.last else { return 0 }
        let place = probability * Double(sorted.count + 1) - 1
        let below = Int(place.rounded(.down))
        guard below >= 0 else { return sorted[0] }
        guard below + 1 < sorted.count else { return last }
        return sorted[below] + (sorted[below + 1] - sorted[below]) * (place - Double(below))
    }
}
