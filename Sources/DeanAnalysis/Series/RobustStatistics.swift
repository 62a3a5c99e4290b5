/// Statistics that a minority of wild values does not move.
package enum RobustStatistics {
    /// The middle value, or the mean of the two middle ones; nil for no values.
    package static func median(_ values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    /// The least value up to which half of all weight lies; the mean with the next one where it is just half.
    ///
    /// Nil without weight.
    package static func weightedMedian(_ values: [(value: Double, weight: Double)]) -> Double? {
        let sorted = values.filter { $0.weight > 0 }.sorted { $0.value < $1.value }
        let half = sorted.reduce(0) { $0 + $1.weight } / 2
        var below = 0.0
        for (index, one) in sorted.enumerated() {
            below += one.weight
            if below > half { return one.value }
            if below == half { return (one.value + sorted[index + 1].value) / 2 }
        }
        return nil
    }

    /// The median absolute deviation, scaled to the standard deviation of a normal distribution.
    package static func scaledDeviation(_ values: [Double], around center: Double) -> Double? {
        median(values.map { abs($0 - center) }).map { $0 * 1.4826 }
    }
}
