import DeanAnalysis

/// A series' backtest with the combination of its entrants.
struct CombinedRun: Sendable {
    let run: SeriesBacktest
    let weights: [Double]
    /// The combination's forecasts at each origin, the last at the end.
    var paths: [[Double]]

    init(_ run: SeriesBacktest) {
        let combination = ForecastCombination(run.paths, errors: run.errors)
        self.run = run
        weights = combination.weights
        paths = combination.paths
    }

    var values: [Double] { run.values }
    var backtest: Backtest { run.backtest }
    var members: [[[Double]]] { run.paths }
    var effects: [[Double]] { run.effects }

    func adding(_ corrections: [[Double]]) -> CombinedRun {
        var corrected = self
        for place in paths.indices { corrected.paths[place] = zip(paths[place], corrections[place]).map(+) }
        return corrected
    }

    func evidence(season: Int) -> ConformalIntervals.Evidence {
        ConformalIntervals.Evidence(
            paths: paths,
            effects: effects,
            values: values,
            backtest: backtest,
            season: min(season, max(1, values.count / 2))
        )
    }
}
