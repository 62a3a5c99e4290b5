/// Finds a longer season that the values repeat, beside the one that was named.
package enum SeasonDetection {
    /// How far the autocorrelation must stand above its neighbours one short season away.
    private static let prominence = 0.15

    /// A multiple of `season` that holds twice and some in `values`; hours of the day always go with hours of the week.
    package static func longer(than season: Int, in values: ArraySlice<Double>) -> Int? {
        guard season >= 12 else { return nil }
        let fits = { (period: Int) in values.count >= 2 * period + period / 2 }
        if season == 24 { return fits(168) ? 168 : nil }
        let observed = Array(values)
        let flat = MovingAverage.centred(observed, window: season)
        var rest = zip(observed, flat).map(-)
        let profile = ClassicalDecomposition.profile(observed, period: season, multiplicative: false)
        for index in rest.indices { rest[index] -= profile[index % season] }
        var best: (period: Int, prominence: Double)?
        for factor in 2...8 where fits(factor * season) {
            let side = max(
                autocorrelation(rest, lag: (factor - 1) * season),
                autocorrelation(rest, lag: (factor + 1) * season)
            )
            let found = autocorrelation(rest, lag: factor * season) - side
            if found > max(prominence, best?.prominence ?? 0) { best = (factor * season, found) }
        }
        return best?.period
    }

    static func autocorrelation(_ values: [Double], lag: Int) -> Double {
        guard values.count > lag + 1 else { return 0 }
        let mean = values.reduce(0, +) / Double(values.count)
        var (cross, square) = (0.0, 0.0)
        for index in values.indices {
            let here = values[index] - mean
            square += here * here
            if index >= lag { cross += here * (values[index - lag] - mean) }
        }
        // The sum over fewer products is made up for.
        return square > 0 ? cross / square * Double(values.count) / Double(values.count - lag) : 0
    }
}
