import Foundation

/// The regularised incomplete beta function and its inverse: the tails of Beta, binomial, negative binomial and Student
/// distributions.
///
/// Continued fraction of Numerical Recipes, 3rd ed., 6.4.
package enum IncompleteBeta {
    /// I_x(a, b): the probability that a Beta(a, b) variable is at most x.
    package static func lower(_ a: Double, _ b: Double, x: Double) -> Double {
        guard x > 0 else { return 0 }
        guard x < 1 else { return 1 }
        let front = exp(
            IncompleteGamma.logGamma(a + b) - IncompleteGamma.logGamma(a) - IncompleteGamma.logGamma(b) + a * log(x)
                + b * log1p(-x)
        )
        return x < (a + 1) / (a + b + 2)
            ? min(1, front * continuedFraction(a, b, x) / a)
            : max(0, 1 - front * continuedFraction(b, a, 1 - x) / b)
    }

    /// The x with I_x(a, b) = probability, by bisection to the last digit.
    package static func quantile(_ a: Double, _ b: Double, probability: Double) -> Double {
        guard probability > 0 else { return 0 }
        guard probability < 1 else { return 1 }
        var low = 0.0
        var high = 1.0
        while true {
            let middle = (low + high) / 2
            if middle <= low || middle >= high || high - low < 1e-16 { return middle }
            if lower(a, b, x: middle) < probability { low = middle } else { high = middle }
        }
    }

    private static func continuedFraction(_ a: Double, _ b: Double, _ x: Double) -> Double {
        let tiny = 1e-300
        var c = 1.0
        var d = 1 - (a + b) * x / (a + 1)
        if abs(d) < tiny { d = tiny }
        d = 1 / d
        var h = d
        for index in 1..<100_000 {
            let m = Double(index)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            d = 1 + even * d
            if abs(d) < tiny { d = tiny }
            c = 1 + even / c
            if abs(c) < tiny { c = tiny }
            d = 1 / d
            h *= d * c
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 + odd * d
            if abs(d) < tiny { d = tiny }
            c = 1 + odd / c
            if abs(c) < tiny { c = tiny }
            d = 1 / d
            let delta = d * c
            h *= delta
            if abs(delta - 1) < 1e-15 { break }
        }
        return h
    }
}

/// Student's t distribution.
package enum StudentDistribution {
    /// P(|T| ≥ |t|).
    package static func bothTails(_ t: Double, degreesOfFreedom df: Double) -> Double {
        IncompleteBeta.lower(df / 2, 0.5, x: df / (df + t * t))
    }
}
