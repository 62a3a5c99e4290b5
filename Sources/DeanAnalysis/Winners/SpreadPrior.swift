import Foundation

/// How far the arms of one test lie apart, before the test is seen: weights over the relative standard deviation of
/// their true rates.
///
/// Tests differ in this, so it is a distribution and not a number. Rates of a test are Beta distributed around the
/// test's own rate; nothing is assumed of that rate. A spread means the same a + b of that distribution at every rate,
/// so low rates vary relatively more than high ones.
package struct SpreadPrior: Sendable, Hashable {
    /// Relative standard deviations, from arms that hardly differ to arms that have little in common.
    static let spreads: [Double] = [0.02, 0.03, 0.045, 0.067, 0.1, 0.15, 0.22, 0.33, 0.5, 0.75]

    /// One weight for each of `spreads`, adding up to 1.
    let weights: [Double]
    /// The rate at which `spreads` are the relative deviations themselves.
    let reference: Double

    /// For a test without company: variants of one message usually differ by a tenth to a third.
    package static let vague = SpreadPrior(weights: logNormal(centre: 0.18, width: 0.8), reference: 0.02)

    /// The prior that the tests themselves suggest.
    ///
    /// Weights are log-normal; centre and width are averaged by their probability given the tests. Tests with fewer than
    /// two arms say nothing about spread.
    package static func fit(_ tests: [[ArmCounts]]) -> SpreadPrior {
        let telling = tests.filter { $0.count > 1 }
        // A few thousand tests say all there is to say about two numbers.
        let stride = max(1, telling.count / 4000)
        let chosen = Swift.stride(from: 0, to: telling.count, by: stride).map { telling[$0] }
        let clicks = chosen.joined().reduce(0.5) { $0 + $1.clicks }
        let impressions = chosen.joined().reduce(1) { $0 + $1.impressions }
        guard !chosen.isEmpty, impressions > 1 else { return .vague }
        let start = SpreadPrior(weights: vague.weights, reference: clicks / impressions)
        return SpreadPrior(weights: averageWeights(chosen, under: start), reference: clicks / impressions)
    }

    /// The a + b of the Beta distribution of arms around a rate.
    func concentration(_ spread: Double, around rate: Double) -> Double {
        max(1, (1 - rate) / (spread * spread * reference) - 1)
    }

    private static func averageWeights(_ tests: [[ArmCounts]], under start: SpreadPrior) -> [Double] {
        let likelihoods = tests.map { test in
            let logs = spreads.map { TestCentre(test, spread: $0, prior: start).logEvidence }
            let top = logs.max() ?? 0
            return logs.map { exp($0 - top) }
        }
        var candidates: [(logProbability: Double, weights: [Double])] = []
        for centre in stride(from: log(0.04), through: log(0.7), by: 0.15) {
            for width in [0.1, 0.3, 0.5, 0.7, 0.9, 1.2] {
                let weights = logNormal(centre: exp(centre), width: width)
                let distance = (centre - log(0.18)) / 0.8
                var sum = -distance * distance / 2
                for row in likelihoods {
                    var total = 0.0
                    for index in row.indices { total += row[index] * weights[index] }
                    sum += log(max(total, 1e-300))
                }
                candidates.append((sum, weights))
            }
        }
        let top = candidates.map(\.logProbability).max() ?? 0
        var weights = [Double](repeating: 0, count: spreads.count)
        var total = 0.0
        for candidate in candidates {
            let share = exp(candidate.logProbability - top)
            total += share
            for index in weights.indices { weights[index] += share * candidate.weights[index] }
        }
        return weights.map { $0 / total }
    }

    private static func logNormal(centre: Double, width: Double) -> [Double] {
        let heights = spreads.map { spread in
            let distance = log(spread / centre) / width
            return exp(-distance * distance / 2) + 1e-9
        }
        let total = heights.reduce(0, +)
        return heights.map { $0 / total }
    }
}
