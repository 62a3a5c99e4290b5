import Foundation

/// Many smoothings of one series, and the mean of those that forecast best so far.
///
/// Parameters are not fitted to errors one step ahead: each of a fixed grid runs once through the series, and at every
/// origin the mean of the few with the smallest absolute errors over the whole horizon, up to then, is the forecast.
package struct SmoothingEntrant: ForecastEntrant {
    package let season: Int
    package let longSeason: Int?
    package let name = EntrantName.smoothing

    package init(season: Int, longSeason: Int? = nil) {
        self.season = season
        self.longSeason = longSeason
    }

    private static let kept = 12

    package func paths(of values: [Double], over backtest: Backtest) -> [[Double]] {
        let first = backtest.origins[0]
        var candidates: [(paths: [[Double]], errors: [Double])] = []
        let scales: [Bool] = values.allSatisfy { $0 > 0 } ? [false, true] : [false]
        for logarithmic in scales {
            let scaled = logarithmic ? values.map { log($0) } : values
            let bound = Self.bound(scaled[..<first], lag: longSeason ?? season)
            for long in longSeason.map({ [$0, 1] }) ?? [1] {
                let start = SeasonalStart(of: scaled[..<first], season: season, longSeason: long)
                for smoothing in Self.grid(seasons: long > 1 ? 2 : season > 1 ? 1 : 0) {
                    var paths = smoothing.paths(
                        of: scaled,
                        start: start,
                        bound: bound,
                        from: backtest.origins,
                        horizon: backtest.horizon
                    )
                    if logarithmic { for place in paths.indices { paths[place] = paths[place].map { exp($0) } } }
                    candidates.append((paths, backtest.errors(of: paths, values: values)))
                }
            }
        }
        return backtest.origins.indices.map { place in
            let order = candidates.indices.sorted { candidates[$0].errors[place] < candidates[$1].errors[place] }
            let best = order.prefix(candidates[order[0]].errors[place] < .infinity ? Self.kept : order.count)
            var mean = [Double](repeating: 0, count: backtest.horizon)
            for index in best {
                let path = candidates[index].paths[place]
                for step in mean.indices { mean[step] += path[step] / Double(best.count) }
            }
            return mean
        }
    }

    /// Three times the usual error of a seasonal random walk.
    private static func bound(_ values: ArraySlice<Double>, lag: Int) -> Double {
        let differences = values.dropFirst(lag).indices.map { abs(values[$0] - values[$0 - lag]) }
        let usual = (RobustStatistics.median(differences) ?? 0) * 1.4826 / 2.0.squareRoot()
        return usual > 0 ? 3 * usual : .infinity
    }

    private static func grid(seasons: Int) -> [SeasonalSmoothing] {
        var grid: [SeasonalSmoothing] = []
        for level in [0.01, 0.05, 0.15, 0.4, 0.8] {
            for (trend, damping) in level < 0.1 ? [(0.0, 1.0)] : [(0.0, 1.0), (0.1, 0.9)] {
                for season in seasons > 0 ? [0.01, 0.05, 0.15, 0.3] : [0] {
                    for long in seasons > 1 ? [0.02, 0.15, 0.35] : [0] {
                        for left in level > 0.3 ? [0] : seasons > 1 ? [0, 0.7, 0.95] : [0, 0.7] {
                            grid.append(
                                SeasonalSmoothing(
                                    level: level,
                                    trend: trend,
                                    season: season,
                                    longSeason: long,
                                    damping: damping,
                                    autocorrelation: left
                                )
                            )
                        }
                    }
                }
            }
        }
        return grid
    }
}
