import Foundation

/// Normal means drawn towards their common centre under one spread of the true means.
struct Shrinkage {
    let centre: Double
    /// Mean and variance of each true mean, the centre taken as known: what is common to all does not move differences.
    let arms: [(mean: Double, variance: Double)]
    /// The log of the probability of the means, the centre integrated out.
    let logEvidence: Double

    init(means: [Double], noises: [Double], spread: Double) {
        let square = spread * spread
        let weights = noises.map { 1 / ($0 + square) }
        let total = weights.reduce(0, +)
        let centre = zip(means, weights).reduce(0) { $0 + $1.0 * $1.1 } / total
        var evidence = -log(total) / 2
        for (mean, weight) in zip(means, weights) {
            evidence += log(weight) / 2 - weight * (mean - centre) * (mean - centre) / 2
        }
        self.centre = centre
        arms = zip(means, noises).map { mean, noise in
            let share = square / (square + noise)
            return (centre + share * (mean - centre), share * noise)
        }
        logEvidence = evidence
    }
}
