package import DeanDomain
import Foundation

/// Whether people have tired of a creative: its click-through rate this week against the week before, and how often
/// the same people see it.
package struct CreativeFatigue: Sendable, Hashable {
    /// Impressions per person over the last week; nil where reach was not read.
    package let frequency: Double?
    /// The change of CTR, −0.25 for a quarter less; nil where either week has no impressions or no click.
    package let change: Double?
    /// The change's 90 % interval.
    package let interval: ClosedRange<Double>?
    /// The probability that the true rate fell at all.
    package let probabilityOfDrop: Double?
    private let enough: Bool

    /// Compares the last seven complete days with the seven before them, one element a day.
    ///
    /// With fewer than `minimumImpressions` in either week nothing counts as fatigue.
    package init(week: [Metrics], before: [Metrics], frequency: Double? = nil, minimumImpressions: Int = 2000) {
        self.frequency = frequency
        let now = week.reduce(.zero, +)
        let then = before.reduce(.zero, +)
        enough = now.impressions >= minimumImpressions && then.impressions >= minimumImpressions
        guard now.clicks > 0, then.clicks > 0, now.impressions > 0, then.impressions > 0 else {
            change = nil
            interval = nil
            probabilityOfDrop = nil
            return
        }
        let nowShare = Double(now.clicks) / Double(now.impressions)
        let thenShare = Double(then.clicks) / Double(then.impressions)
        let logRatio = log(nowShare / thenShare)
        let binomial =
            (1 - nowShare) / Double(now.clicks) + (1 - thenShare) / Double(then.clicks)
        let sd = (binomial * max(Self.dispersion(week, nowShare), Self.dispersion(before, thenShare))).squareRoot()
        change = exp(logRatio) - 1
        interval = (exp(logRatio - 1.6449 * sd) - 1)...(exp(logRatio + 1.6449 * sd) - 1)
        probabilityOfDrop = sd > 0 ? NormalDistribution.cumulative(-logRatio / sd) : (logRatio < 0 ? 1 : 0)
    }

    /// Fatigued: CTR fell by the threshold and surely fell at all, or people see it too often and it very likely fell.
    package func isFatigued(dropPercent: Double, frequencyLimit: Double) -> Bool {
        guard enough, let change, let probabilityOfDrop else { return false }
        if change <= -dropPercent / 100, probabilityOfDrop >= 0.95 { return true }
        return (frequency ?? 0) >= frequencyLimit && probabilityOfDrop >= 0.8
    }

    /// How much more days differ than binomial noise lets them, at least 1 (Pearson's chi-square per degree of freedom).
    private static func dispersion(_ days: [Metrics], _ share: Double) -> Double {
        let shown = days.filter { $0.impressions > 0 }
        guard shown.count > 2, share > 0, share < 1 else { return 1 }
        let chiSquare = shown.reduce(0.0) { sum, day in
            let expected = Double(day.impressions) * share
            let difference = Double(day.clicks) - expected
            return sum + difference * difference / (expected * (1 - share))
        }
        return max(1, chiSquare / Double(shown.count - 1))
    }
}
