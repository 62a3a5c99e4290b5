package import DeanAnalysis

/// Forecasts of all series of a file: entrants run against each other inside every series, and what forecasts best so
/// far goes into the combination.
///
/// It knows numbers and times only; the order of series and their names change nothing, and the same input gives the
/// same output. No entrant sees a value before the origin that it forecasts from.
package struct ForecastTournament: Sendable {
    package struct Series: Sendable, Hashable {
        /// One value a step, none missing, the oldest first.
        package let values: [Double]
        /// The time of the first value in steps; series of one file share the clock.
        package let start: Int

        package init(values: [Double], start: Int) {
            self.values = values
            self.start = start
        }
    }

    package struct Outcome: Sendable {
        package let mean: [Double]
        /// For each level asked for, in that order.
        package let limits: [(low: [Double], high: [Double])]
        /// Each entrant's mean absolute error in the backtest and its weight in the combination, best first; the error
        /// is nil where the series is too short for a backtest.
        package let entrants: [(name: EntrantName, error: Double?, weight: Double)]
        /// The share of the boosted model's correction that is part of the mean, 0...1.
        package let boosted: Double
        /// The combination's own mean absolute error in the backtest.
        package let error: Double?
    }

    package let horizon: Int
    package let season: Int
    /// Shares of values that intervals should hold, 0..<1.
    package let levels: [Double]
    /// Whether times are days since 1970-01-01.
    package let dated: Bool

    package init(horizon: Int, season: Int, levels: [Double] = [0.8, 0.95], dated: Bool = false) {
        self.horizon = horizon
        self.season = season
        self.levels = levels
        self.dated = dated
    }

    /// One outcome for each series, in their order.
    package func forecasts(_ series: [Series]) async -> [Outcome] {
        // A fixed order of values makes sums over series the same for any order of the file.
        let order = series.indices.sorted {
            let (one, other) = (series[$0], series[$1])
            if one.start != other.start { return one.start < other.start }
            return one.values.lexicographicallyPrecedes(other.values)
        }
        let sorted = order.map { series[$0] }
        let backtests = await local(sorted, echo: await annualEcho(sorted))
        let found = await outcomes(sorted, backtests)
        var outcomes = [Outcome?](repeating: nil, count: series.count)
        for (place, index) in order.enumerated() { outcomes[index] = found[place] }
        return outcomes.compactMap { $0 }
    }

    @concurrent
    private func annualEcho(_ series: [Series]) async -> AnnualEcho? {
        season == 7 ? AnnualEcho(series.map(\.values), starts: series.map(\.start), dated: dated) : nil
    }
}
