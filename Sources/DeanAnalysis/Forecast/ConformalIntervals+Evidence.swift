extension ConformalIntervals.Evidence {
    /// How uncertain a carried-over effect is, as a share of it.
    private static let effectShare = 0.5

    /// What the backtest tells.
    ///
    /// - Parameters:
    ///   - paths: the forecasts at each origin, the last at the end.
    ///   - effects: the part of each path that was carried over from last year; empty for none.
    ///   - values: the series.
    ///   - backtest: its origins.
    ///   - season: how many phases errors are told apart by.
    package init(paths: [[Double]], effects: [[Double]], values: [Double], backtest: Backtest, season: Int) {
        let past = backtest.origins.count - 1
        // At the first origins nothing was known of any entrant's errors.
        let first = past > 4 ? 2 : past > 2 ? 1 : 0
        func errors(before place: Int) -> ErrorProfile? {
            var profile = ErrorProfile(horizon: backtest.horizon, season: season)
            for earlier in first..<max(place, first) {
                let origin = backtest.origins[earlier]
                for step in 0..<min(backtest.horizon, backtest.origins[place] - origin) {
                    profile.add(abs(values[origin + step] - paths[earlier][step]), step: step, time: origin + step)
                }
            }
            return profile.finished()
        }
        func scale(_ profile: ErrorProfile, _ place: Int, _ step: Int) -> Double {
            let base = profile.size(step: step, time: backtest.origins[place] + step)
            let effect = effects.isEmpty ? 0 : Self.effectShare * effects[place][step]
            return (base * base + effect * effect).squareRoot()
        }
        guard let now = errors(before: past) else {
            // Errors that are few are no proof of an exact forecast; many that are all zero are.
            let changes = values.indices.dropFirst(season).contains { values[$0] != values[$0 - season] }
            let exact = past > first && !changes
            let guess = Self.guess(values, season: season, horizon: backtest.horizon, wasExact: exact)
            self.init(standardised: [], scale: guess)
            return
        }
        // Each origin's errors are measured by a scale from the origins before it, so that what the scale misses is
        // part of the quantiles; where there are too few origins, by the scale of all.
        var standardised: [Double] = []
        for place in first..<past {
            let known = errors(before: place) ?? (past - first < 4 ? now : nil)
            guard let known else { continue }
            for step in 0..<backtest.known(after: place) {
                let error = values[backtest.origins[place] + step] - paths[place][step]
                let size = scale(known, place, step)
                standardised.append(size > 0 ? min(max(error / size, -50), 50) : 0)
            }
        }
        self.init(standardised: standardised, scale: (0..<backtest.horizon).map { scale(now, past, $0) })
    }

    /// The scale of a series without a backtest: the size of its changes, or none where it never erred.
    private static func guess(_ values: [Double], season: Int, horizon: Int, wasExact: Bool) -> [Double] {
        let lag = values.count > season ? season : 1
        guard !wasExact else { return [Double](repeating: 0, count: horizon) }
        guard values.count > lag else { return [Double](repeating: abs(values.first ?? 0), count: horizon) }
        let changes = (lag..<values.count).map { abs(values[$0] - values[$0 - lag]) }
        let mean = changes.reduce(0, +) / Double(changes.count)
        return (0..<horizon).map { mean * Double($0 / lag + 1).squareRoot() }
    }
}

/// Mean absolute errors by step ahead and by phase of the season.
private struct ErrorProfile {
    /// How much of a phase's own size of errors counts, against the mean over phases.
    private static let phaseShare = 0.6

    private let season: Int
    private var sums: [Double]
    private var counts: [Double]
    private var phaseSums: [Double]
    private var phaseCounts: [Double]

    init(horizon: Int, season: Int) {
        self.season = season
        sums = [Double](repeating: 0, count: horizon)
        counts = sums
        phaseSums = [Double](repeating: 0, count: season)
        phaseCounts = phaseSums
    }

    mutating func add(_ error: Double, step: Int, time: Int) {
        sums[step] += error
        counts[step] += 1
        phaseSums[time % season] += error
        phaseCounts[time % season] += 1
    }

    func size(step: Int, time: Int) -> Double { sums[step] * phaseSums[time % season] }

    /// Turns sums into sizes by step and factors by phase; nil where there are too few errors, or none but zeros.
    func finished() -> ErrorProfile? {
        let horizon = sums.count
        let count = counts.reduce(0, +)
        let mean = sums.reduce(0, +) / max(count, 1)
        guard count >= Double(min(season, horizon)), mean > 0, let reached = counts.lastIndex(where: { $0 > 0 }) else {
            return nil
        }
        let half = max(season, horizon / 4) / 2
        var finished = self
        for step in 0..<horizon {
            // Steps that no origin reached take the last, growing with the square root.
            let centre = min(step, reached)
            let range = max(0, centre - half)...min(reached, centre + half)
            let size = sums[range].reduce(0, +) / max(counts[range].reduce(0, +), 1)
            finished.sums[step] = step > reached ? size * (Double(step + 1) / Double(reached + 1)).squareRoot() : size
        }
        for phase in 0..<season {
            let own = phaseCounts[phase] > 0 ? phaseSums[phase] / phaseCounts[phase] / mean : 1
            finished.phaseSums[phase] = 1 - Self.phaseShare + Self.phaseShare * own
        }
        return finished
    }
}
