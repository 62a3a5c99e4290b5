import DeanDomain
import Foundation

/// Random variates for simulated accounts, the same for the same seed.
struct Draws {
    private var source: SeededRandom

    init(seed: UInt64) {
        source = SeededRandom(seed: seed)
    }

    mutating func uniform() -> Double { Double(source.next() >> 11) / 9_007_199_254_740_992 }

    mutating func normal() -> Double {
        (-2 * log(max(uniform(), 1e-300))).squareRoot() * cos(2 * Double.pi * uniform())
    }

    mutating func logNormal(_ sd: Double) -> Double { exp(sd * normal()) }

    /// Marsaglia and Tsang 2000.
    mutating func gamma(_ shape: Double) -> Double {
        if shape < 1 { return gamma(shape + 1) * pow(max(uniform(), 1e-300), 1 / shape) }
        let d = shape - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = normal()
            let v = pow(1 + c * x, 3)
            if v > 0, log(max(uniform(), 1e-300)) < 0.5 * x * x + d - d * v + d * log(v) { return d * v }
        }
    }

    mutating func poisson(_ mean: Double) -> Double {
        guard mean > 0 else { return 0 }
        if mean > 60 { return max(0, (mean + mean.squareRoot() * normal()).rounded()) }
        var product = uniform()
        var count = 0.0
        let limit = exp(-mean)
        while product > limit {
            product *= uniform()
            count += 1
        }
        return count
    }
}
