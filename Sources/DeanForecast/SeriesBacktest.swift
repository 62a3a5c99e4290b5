import DeanAnalysis

/// One series' backtest: what each entrant forecast at each origin, in units that no series' size changes.
struct SeriesBacktest: Sendable {
    let values: [Double]
    /// What last year's echo adds to each path; empty for none.
    let effects: [[Double]]
    /// The value that one unit stands for.
    let unit: Double
    let backtest: Backtest
    /// The values without last year's echo, which is what entrants see.
    let adjusted: [Double]
    private(set) var names: [EntrantName]
    private(set) var paths: [[[Double]]]
    private(set) var errors: [[Double]]

    init(_ observed: [Double], season: Int, horizon: Int, echo: AnnualEcho?, series: Int) {
        let size = observed.reduce(0) { $0 + abs($1) } / Double(max(observed.count, 1))
        unit = size > 0 ? size : 1
        let scale = unit
        let values = observed.map { $0 / scale }
        self.values = values
        let short = min(season, max(1, observed.count / 2))
        let long = SeasonDetection.longer(
            than: short,
            in: values.prefix(max(observed.count / 2, observed.count - horizon))
        )
        backtest = Backtest(count: observed.count, season: short, longSeason: long, horizon: horizon)
        let members: [any ForecastEntrant] = [
            SeasonalNaiveEntrant(season: long ?? short),
            ThetaEntrant(season: short),
            ExponentialSmoothingEntrant(season: short),
            DecompositionEntrant(seasons: [short] + (long.map { [$0] } ?? [])),
            SmoothingEntrant(season: short, longSeason: long),
        ]
        let history = echo?.history(series: series)
        adjusted = history.map { zip(values, $0).map { $0 - $1 / scale } } ?? values
        let origins = backtest.origins
        effects =
            echo.map { echo in
                origins.map { echo.path(series: series, from: $0, horizon: horizon).map { $0 / scale } }
            } ?? []
        names = []
        paths = []
        errors = []
        for member in members { add(member) }
    }

    /// Lets one more entrant forecast from every origin; what last year's echo adds comes on top.
    mutating func add(_ member: some ForecastEntrant) {
        var made = member.paths(of: adjusted, over: backtest)
        for (place, effect) in effects.enumerated() { made[place] = zip(made[place], effect).map(+) }
        names.append(member.name)
        paths.append(made)
        errors.append(backtest.errors(of: made, values: values))
    }

    /// The entrant's error at the end as a multiple of the best one's; nil where there is none.
    func handicap(of name: EntrantName) -> Double? {
        let last = errors.map { $0[backtest.origins.count - 1] }
        guard let place = names.firstIndex(of: name), let best = last.min(), best > 0, last[place].isFinite else {
            return nil
        }
        return last[place] / best
    }
}
