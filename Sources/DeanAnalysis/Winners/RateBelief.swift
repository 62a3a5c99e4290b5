import Foundation

/// A Beta(a, b) belief about a true rate, asked about that rate or about the rate over coming impressions.
package struct RateBelief: Sendable, Hashable {
    let a: Double
    let b: Double
    /// Coming impressions, above 0; nil where the true rate is asked for.
    let remaining: Double?

    package init(a: Double, b: Double, remaining: Double?) {
        self.a = a
        self.b = b
        self.remaining = remaining
    }

    /// Coming clicks are told apart one by one when at most this many numbers of them are likely.
    private static let fewest = 80.0

    var mean: Double { a / (a + b) }

    /// Variance of what is asked about: of a beta-binomial share where impressions are still to come.
    var variance: Double {
        let own = mean * (1 - mean) / (a + b + 1)
        guard let remaining else { return own }
        return own * (1 + (a + b) / remaining)
    }

    /// The likely numbers of coming clicks; nil where there are too many of them, or no coming impressions.
    var steps: ClosedRange<Int>? {
        guard let remaining else { return nil }
        let centre = mean * remaining
        let reach = 8 * variance.squareRoot() * remaining + 10
        let low = max(0, (centre - reach).rounded(.down))
        let high = min(remaining, (centre + reach).rounded(.up))
        return high - low <= Self.fewest ? Int(low)...Int(high) : nil
    }

    /// Probabilities of each number of coming clicks in `steps`, by the ratio of neighbours.
    func probabilities(_ steps: ClosedRange<Int>) -> [Double] {
        let coming = remaining ?? 0
        var logs = [0.0]
        for count in steps.dropFirst() {
            let x = Double(count - 1)
            let ratio = (coming - x) * (a + x) / ((x + 1) * (b + coming - x - 1))
            logs.append((logs.last ?? 0) + log(ratio))
        }
        let top = logs.max() ?? 0
        let masses = logs.map { exp($0 - top) }
        let total = masses.reduce(0, +)
        return masses.map { $0 / total }
    }

    /// The Beta distribution with the mean and variance of what is asked about.
    var shape: (a: Double, b: Double) {
        let sum = mean * (1 - mean) / variance - 1
        return (mean * sum, (1 - mean) * sum)
    }

    /// Rates `deviations` standard deviations from the middle, by Wilson and Hilferty's cube root.
    func rates(at deviations: [Double]) -> [Double] {
        let low = mean <= 0.5
        let centre = low ? mean : 1 - mean
        let size = centre * centre / variance
        return deviations.map { deviation in
            let root = 1 - 1 / (9 * size) + (low ? deviation : -deviation) / (3 * size.squareRoot())
            let rate = centre * pow(max(root, 1e-3), 3)
            return min(max(low ? rate : 1 - rate, 0), 1)
        }
    }
}
