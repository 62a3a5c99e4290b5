/// Statistics that a minority of wild values does not move.
package enum RobustStatistics {
    /// The middle value, or the mean of the two middle ones; nil for no values.
    package static func median(_ values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    /// The median absolute deviation, scaled to the standard deviation of a normal distribution.
    package static func scaledDeviation(_ values: [Double], around center: Double) -> Double? {
        median(values.map { abs($0 - center) }).map { $0 * 1.4826 }
    }
}
