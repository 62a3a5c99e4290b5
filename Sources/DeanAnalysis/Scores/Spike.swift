package import DeanDomain

/// A day of one creative that its other days do not explain.
package struct Spike: Sendable, Hashable {
    package enum Metric: String, Sendable, Codable, CaseIterable {
        case clicks
        case events
    }

    package let metric: Metric
    package let day: AccountDay
    package let severity: Anomaly.Severity
    /// Counted over expected.
    package let ratio: Double

    /// Tail probabilities, with seven metrics and days looked at in a week a minor one is seen by chance about once in
    /// half a year.
    private static let minor = 1e-3
    private static let moderate = 1e-5
    private static let severe = 1e-8

    /// Whether the last day has more or fewer successes than the days before and the noise of the account's days let
    /// expect; nil where it has not, or too little is known.
    package init?(_ metric: Metric, _ history: RateHistory, account: AccountRates) {
        let counts = account.effective(history)
        guard counts.days.count > 7, let last = counts.days.last else { return nil }
        let before = counts.days.dropLast().reduce(into: EffectiveCounts.Sum()) {
            $0.expected += $1.expected
            $0.counted += $1.counted
        }
        guard before.counted > 0, before.expected > 0, last.expected > 0 else { return nil }
        // The days before are few: what they say of the level is uncertain as a Gamma, which makes the day's count
        // negative binomial.
        let mean = last.expected * before.counted / before.expected
        let distribution = CountDistribution(mean: mean, dispersion: 1 + last.expected / before.expected)
        let tail = min(
            distribution.probability(atLeast: last.counted),
            distribution.probability(atMost: last.counted)
        )
        switch tail {
        case ..<Self.severe: severity = .severe
        case ..<Self.moderate: severity = .moderate
        case ..<Self.minor: severity = .minor
        default: return nil
        }
        self.metric = metric
        day = last.day
        ratio = last.counted / mean
    }
}
