package import DeanDomain

/// A creative's daily counts for one rate: clicks of impressions (CTR) or events of link clicks (CVR).
///
/// A day that is not known is left out; a day without trials says nothing and may be left out too.
package struct RateHistory: Sendable, Hashable {
    package struct Day: Sendable, Hashable {
        package let day: AccountDay
        /// Impressions, or link clicks lowered by the share of events that can't have arrived yet.
        package let trials: Double
        package let successes: Double

        package init(day: AccountDay, trials: Double, successes: Double) {
            self.day = day
            self.trials = trials
            self.successes = successes
        }
    }

    /// In order of time, each with trials.
    package let days: [Day]

    package init(_ days: [Day]) {
        self.days = days.filter { $0.trials > 0 }
    }

    package var trials: Double { days.reduce(0) { $0 + $1.trials } }
    package var successes: Double { days.reduce(0) { $0 + $1.successes } }
}
