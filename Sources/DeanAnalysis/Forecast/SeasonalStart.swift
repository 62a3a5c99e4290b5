/// Where smoothing starts: level, trend and seasons before the first value.
package struct SeasonalStart: Sendable, Hashable {
    package var level: Double
    package var trend: Double
    /// One value a phase, around zero; one zero means no season.
    package var season: [Double]
    /// Deviations of the long season from the short one.
    package var longSeason: [Double]

    package init(level: Double, trend: Double, season: [Double], longSeason: [Double] = [0]) {
        self.level = level
        self.trend = trend
        self.season = season
        self.longSeason = longSeason
    }

    /// Learns the start from the first few cycles of values that may be known.
    ///
    /// The profile of a season is the median over cycles of what is left after a moving average over one cycle; the long
    /// season is shrunk by how much of its variance repeats from one cycle to the next.
    package init(of values: ArraySlice<Double>, season: Int, longSeason: Int = 1, cycles: Int = 4) {
        let longest = max(season, longSeason)
        let used = Array(values.prefix(max(longest * cycles, 2)))
        let flat = MovingAverage.centred(used, window: longest)
        let rest = zip(used, flat).map(-)
        let profile = season > 1 ? Self.profile(rest, period: season) : [0]
        var long = [0.0]
        if longSeason > season, used.count >= 2 * longSeason {
            let left = rest.indices.map { rest[$0] - profile[$0 % profile.count] }
            let raw = Self.profile(left, period: longSeason)
            let full = used.count / longSeason
            var (between, within) = (0.0, 0.0)
            for index in 0..<(full * longSeason) {
                let difference = left[index] - raw[index % longSeason]
                within += difference * difference
                between += raw[index % longSeason] * raw[index % longSeason]
            }
            let noise = within / Double(max(full - 1, 1)) / Double(full)
            let share = between > 0 ? max(0, 1 - noise / between * 1.0) : 0
            long = raw.map { $0 * share }
        }
        let first = Array(used.prefix(longest))
        self.init(
            level: RobustStatistics.median(
                first.indices.map { first[$0] - profile[$0 % profile.count] - long[$0 % long.count] }
            ) ?? 0,
            trend: 0,
            season: profile,
            longSeason: long
        )
    }

    private static func profile(_ rest: [Double], period: Int) -> [Double] {
        var profile = (0..<period).map { phase in
            RobustStatistics.median(stride(from: phase, to: rest.count, by: period).map { rest[$0] }) ?? 0
        }
        let mean = profile.reduce(0, +) / Double(period)
        for phase in profile.indices { profile[phase] -= mean }
        return profile
    }
}
