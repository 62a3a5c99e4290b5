import Foundation

/// The regularised incomplete gamma function and its inverse: the tails of Gamma and Poisson distributions.
///
/// Series below the mean and Lentz's continued fraction above it (Numerical Recipes, 3rd ed., 6.2); relative error
/// below 1e-10 where the result is above 1e-280.
package enum IncompleteGamma {
    /// P(a, x): the probability that a Gamma(shape: a, rate: 1) variable is at most x.
    package static func lower(shape a: Double, x: Double) -> Double {
        guard x > 0 else { return 0 }
        return x < a + 1 ? series(a, x) : 1 - continuedFraction(a, x)
    }

    /// Q(a, x) = 1 − P(a, x), without the cancellation.
    package static func upper(shape a: Double, x: Double) -> Double {
        guard x > 0 else { return 1 }
        return x < a + 1 ? 1 - series(a, x) : continuedFraction(a, x)
    }

    /// The x with P(a, x) = probability.
    package static func quantile(shape a: Double, probability: Double) -> Double {
        guard probability > 0 else { return 0 }
        guard probability < 1 else { return .infinity }
        var x = start(a, probability)
        var low = 0.0
        var high = Double.infinity
        for _ in 0..<100 {
            // The smaller tail keeps its digits, so the error is taken from it.
            let error =
                probability < 0.5 ? lower(shape: a, x: x) - probability : (1 - probability) - upper(shape: a, x: x)
            if error > 0 { high = min(high, x) } else { low = max(low, x) }
            let density = exp((a - 1) * log(x) - x - logGamma(a))
            var next = density > 0 && density.isFinite ? x - newtonHalley(error / density, a, x) : .nan
            if !(next > low && next < high) { next = high.isFinite ? (low + high) / 2 : x * 2 }
            if abs(next - x) <= 1e-13 * abs(x) { return next }
            x = next
        }
        return x
    }

    static func logGamma(_ value: Double) -> Double { lgamma(value).0 }

    private static func newtonHalley(_ step: Double, _ a: Double, _ x: Double) -> Double {
        step / (1 - 0.5 * min(1, step * ((a - 1) / x - 1)))
    }

    /// Wilson and Hilferty's approximation; for small shapes the leading term of the series.
    private static func start(_ a: Double, _ probability: Double) -> Double {
        let z = NormalDistribution.quantile(probability)
        let root = 1 - 1 / (9 * a) + z / (3 * a.squareRoot())
        if a > 0.5, root > 0.1 { return a * root * root * root }
        return max(exp((log(probability) + logGamma(a + 1)) / a), 1e-300)
    }

    private static func prefactor(_ a: Double, _ x: Double) -> Double { exp(a * log(x) - x - logGamma(a)) }

    private static func series(_ a: Double, _ x: Double) -> Double {
        var term = 1 / a
        var sum = term
        var divisor = a
        for _ in 0..<100_000 {
            divisor += 1
            term *= x / divisor
            sum += term
            if term < sum * 1e-16 { break }
        }
        return min(1, sum * prefactor(a, x))
    }

    private static func continuedFraction(_ a: Double, _ x: Double) -> Double {
        let tiny = 1e-300
        var b = x + 1 - a
        var c = 1 / tiny
        var d = 1 / b
        var h = d
        for index in 1..<100_000 {
            let i = Double(index)
            let an = -i * (i - a)
            b += 2
            d = an * d + b
            if abs(d) < tiny { d = tiny }
            c = b + an / c
            if abs(c) < tiny { c = tiny }
            d = 1 / d
            let delta = d * c
            h *= delta
            if abs(delta - 1) < 1e-15 { break }
        }
        return min(1, h * prefactor(a, x))
    }
}
