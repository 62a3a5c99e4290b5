/// A robust decomposition into trend, one or two seasons and a rest, forecast part by part.
///
/// In the manner of MSTL (Bandara, Hyndman and Bergmeir 2021, https://arxiv.org/abs/2107.13462), with running means of
/// values pulled in to three deviations in the place of loess: a season's profile is the mean of its last cycles, weighed
/// down by age; what is left without seasons goes on by damped exponential smoothing.
package struct DecompositionEntrant: ForecastEntrant {
    package let seasons: [Int]
    package let name = EntrantName.decomposition

    /// `seasons` ascend, each a multiple of the one before.
    package init(seasons: [Int]) { self.seasons = seasons }

    /// A cycle's weight beside the one after it.
    private static let memory = 0.85

    package func paths(of values: [Double], over backtest: Backtest) -> [[Double]] {
        let past = Array(backtest.origins.dropLast())
        // What is left is smoothed with parameters of the first origin; at the end with those of the end.
        let early = past.first.map { smoothing(adjusted(values[..<$0]).rest) }
        return backtest.origins.map { origin in
            let parts = adjusted(values[..<origin])
            let smoother = origin == backtest.end ? smoothing(parts.rest) : early ?? smoothing(parts.rest)
            let level = smoother.model.paths(
                of: parts.rest,
                from: smoother.start,
                origins: [origin],
                horizon: backtest.horizon
            )[0]
            return level.indices.map { step in
                parts.profiles.reduce(level[step]) { $0 + $1[(origin + step) % $1.count] }
            }
        }
    }

    private func smoothing(_ rest: [Double]) -> ExponentialSmoothing.Fitted {
        ExponentialSmoothing.fit(rest[...], season: 1, evaluations: 30)
    }

    private func adjusted(_ values: ArraySlice<Double>) -> (rest: [Double], profiles: [[Double]]) {
        var rest = Array(values)
        var profiles: [[Double]] = []
        for season in seasons where season > 1 && rest.count >= 2 * season {
            let flat = MovingAverage.centred(rest, window: season)
            let detrended = Self.pulledIn(zip(rest, flat).map(-))
            var sums = [Double](repeating: 0, count: season)
            var weights = [Double](repeating: 0, count: season)
            for (index, value) in detrended.enumerated() {
                let phase = index % season
                sums[phase] = sums[phase] * Self.memory + value
                weights[phase] = weights[phase] * Self.memory + 1
            }
            var profile = zip(sums, weights).map { $1 > 0 ? $0 / $1 : 0 }
            let mean = profile.reduce(0, +) / Double(season)
            for phase in profile.indices { profile[phase] -= mean }
            for index in rest.indices { rest[index] -= profile[index % season] }
            profiles.append(profile)
        }
        return (rest, profiles)
    }

    private static func pulledIn(_ values: [Double]) -> [Double] {
        let center = RobustStatistics.median(values) ?? 0
        guard let deviation = RobustStatistics.scaledDeviation(values, around: center), deviation > 0 else {
            return values
        }
        return values.map { min(max($0, center - 3 * deviation), center + 3 * deviation) }
    }
}
