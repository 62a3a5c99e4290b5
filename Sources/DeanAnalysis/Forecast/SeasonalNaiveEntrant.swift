/// The value one season ago, again and again.
package struct SeasonalNaiveEntrant: ForecastEntrant {
    package let season: Int
    package let name = EntrantName.seasonalNaive

    package init(season: Int) { self.season = season }

    package func paths(of values: [Double], over backtest: Backtest) -> [[Double]] {
        backtest.origins.map { origin in
            let lag = min(season, origin)
            return (0..<backtest.horizon).map { values[origin - lag + $0 % lag] }
        }
    }
}
