import DeanAnalysis

/// What the boosted model is told about a step ahead of an origin of one series.
struct BoostedRows: Sendable {
    private let run: CombinedRun
    private let start: Int
    private let season: Int
    private let dated: Bool
    /// The series' usual error; features and labels are in units of it.
    let unit: Double
    private let sums: [Double]

    init(_ run: CombinedRun, start: Int, season: Int, dated: Bool) {
        self.run = run
        self.start = start
        self.season = season
        self.dated = dated
        let lag = min(season, max(1, run.values.count - 1))
        let changes = run.values.indices.dropFirst(lag).map { abs(run.values[$0] - run.values[$0 - lag]) }
        unit = changes.isEmpty ? 0 : changes.reduce(0, +) / Double(changes.count)
        var sums = [0.0]
        for value in run.values { sums.append(sums[sums.count - 1] + value) }
        self.sums = sums
    }

    static let columns = 20

    var origins: Int { run.backtest.origins.count }
    var horizon: Int { run.backtest.horizon }
    func known(_ place: Int) -> Int { run.backtest.known(after: place) }
    func time(_ place: Int, _ step: Int) -> Int { start + run.backtest.origins[place] + step }

    /// Whether the combination knew something of its entrants at this origin.
    func isHonest(_ place: Int) -> Bool { unit > 0 && place >= min(2, origins - 2) }

    func error(_ place: Int, _ step: Int) -> Double {
        run.values[run.backtest.origins[place] + step] - run.paths[place][step]
    }

    func label(_ place: Int, _ step: Int) -> Float { Float(min(max(error(place, step) / unit, -8), 8)) }

    func features(_ place: Int, _ step: Int) -> [Float] {
        let origin = run.backtest.origins[place]
        let base = run.paths[place][step]
        var row: [Float] = []
        row.reserveCapacity(Self.columns)
        func add(_ value: Double?) { row.append(value.map { Float(min(max($0, -1e6), 1e6)) } ?? .nan) }
        func relative(_ value: Double) -> Double { unit > 0 ? (value - base) / unit : 0 }
        add(Double(step))
        let time = start + origin + step
        add(Double(((time % season) + season) % season))
        let long = 7 * season
        add(season == 24 ? Double(((time % long) + long) % long / season) : nil)
        let date = dated ? CalendarDay(time) : nil
        add(date.map { Double($0.day) })
        add(date.map { Double($0.dayOfYear) })
        // The latest known values of the same phase, then of the long season's.
        let back = step / season + 1
        for lag in [back * season, (back + 1) * season, (back + 2) * season, (step / long + 1) * long] {
            let place = origin + step - lag
            add(place >= 0 ? relative(run.values[place]) : nil)
        }
        for window in [1, season, 4 * season] {
            add(origin >= window ? relative((sums[origin] - sums[origin - window]) / Double(window)) : nil)
        }
        let mean = run.paths[place].reduce(0, +) / Double(horizon)
        add(relative(mean))
        for paths in run.members.prefix(5) { add(relative(paths[place][step])) }
        for _ in run.members.count..<max(5, run.members.count) { add(nil) }
        add(run.effects.isEmpty ? nil : run.effects[place][step] / max(unit, 1e-300))
        add(lastErrors(place))
        return row
    }

    /// The mean error of the newest values that were forecast before this origin.
    private func lastErrors(_ place: Int) -> Double? {
        guard unit > 0, place > 0 else { return nil }
        let origin = run.backtest.origins[place]
        let before = run.backtest.origins[place - 1]
        let count = min(origin - before, horizon)
        guard count > 0 else { return nil }
        return (0..<count).reduce(0) { $0 + error(place - 1, $1) } / Double(count) / unit
    }
}
