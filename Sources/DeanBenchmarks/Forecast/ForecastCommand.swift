import ArgumentParser
import DeanForecast
import Foundation

/// The tournament on the rolling origins of the data's README: hide the last values, forecast, compare, step back.
///
/// `Peers/forecast_peers.py` runs statsforecast's models on the same splits, with the same metrics.
struct ForecastCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forecast",
        abstract: "Forecasts on M4 hourly and NN5 by rolling origin: OWA, MASE, MSIS, coverage, seconds."
    )

    @Option(help: "The directory that holds m4_hourly and nn5.")
    var data: String

    @Option(help: "Only these series: all, even (those that constants were chosen on) or odd.")
    var part = "all"

    @Option(help: "Only every so-many-th series of these, from the first on.")
    var every = 1

    func validate() throws {
        guard ["all", "even", "odd"].contains(part) else {
            throw ValidationError("--part \(part): expected all, even or odd")
        }
        guard every > 0 else { throw ValidationError("--every \(every): expected 1 or more") }
    }

    func run() async throws {
        print("| protocol | sMAPE | MASE | OWA | MSIS 95 | coverage 95 / 80 | seconds |\n|---|---|---|---|---|---|---|")
        let hourly = try ForecastData.hourly(data)
        try await measure("M4 hourly, h 48, 3 origins", hourly, horizon: 48, origins: 3)
        let daily = try ForecastData.daily(data)
        try await measure("NN5, h 56, 3 origins", daily, horizon: 56, origins: 3)
        try await measure("NN5, h 14, 8 origins", daily, horizon: 14, origins: 8)
    }

    private func measure(_ name: String, _ data: ForecastData, horizon: Int, origins: Int) async throws {
        let chosen = data.series.indices.filter { part == "all" || ($0 % 2 == 0) == (part == "even") }
        let kept = stride(from: 0, to: chosen.count, by: every).map { data.series[chosen[$0]] }
        let tournament = ForecastTournament(horizon: horizon, season: data.season, dated: data.isDated)
        var scores = ForecastScores(series: kept.count)
        var seconds = Duration.zero
        for origin in 1...origins {
            let splits = kept.map { $0.split(horizon: horizon, origin: origin, season: data.season) }
            let clock = ContinuousClock()
            let start = clock.now
            let outcomes = await tournament.forecasts(splits.map { .init(values: $0.known, start: data.start) })
            seconds += clock.now - start
            for (index, (split, outcome)) in zip(splits, outcomes).enumerated() {
                scores.add(split, outcome, to: index)
            }
        }
        print("| \(name) | \(scores.cells) | \(seconds.inSeconds) |")
        fflush(nil)
    }
}
