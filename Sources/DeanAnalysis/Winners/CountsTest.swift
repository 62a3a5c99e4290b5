import Foundation

/// Which arm of a test has the best rate, from counts: the rate over each arm's coming impressions where these are
/// known, the true rate otherwise.
///
/// Hierarchical Beta-binomial model: an arm is drawn towards its test's own rate by as much as the test's arms look
/// alike, averaged over how much they may look alike (`SpreadPrior`).
package enum CountsTest {
    /// The verdicts of a test's arms, in their order.
    package static func verdicts(_ arms: [ArmCounts], prior: SpreadPrior) -> [ArmVerdict] {
        guard arms.count > 1 else {
            return arms.map { _ in ArmVerdict(chanceOfBest: 1, expectedLoss: 0, decision: .winner) }
        }
        var chances = [Double](repeating: 0, count: arms.count)
        var losses = [Double](repeating: 0, count: arms.count)
        for (centre, weight) in centres(arms, prior: prior) {
            let contest = Contest.rates(arms.map(centre.belief))
            let outcome = contest.outcome()
            for arm in arms.indices {
                chances[arm] += weight * outcome.chances[arm]
                losses[arm] += weight * max(0, outcome.expectedMaximum - contest.mean(arm))
            }
        }
        let decisions = ArmDecision.all(chances: chances)
        return arms.indices.map {
            ArmVerdict(chanceOfBest: chances[$0], expectedLoss: losses[$0], decision: decisions[$0])
        }
    }

    /// The spreads that matter for a test, weighed by prior and evidence.
    static func centres(_ arms: [ArmCounts], prior: SpreadPrior) -> [(centre: TestCentre, weight: Double)] {
        let all = zip(SpreadPrior.spreads, prior.weights).map { spread, weight in
            let centre = TestCentre(arms, spread: spread, prior: prior)
            return (centre: centre, weight: log(max(weight, 1e-300)) + centre.logEvidence)
        }
        let top = all.map(\.weight).max() ?? 0
        let kept = all.map { (centre: $0.centre, weight: exp($0.weight - top)) }.filter { $0.weight > 1e-2 }
        let total = kept.reduce(0) { $0 + $1.weight }
        return kept.map { (centre: $0.centre, weight: $0.weight / total) }
    }
}
