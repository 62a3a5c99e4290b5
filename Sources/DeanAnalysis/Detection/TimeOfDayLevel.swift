/// What a series usually is at a time of day.
struct TimeOfDayLevel {
    private static let bins = 96
    /// The least weight of a new day: about twenty days are remembered.
    private static let memory = 0.05

    private var levels = [Double](repeating: 0, count: bins)
    private var counts = [Int](repeating: 0, count: bins)

    /// How far the value lies from what is usual at its time; nil for a time not seen before.
    mutating func residual(_ value: Double, secondsOfDay: Int) -> Double? {
        let bin = secondsOfDay * Self.bins / 86_400
        let residual = counts[bin] > 0 ? value - levels[bin] : nil
        counts[bin] += 1
        levels[bin] += max(Self.memory, 1 / Double(counts[bin])) * (value - levels[bin])
        return residual
    }
}
