/// Seasons as means over what a centred moving average leaves.
package enum ClassicalDecomposition {
    /// One value a phase, adding up to zero, or with mean 1 where multiplicative.
    package static func profile(_ values: [Double], period: Int, multiplicative: Bool) -> [Double] {
        let neutral = multiplicative ? 1.0 : 0.0
        guard period > 1, values.count >= 2 * period else { return [Double](repeating: neutral, count: period) }
        let trend = MovingAverage.centred(values, window: period)
        var sums = [Double](repeating: 0, count: period)
        var counts = [Double](repeating: 0, count: period)
        for index in (period / 2)..<(values.count - period / 2) {
            let part = multiplicative ? values[index] / trend[index] : values[index] - trend[index]
            guard part.isFinite else { continue }
            sums[index % period] += part
            counts[index % period] += 1
        }
        let raw = zip(sums, counts).map { $1 > 0 ? $0 / $1 : neutral }
        let mean = raw.reduce(0, +) / Double(period)
        return raw.map { multiplicative ? (mean > 0 ? max($0 / mean, 0.01) : 1) : $0 - mean }
    }

    /// The least-squares line through values at 1, 2, 3 and so on.
    package static func line(_ values: some Collection<Double>) -> (intercept: Double, slope: Double) {
        let n = Double(values.count)
        guard n > 1 else { return (values.first ?? 0, 0) }
        let mean = values.reduce(0, +) / n
        let centre = (n + 1) / 2
        var (cross, square) = (0.0, 0.0)
        for (index, value) in values.enumerated() {
            let place = Double(index + 1) - centre
            cross += place * (value - mean)
            square += place * place
        }
        let slope = cross / square
        return (mean - slope * centre, slope)
    }
}
