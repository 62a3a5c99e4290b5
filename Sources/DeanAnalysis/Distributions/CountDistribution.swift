/// A count with a mean and, above 1, a variance that is a multiple of the mean.
///
/// `dispersion` is variance / mean: 1 is Poisson, more is negative binomial. Counts may be fractional, because Meta
/// spreads conversions over touch points.
package struct CountDistribution: Sendable, Hashable {
    package let mean: Double
    package let dispersion: Double

    package init(mean: Double, dispersion: Double = 1) {
        self.mean = max(0, mean)
        self.dispersion = max(1, dispersion)
    }

    /// P(X ≤ count).
    package func probability(atMost count: Double) -> Double {
        guard count >= 0 else { return 0 }
        guard mean > 0 else { return 1 }
        guard dispersion > 1.0001 else { return IncompleteGamma.upper(shape: count + 1, x: mean) }
        return IncompleteBeta.lower(size, count + 1, x: 1 / dispersion)
    }

    /// P(X ≥ count).
    package func probability(atLeast count: Double) -> Double {
        guard count > 0 else { return 1 }
        guard mean > 0 else { return 0 }
        guard dispersion > 1.0001 else { return IncompleteGamma.lower(shape: count, x: mean) }
        return IncompleteBeta.lower(count, size, x: 1 - 1 / dispersion)
    }

    private var size: Double { mean / (dispersion - 1) }
}
