import Foundation

/// How to share out a test's next step so that the whole test earns most.
///
/// Probability matching that grows decided as the test nears its end: an arm's share is its chance of being the best,
/// raised to a power that is inverse to what is left of the test. What is learnt late pays off only briefly.
package enum SharePolicy {
    /// The share of each arm in the next step's traffic.
    package static func shares(_ state: PolicyState, prior: SpreadPrior) -> [Double] {
        let pulled = state.arms.reduce(0) { $0 + $1.pulls }
        guard state.arms.count > 1, pulled > 0 else {
            return state.arms.map { _ in 1 / Double(state.arms.count) }
        }
        let arms = state.arms.map { ArmCounts(impressions: $0.pulls, clicks: $0.rewards) }
        let chances = CountsTest.verdicts(arms, prior: prior).map(\.chanceOfBest)
        let top = chances.max() ?? 1
        let power = decidedness * (pulled + state.remaining) / max(state.remaining, 1)
        let weights = chances.map { pow($0 / top, power) }
        let total = weights.reduce(0, +)
        return weights.map { $0 / total }
    }

    /// The power at the start of a test; results are alike from 3 to 5.
    private static let decidedness = 4.0
}
