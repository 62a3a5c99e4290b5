/// The charts that anyone can set up in a few lines; scores from 0 to 1.
enum SimpleDetectors {
    /// Distance from an exponentially weighted mean in weighted standard deviations, over 12.
    static func ewma(_ values: [Double], weight: Double = 0.02) -> [Double] {
        var mean = values.first ?? 0
        var variance = 0.0
        return values.map { value in
            let distance = value - mean
            let z = variance > 0 ? abs(distance) / variance.squareRoot() : 0
            mean += weight * distance
            variance = (1 - weight) * (variance + weight * distance * distance)
            return min(1, z / 12)
        }
    }

    /// Distance from the median of the latest values in median absolute deviations, over 24.
    static func rollingMedian(_ values: [Double], width: Int = 288) -> [Double] {
        values.indices.map { row in
            let window = values[max(0, row - width)..<row].sorted()
            guard window.count >= 30 else { return 0 }
            let median = window[window.count / 2]
            let deviations = window.map { abs($0 - median) }.sorted()
            // Half of the values alike: the mean deviation still tells.
            let spread = max(
                1.4826 * deviations[deviations.count / 2],
                0.1 * deviations.reduce(0, +) / Double(deviations.count)
            )
            return spread > 0 ? min(1, abs(values[row] - median) / spread / 24) : values[row] == median ? 0 : 1
        }
    }

    /// 0 for a row that follows a larger or equal score within the last 3 % of the rows so far (at most 750).
    static func silent(_ scores: [Double]) -> [Double] {
        scores.indices.map { row in
            let reach = min(750, max(1, Int(0.03 * Double(row + 1))))
            return scores[max(0, row - reach)..<row].contains { $0 >= scores[row] } ? 0 : scores[row]
        }
    }
}
