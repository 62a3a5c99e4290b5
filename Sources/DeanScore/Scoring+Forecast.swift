import DeanForecast

extension Scoring {
    /// The most steps that are forecast, and the longest season.
    private static let longestHorizon = 2000
    private static let longestSeason = 10_000

    /// `unique_id,ds,y` to `unique_id,ds,mean` and the limits of an interval for each level (per cent), the lowest limit
    /// first; `ds` goes on from the last of each series.
    ///
    /// A series' rows come in order of time, apart from those of others or among them. Steps that are left out in
    /// between are filled for the models by the value one season before.
    package static func forecast(
        _ input: [UInt8],
        horizon: Int,
        season: Int,
        levels: [Double] = [80, 95]
    ) async throws(ScoreError) -> [UInt8] {
        guard (1...longestHorizon).contains(horizon) else {
            throw .usage(
                "scoring a forecast: --horizon is \(horizon); expected a whole number in 1...\(longestHorizon)"
            )
        }
        guard (1...longestSeason).contains(season) else {
            throw .usage("scoring a forecast: --season is \(season); expected a whole number in 1...\(longestSeason)")
        }
        guard !levels.isEmpty, levels.allSatisfy({ $0 > 0 && $0 < 100 }), Set(levels).count == levels.count else {
            throw .usage("scoring a forecast: --level takes different numbers between 0 and 100, such as 80,95")
        }
        let ascending = levels.sorted()
        let names = ascending.map { $0 == $0.rounded() ? String(Int($0)) : $0.description }
        let columns = names.reversed().map { "lo-\($0)" } + names.map { "hi-\($0)" }
        let series = try ForecastFile(input).series
        let tournament = ForecastTournament(
            horizon: horizon,
            season: season,
            levels: ascending.map { $0 / 100 },
            dated: series.allSatisfy(\.isDated)
        )
        let outcomes = await tournament.forecasts(
            series.map { .init(values: $0.filled(season: season), start: $0.start) }
        )
        var output = CSVWriter(header: (["unique_id", "ds", "mean"] + columns).joined(separator: ","))
        for (series, outcome) in zip(series, outcomes) {
            for step in 0..<horizon {
                output.field(series.id)
                output.field(series.last.later(by: (step + 1) * series.step))
                output.field(outcome.mean[step])
                for limits in outcome.limits.reversed() { output.field(limits.low[step]) }
                for limits in outcome.limits { output.field(limits.high[step]) }
                output.endRow()
            }
        }
        return output.bytes
    }
}
