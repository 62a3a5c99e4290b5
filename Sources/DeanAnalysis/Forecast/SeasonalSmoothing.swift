/// Exponential smoothing with a damped trend, up to two additive seasons and autocorrelated errors.
///
/// Level and seasons follow Holt and Winters; the second season and the first-order autocorrelation of the errors follow
/// Taylor (2003, https://doi.org/10.1057/palgrave.jors.2601589), in the error-correction form of Hyndman and others
/// (2008). An error enters the states only up to a bound (Gelper, Fried and Croux 2010), so that one wild value does not
/// bend the forecasts. Whoever wants multiplicative seasons gives logarithms.
package struct SeasonalSmoothing: Sendable, Hashable {
    /// What an error adds to level, trend (as a share of the level's), first and second season, each 0...1.
    package var level: Double
    package var trend: Double
    package var season: Double
    package var longSeason: Double
    /// What is left of the trend after a step, 0...1.
    package var damping: Double
    /// What is left of an error after a step, −1...1.
    package var autocorrelation: Double

    package init(
        level: Double,
        trend: Double = 0,
        season: Double,
        longSeason: Double = 0,
        damping: Double = 1,
        autocorrelation: Double = 0
    ) {
        self.level = level
        self.trend = trend
        self.season = season
        self.longSeason = longSeason
        self.damping = damping
        self.autocorrelation = autocorrelation
    }

    /// Forecasts of the `horizon` values after each origin (a count of values that are known then); origins ascend.
    ///
    /// `bound` is the largest error that the states take in.
    package func paths(
        of values: [Double],
        start: SeasonalStart,
        bound: Double,
        from origins: [Int],
        horizon: Int
    ) -> [[Double]] {
        var level = start.level
        var trend = start.trend
        var season = start.season
        var long = start.longSeason
        let (m, n) = (season.count, long.count)
        var error = 0.0
        var (i, j) = (0, 0)
        var paths: [[Double]] = []
        paths.reserveCapacity(origins.count)
        var time = 0
        for origin in origins {
            while time < origin {
                let value = values[time]
                let expected = level + damping * trend + season[i] + long[j]
                let raw = value - expected
                let innovation = min(max(raw - autocorrelation * error, -bound), bound)
                let next = innovation + autocorrelation * error
                level += damping * trend + self.level * next
                trend = damping * trend + self.level * self.trend * next
                season[i] += self.season * next
                long[j] += longSeason * next
                error = next
                time += 1
                i += 1
                if i == m { i = 0 }
                j += 1
                if j == n { j = 0 }
            }
            var path = [Double](repeating: 0, count: horizon)
            var (a, b, climb, left, step) = (i, j, 0.0, error, trend)
            for k in 0..<horizon {
                step *= damping
                climb += step
                left *= autocorrelation
                path[k] = level + climb + season[a] + long[b] + left
                a += 1
                if a == m { a = 0 }
                b += 1
                if b == n { b = 0 }
            }
            paths.append(path)
        }
        return paths
    }
}
