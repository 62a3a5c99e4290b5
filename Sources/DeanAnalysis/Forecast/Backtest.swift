/// The places inside a series from which forecasts are made and compared with what came, and last its end.
///
/// Nothing that is learned at an origin may use values after it.
package struct Backtest: Sendable, Hashable {
    /// How many values are known at each origin, ascending; the last is the whole series.
    package let origins: [Int]
    package let horizon: Int
    package let season: Int

    /// Origins lie in the later half of the series, a whole number of seasons apart, where the longest season has been
    /// seen twice before the first; a short series has fewer, and a very short one only its end.
    package init(count: Int, season: Int, longSeason: Int? = nil, horizon: Int, most: Int = 18) {
        let longest = max(season, longSeason ?? 1)
        let earliest = max(2 * longest, count / 2, min(count, 4))
        let last = count - horizon
        var places: [Int] = []
        if last >= earliest {
            let wanted = (last - earliest) / most + 1
            let step = (wanted + season - 1) / season * season
            places = Array(stride(from: last, through: earliest, by: -step).reversed())
        } else {
            // The windows of a short series are cut off where it ends.
            let shorter = max(2 * season, 4)
            let step = max(1, min(season, (count - shorter) / 4))
            places = Array(stride(from: count - step, through: shorter, by: -step).prefix(most).reversed())
        }
        origins = places + [count]
        self.horizon = horizon
        self.season = season
    }

    package var end: Int { origins[origins.count - 1] }

    /// How many of the values after this origin are known.
    package func known(after place: Int) -> Int { min(horizon, end - origins[place]) }

    /// The mean absolute error of paths over everything that had come by each origin; infinite where nothing had.
    package func errors(of paths: [[Double]], values: [Double]) -> [Double] {
        var sums = [Double](repeating: 0, count: origins.count)
        var counts = [Double](repeating: 0, count: origins.count)
        for place in 0..<(origins.count - 1) {
            let origin = origins[place]
            var seen = place + 1
            for step in 0..<known(after: place) {
                while origins[seen] <= origin + step { seen += 1 }
                sums[seen] += abs(values[origin + step] - paths[place][step])
                counts[seen] += 1
            }
        }
        var (sum, count) = (0.0, 0.0)
        return sums.indices.map { place in
            sum += sums[place]
            count += counts[place]
            return count > 0 && sum.isFinite ? sum / count : .infinity
        }
    }
}
