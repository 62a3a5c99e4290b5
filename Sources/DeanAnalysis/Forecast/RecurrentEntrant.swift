/// A small recurrent network over whole cycles, trained once on many series.
///
/// A step is a cycle of the season: what it leaves over a running profile (each phase smoothed exponentially), in units
/// of the series' usual change from cycle to cycle. The network predicts the next cycle's rest; its predictions are fed
/// back for the cycles after it.
package struct RecurrentEntrant: ForecastEntrant {
    package let season: Int
    package let name = EntrantName.recurrent
    private let network: RecurrentNetwork

    private static let hidden = 12
    private static let memory = 0.3
    /// How many cycles a path's state is made from, and how many a training sequence has.
    private static let cycles = 20
    private static let rate = 0.01
    private static let fewestPasses = 5
    private static let updates = 240

    /// Trains on values before each series' first origin; nil where there are too few cycles.
    package init?(
        season: Int,
        trainedOn series: [(values: [Double], end: Int)],
        using random: inout some RandomNumberGenerator
    ) {
        let sequences = series.map { Self.rests($0.values[..<$0.end], season: season, unit: nil).rests }
            .filter { $0.count > 4 }
        guard !sequences.isEmpty else { return nil }
        self.season = season
        var network = RecurrentNetwork(inputs: season, hidden: Self.hidden, using: &random)
        let passes = max(Self.fewestPasses, Self.updates / sequences.count)
        for pass in 0..<passes {
            let shuffled = sequences.shuffled(using: &random)
            network.train(
                on: shuffled.map { $0.suffix(Self.cycles + pass % 3) },
                rate: Self.rate / (1 + Double(pass))
            )
        }
        self.network = network
    }

    package func paths(of values: [Double], over backtest: Backtest) -> [[Double]] {
        let unit = Self.unit(values[..<backtest.origins[0]], season: season)
        return backtest.origins.map { origin in
            let known = values[max(0, origin - 2 * Self.cycles * season)..<origin]
            let past = Self.rests(known, season: season, unit: unit)
            var state = network.start
            var next = [Double](repeating: 0, count: season)
            for rest in past.rests.suffix(Self.cycles) { next = network.advance(&state, rest) }
            var profile = past.profile
            var path: [Double] = []
            while path.count < backtest.horizon {
                let rest = next.map { min(max($0, -5), 5) }
                path.append(contentsOf: zip(profile, rest).map { $0 + unit * $1 })
                for phase in profile.indices { profile[phase] += Self.memory * unit * rest[phase] }
                next = network.advance(&state, rest)
            }
            return Array(path.prefix(backtest.horizon))
        }
    }

    /// The rests of the cycles that end with the values, and the profile of the cycle to come.
    private static func rests(
        _ values: ArraySlice<Double>,
        season: Int,
        unit given: Double?
    ) -> (rests: [[Double]], profile: [Double]) {
        let unit = given ?? unit(values, season: season)
        let count = values.count / season
        guard count > 1 else {
            let mean = values.reduce(0, +) / Double(max(values.count, 1))
            return ([], [Double](repeating: mean, count: season))
        }
        let first = values.endIndex - count * season
        var profile = Array(values[first..<(first + season)])
        var rests: [[Double]] = []
        for cycle in 1..<count {
            let start = first + cycle * season
            let rest = (0..<season).map { values[start + $0] - profile[$0] }
            rests.append(rest.map { unit > 0 ? min(max($0 / unit, -5), 5) : 0 })
            for phase in 0..<season { profile[phase] += memory * rest[phase] }
        }
        return (rests, profile)
    }

    private static func unit(_ values: ArraySlice<Double>, season: Int) -> Double {
        let changes = values.indices.dropFirst(season).map { abs(values[$0] - values[$0 - season]) }
        return changes.isEmpty ? 0 : changes.reduce(0, +) / Double(changes.count)
    }
}
