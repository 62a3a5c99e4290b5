import Foundation

/// The standard normal distribution.
package enum NormalDistribution {
    package static func cumulative(_ z: Double) -> Double { 0.5 * erfc(-z / 2.0.squareRoot()) }

    /// The z with P(Z ≤ z) = probability.
    ///
    /// Winitzki's approximation of the inverse error function as a start, then Halley's steps to full precision.
    package static func quantile(_ probability: Double) -> Double {
        guard probability > 0 else { return -.infinity }
        guard probability < 1 else { return .infinity }
        if probability > 0.5 { return -quantile(1 - probability) }
        let y = 2 * probability - 1
        let l = log(4 * probability * (1 - probability))
        let t = 2 / (Double.pi * 0.147) + l / 2
        let root = ((t * t - l / 0.147).squareRoot() - t).squareRoot()
        var z = (y < 0 ? -root : root) * 2.0.squareRoot()
        for _ in 0..<6 {
            let density = exp(-z * z / 2) / (2 * Double.pi).squareRoot()
            guard density > 0 else { break }
            let error = (cumulative(z) - probability) / density
            let step = error / (1 + z * error / 2)
            z -= step
            if abs(step) < 1e-15 * max(1, abs(z)) { break }
        }
        return z
    }
}
