/// Keeps quiet about rows that belong to an incident already reported: rows shortly after a larger score.
struct IncidentFilter {
    /// How long an incident lasts: this share of the rows so far, within bounds.
    private static let share = 0.03
    private static let longest = 750

    private var rows = 0
    /// Rows with no larger or equal score after them yet, oldest first, from `first` on.
    private var peaks: [(row: Int, score: Double)] = []
    private var first = 0

    /// The score, or 0 when a score at least as large came shortly before.
    mutating func filter(_ score: Double) -> Double {
        let reach = min(Self.longest, max(1, Int(Self.share * Double(rows + 1))))
        while first < peaks.count, peaks[first].row < rows - reach { first += 1 }
        let quiet = first < peaks.count && peaks[first].score >= score
        while peaks.count > first, let last = peaks.last, last.score <= score { peaks.removeLast() }
        if first > 1024 {
            peaks.removeFirst(first)
            first = 0
        }
        peaks.append((rows, score))
        rows += 1
        return quiet ? 0 : score
    }
}
