extension StudentDistribution {
    /// The t with P(|T| ≤ t) = probability.
    static func bound(_ probability: Double, degreesOfFreedom df: Double) -> Double {
        let x = IncompleteBeta.quantile(df / 2, 0.5, probability: 1 - probability)
        return x > 0 ? (df * (1 - x) / x).squareRoot() : .infinity
    }
}
