import DeanDomain
import Foundation

/// What a creative's numbers are worth on a scale from 0 to 100, 50 being as good as what it is held against.
///
/// Every ratio is one of sums and drawn towards the account's before it is compared. A part that nothing is known of is
/// nil and left out of the overall score; it never counts as 0.
package struct CreativeScores: Sendable, Hashable {
    /// Cost per core event against the target (or the account's median).
    package let performance: Double?
    /// Clicks per impression against the account's.
    package let engagement: Double?
    /// Thruplays per impression against the account's videos; nil for pictures.
    package let completion: Double?

    package init(performance: Double?, engagement: Double?, completion: Double?) {
        self.performance = performance
        self.engagement = engagement
        self.completion = completion
    }

    private static let performanceWeight = 0.5
    private static let engagementWeight = 0.3
    private static let completionWeight = 0.2

    /// The weighted mean of the parts that are known; nil without a performance score, since clicks alone sell nothing.
    package var overall: Double? {
        guard let performance else { return nil }
        let parts = [
            (performance, Self.performanceWeight), (engagement, Self.engagementWeight),
            (completion, Self.completionWeight),
        ]
        var sum = 0.0
        var weight = 0.0
        for case (let score?, let share) in parts {
            sum += score * share
            weight += share
        }
        return sum / weight
    }

    /// 50 at par, 80 at twice as good, 20 at half: 100·r² / (1 + r²).
    package static func score(ratio: Double) -> Double {
        guard ratio.isFinite, ratio > 0 else { return ratio > 0 ? 100 : 0 }
        let square = ratio * ratio
        return square.isFinite ? 100 * square / (1 + square) : 100
    }
}

/// What share (CTR, CVR, thruplays) an account's creatives have, and how a creative's own compares.
package struct ShareScale: Sendable, Hashable {
    package let prior: BetaPrior

    /// Nil where nothing was counted.
    package init?(_ observations: [BetaPrior.Observation]) {
        guard let prior = BetaPrior.fit(observations) else { return nil }
        self.prior = prior
    }

    package func share(successes: Double, trials: Double) -> Double {
        prior.shrunk(successes: min(successes, trials), trials: trials)
    }

    package func score(successes: Double, trials: Double) -> Double {
        let mean = prior.successes / (prior.successes + prior.failures)
        return CreativeScores.score(ratio: share(successes: successes, trials: trials) / mean)
    }
}

extension CreativeScores {
    /// Units until a rate that changes by `slope` (of its logarithm) a unit has lost the share `drop`.
    static func unitsUntil(_ drop: Double, slope: Double) -> Double { log1p(-drop) / slope }
}
