import DeanAnalysis
import DeanDomain
import Foundation

extension ForecastTournament {
    /// How many series one task takes.
    private static let part = 8

    /// How many series the recurrent network is trained on and tried with.
    private static let trial = 24
    /// The lengths of cycles that a small network can take in.
    private static let learnable = 2...200
    /// How far behind the best entrant it may be there and still take part.
    private static let qualifying = 1.1

    /// Runs the entrants inside each series, shared out among the processor's cores.
    @concurrent
    func local(_ series: [Series], echo: AnnualEcho?) async -> [SeriesBacktest] {
        let runs = await inParts(series.count) { index in
            SeriesBacktest(series[index].values, season: season, horizon: horizon, echo: echo, series: index)
        }
        guard let network = await qualified(runs) else { return runs }
        return await inParts(series.count) { index in
            var run = runs[index]
            run.add(network)
            return run
        }
    }

    /// The recurrent network, where on some of the series it is near enough to the best of the others.
    private func qualified(_ runs: [SeriesBacktest]) async -> RecurrentEntrant? {
        guard Self.learnable.contains(season) else { return nil }
        let able = runs.indices.filter { runs[$0].backtest.season == season && runs[$0].backtest.origins.count > 1 }
        let step = max(1, able.count / Self.trial)
        let tried = stride(from: 0, to: able.count, by: step).map { runs[able[$0]] }
        var random = SeededRandom(seed: 11)
        let training = tried.map { (values: $0.adjusted, end: $0.backtest.origins[0]) }
        guard let network = RecurrentEntrant(season: season, trainedOn: training, using: &random) else { return nil }
        let handicaps = await inParts(tried.count) { index in
            var run = tried[index]
            run.add(network)
            return run.handicap(of: network.name).map { log($0) }
        }
        let known = handicaps.compactMap { $0 }
        guard !known.isEmpty, known.reduce(0, +) / Double(known.count) < log(Self.qualifying) else { return nil }
        return network
    }

    @concurrent
    func outcomes(_ series: [Series], _ backtests: [SeriesBacktest]) async -> [Outcome] {
        let combined = await inParts(series.count) { CombinedRun(backtests[$0]) }
        let boosted = BoostedCorrection(combined, starts: series.map(\.start), season: season, dated: dated)
        let corrected = boosted.share > 0 ? zip(combined, boosted.corrections).map { $0.adding($1) } : combined
        let evidence = await inParts(series.count) { corrected[$0].evidence(season: season) }
        let intervals = ConformalIntervals(evidence)
        return await inParts(series.count) { index in
            outcome(corrected[index], evidence[index], intervals, boosted: boosted.share)
        }
    }

    private func outcome(
        _ combined: CombinedRun,
        _ evidence: ConformalIntervals.Evidence,
        _ intervals: ConformalIntervals,
        boosted: Double
    ) -> Outcome {
        let (run, unit) = (combined.run, combined.run.unit)
        let floor = run.values.allSatisfy { $0 >= 0 } ? 0 : -Double.infinity
        let mean = combined.paths[combined.paths.count - 1].map { max($0, floor) }
        let limits = levels.map { level in
            let found = intervals.limits(level, around: mean, by: evidence, floor: floor)
            return (low: found.low.map { $0 * unit }, high: found.high.map { $0 * unit })
        }
        let last = run.backtest.origins.count - 1
        func known(_ error: Double) -> Double? { error.isFinite ? error * unit : nil }
        let entrants = run.names.indices.map { index in
            (name: run.names[index], error: known(run.errors[index][last]), weight: combined.weights[index])
        }
        return Outcome(
            mean: mean.map { $0 * unit },
            limits: limits,
            entrants: entrants.sorted { $0.weight > $1.weight },
            boosted: boosted,
            error: known(run.backtest.errors(of: combined.paths, values: run.values)[last])
        )
    }

    private func inParts<Value: Sendable>(_ count: Int, _ body: @escaping @Sendable (Int) -> Value) async -> [Value] {
        await withTaskGroup(of: (Int, [Value]).self) { group in
            for start in stride(from: 0, to: count, by: Self.part) {
                let end = min(start + Self.part, count)
                group.addTask { (start, (start..<end).map(body)) }
            }
            var parts: [(Int, [Value])] = []
            for await part in group { parts.append(part) }
            return parts.sorted { $0.0 < $1.0 }.flatMap(\.1)
        }
    }
}
