package import DeanDomain
import Foundation

/// The test of whether a creative's rate has dropped: its last 3, 5, 7, 10 and 14 days, each against all days before them.
///
/// The level counts a week of daily looks as one question: of creatives that hold their rate, at most five in a hundred
/// are called tired on any of seven days running. Where only noise of known size is left, the largest of the five
/// standardised changes over seven looks stays below 2.67 in 95 of 100 cases, whatever the creative's size and noise,
/// because both are in the counts already; the rest of the bound is what estimating the noise costs. Each change is the signed root of the likelihood ratio of two Poisson counts, which
/// holds its level where counts are few.
package struct DropScan: Sendable, Hashable {
    package struct Change: Sendable, Hashable {
        package let firstDay: AccountDay
        /// Relative, −0.25 for a quarter less than before.
        package let change: Double
        package let interval: ClosedRange<Double>
        /// Standard deviations below no change; negative where the rate rose.
        package let significance: Double
    }

    package static let lengths = [3, 5, 7, 10, 14]
    /// Set on simulated accounts and confirmed on others: `dean-benchmarks fatigue`, Operations.
    package static let bound = 2.75
    /// Days that must lie before a change.
    static let leastBefore = 3

    /// The most significant of the changes; nil where there is too little before or after.
    package let strongest: Change?

    package init(_ counts: EffectiveCounts) {
        var strongest: Change?
        let running = counts.running
        guard let last = counts.days.last?.day, let all = running.last else {
            self.strongest = nil
            return
        }
        for length in Self.lengths {
            let first = last - (length - 1)
            guard let split = counts.days.firstIndex(where: { $0.day >= first }), split >= Self.leastBefore else {
                continue
            }
            let before = running[split]
            let after = EffectiveCounts.Sum(
                expected: all.expected - before.expected,
                counted: all.counted - before.counted
            )
            guard let change = Self.change(before, after, firstDay: counts.days[split].day) else { continue }
            if change.significance > strongest?.significance ?? -.infinity { strongest = change }
        }
        self.strongest = strongest
    }

    /// Dropped by about `drop` (0.2 for a fifth) or more, with the level of the type.
    ///
    /// Where counts are plenty a drop of a few percent is sure and yet no fatigue: the estimate has to lie nearer to
    /// `drop` than to none.
    package func isTired(drop: Double) -> Bool {
        guard let strongest else { return false }
        return strongest.significance >= Self.bound && strongest.change <= -drop / 2
    }

    static func change(_ before: EffectiveCounts.Sum, _ after: EffectiveCounts.Sum, firstDay: AccountDay) -> Change? {
        guard before.expected > 0, after.expected > 0, before.counted > 0 else { return nil }
        let pooled = (before.counted + after.counted) / (before.expected + after.expected)
        func part(_ sum: EffectiveCounts.Sum) -> Double {
            sum.counted > 0 ? sum.counted * log(sum.counted / (sum.expected * pooled)) : 0
        }
        let ratio = (after.counted / after.expected) / (before.counted / before.expected)
        let root = (2 * max(0, part(before) + part(after))).squareRoot()
        // Half an event on each side, so that none at all has an interval as well.
        let center = log(
            ((after.counted + 0.5) / (after.expected + 0.5 / pooled))
                / ((before.counted + 0.5) / (before.expected + 0.5 / pooled))
        )
        let sd = (1 / (after.counted + 0.5) + 1 / (before.counted + 0.5)).squareRoot()
        return Change(
            firstDay: firstDay,
            change: ratio - 1,
            interval: (exp(center - 1.6449 * sd) - 1)...(exp(center + 1.6449 * sd) - 1),
            significance: ratio < 1 ? root : -root
        )
    }
}
