import DeanDomain
import Foundation

/// Random variates from a seed, the same for the same seed.
struct NormalDraws {
    private var source: SeededRandom

    init(seed: UInt64) {
        source = SeededRandom(seed: seed)
    }

    /// In [0, 1).
    mutating func uniform() -> Double { Double(source.next() >> 11) / 9_007_199_254_740_992 }

    /// Standard normal, by Box and Muller.
    mutating func next() -> Double {
        (-2 * log(max(uniform(), 1e-300))).squareRoot() * cos(2 * Double.pi * uniform())
    }

    /// Gamma with rate 1, by Marsaglia and Tsang (2000).
    mutating func gamma(_ shape: Double) -> Double {
        if shape < 1 { return gamma(shape + 1) * pow(max(uniform(), 1e-300), 1 / shape) }
        let d = shape - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = next()
            let root = 1 + c * x
            let v = root * root * root
            if v > 0, log(max(uniform(), 1e-300)) < 0.5 * x * x + d - d * v + d * log(v) { return d * v }
        }
    }
}
