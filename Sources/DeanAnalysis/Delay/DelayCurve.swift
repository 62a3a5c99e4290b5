import Foundation

/// How much of an event day's final conversions is visible so many hours after the day has ended.
///
/// Meta goes on attributing for days and restates for 28. The curve is learned from how counts grew from reading to
/// reading, step by step between fixed ages (the chain ladder of insurance reserving): each step's ratio is a ratio of
/// sums over all days, drawn towards a prior worth `priorEvents` events.
package struct DelayCurve: Sendable, Hashable {
    /// Ages in hours after the end of the event day.
    package static let ages: [Double] = [0, 6, 12, 24, 48, 72, 96, 120, 168, 240, 336, 504, 672]

    /// The visible share at each age, never falling.
    package let shares: [Double]
    package let deviations: [Double]
    /// Pairs of day and age from which it was learned; 0 is the prior alone.
    package let observedSteps: Int

    package struct Completeness: Sendable, Hashable {
        package let share: Double
        package let sd: Double

        package init(share: Double, sd: Double) {
            self.share = share
            self.sd = sd
        }
    }

    /// The curve before anything was seen.
    package static let prior = DelayCurve(learnedFrom: [])

    /// The share visible at an age, with its standard deviation; 0 before the day's end, 1 after 28 days.
    package func completeness(hoursAfterEnd hours: Double) -> Completeness {
        guard hours >= 0 else { return Completeness(share: 0, sd: 0) }
        guard let above = Self.ages.firstIndex(where: { $0 > hours }) else { return Completeness(share: 1, sd: 0) }
        let low = Self.ages[above - 1]
        let part = (hours - low) / (Self.ages[above] - low)
        return Completeness(
            share: shares[above - 1] + part * (shares[above] - shares[above - 1]),
            sd: deviations[above - 1] + part * (deviations[above] - deviations[above - 1])
        )
    }

    /// The prior: three quarters on the day itself, 90 % a day later, nearly all after a week.
    static func priorShare(_ hours: Double) -> Double {
        hours >= 672 ? 1 : 1 - 0.18 * exp(-hours / 20) - 0.05 * exp(-hours / 120)
    }
}
