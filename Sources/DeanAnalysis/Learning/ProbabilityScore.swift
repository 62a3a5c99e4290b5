import Foundation

/// What stated probabilities cost on many cases; `Reliability` adds intervals, which take long on thousands.
package struct ProbabilityScore: Sendable, Hashable {
    package let count: Int
    /// Mean squared difference between probability and outcome (Brier 1950).
    package let brier: Double
    package let logLoss: Double
    /// Expected calibration error over ten equal bins: Σ (share of cases in bin)·|mean probability − mean outcome|.
    package let calibrationError: Double

    /// Outcomes are 0...1; nil without a single case.
    package init?(probabilities: [Double], outcomes: [Double]) {
        precondition(probabilities.count == outcomes.count, "each probability has an outcome")
        guard !probabilities.isEmpty else { return nil }
        let total = Double(probabilities.count)
        var squares = 0.0
        var logs = 0.0
        var differences = [Double](repeating: 0, count: 10)
        for (probability, outcome) in zip(probabilities, outcomes) {
            squares += (probability - outcome) * (probability - outcome)
            logs += Self.logLoss(probability, outcome)
            differences[min(9, max(0, Int(probability * 10)))] += probability - outcome
        }
        count = probabilities.count
        brier = squares / total
        logLoss = logs / total
        calibrationError = differences.reduce(0) { $0 + abs($1) } / total
    }

    /// Minus the logarithm of what was given to that which happened; probabilities are kept 0.0001 away from 0 and 1.
    package static func logLoss(_ probability: Double, _ outcome: Double) -> Double {
        let bounded = min(0.9999, max(0.0001, probability))
        return -(outcome * log(bounded) + (1 - outcome) * log(1 - bounded))
    }
}
