/// What each day leaves over its running median of seven weeks and its weekday's median of the weeks around, in units of
/// the series' mean absolute one.
struct DailyDeviations: Sendable {
    /// Half windows of the running median in days, and of the weekday's median in weeks.
    private static let half = 24
    private static let weeks = 6

    let values: [[Double]]
    let scales: [Double]
    let starts: [Int]
    let firstTime: Int
    /// The mean over series of each time, drawn to zero as far as chance among them explains it (James and Stein 1961).
    let common: [Double]

    init(_ series: [[Double]], starts: [Int]) {
        let first = starts.min() ?? 0
        let last = zip(series, starts).map { $0.count + $1 }.max() ?? first
        var values: [[Double]] = []
        var scales: [Double] = []
        var sums = [Double](repeating: 0, count: last - first)
        var squares = sums
        var counts = sums
        for (observed, start) in zip(series, starts) {
            let raw = Self.deviations(of: observed)
            let scale = raw.reduce(0) { $0 + abs($1) } / Double(max(raw.count, 1))
            let scaled = raw.map { scale > 0 ? min(max($0 / scale, -20), 20) : 0 }
            scales.append(scale)
            values.append(scaled)
            for (index, value) in scaled.enumerated() {
                sums[start - first + index] += value
                squares[start - first + index] += value * value
                counts[start - first + index] += 1
            }
        }
        self.values = values
        self.scales = scales
        self.starts = starts
        firstTime = first
        common = sums.indices.map { slot in
            let count = counts[slot]
            guard count > 2 else { return 0 }
            let mean = sums[slot] / count
            let chance = max(0, squares[slot] / count - mean * mean) / (count - 1)
            return mean == 0 ? 0 : mean * max(0, 1 - 4 * chance / (mean * mean))
        }
    }

    func common(at time: Int) -> Double {
        let slot = time - firstTime
        return slot >= 0 && slot < common.count ? common[slot] : 0
    }

    func own(_ series: Int, _ time: Int) -> Double {
        let place = time - starts[series]
        return place >= 0 && place < values[series].count ? values[series][place] : common(at: time)
    }

    private static func deviations(of values: [Double]) -> [Double] {
        let medians = RunningMedian.centred(values, half: half)
        let rest = zip(values, medians).map(-)
        var neighbours: [Double] = []
        return rest.indices.map { index in
            neighbours.removeAll(keepingCapacity: true)
            for week in -weeks...weeks where week != 0 {
                let other = index + 7 * week
                if other >= 0, other < rest.count { neighbours.append(rest[other]) }
            }
            return rest[index] - (RobustStatistics.median(neighbours) ?? 0)
        }
    }
}
