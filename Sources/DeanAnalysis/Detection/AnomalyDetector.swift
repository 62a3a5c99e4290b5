/// Scores the rows of one series, each from itself and the rows before it.
///
/// Four views are asked how improbable a row is: its value, its distance from what is usual at its time of day, and the
/// novelty of its short and its long shape. Their mean −ln probability is the row's surprise. Everything is relative to
/// the series' own past, so one threshold serves all series.
package struct AnomalyDetector: Sendable {
    /// The mean −ln probability that is worth an alarm: one row in a hundred, in all four views at once.
    private static let threshold = 4.65

    private var values = SlidingTail()
    private var level = TimeOfDayLevel()
    private var residuals = SlidingTail()
    private var shortShapes = [ShapeMemory(length: 8, distance: 1), ShapeMemory(length: 24, distance: 1)]
    private var longShapes = [ShapeMemory(length: 8, distance: 12), ShapeMemory(length: 24, distance: 12)]
    private var incidents = IncidentFilter()

    package init() {}

    package struct Score: Sendable, Hashable {
        /// From 0 to 1, with the threshold at 0.5.
        ///
        /// 0 for a row that belongs to an incident already scored higher.
        package let value: Double
        package var isFlagged: Bool { value >= 0.5 }
    }

    /// The score of the next row; its time of day goes from 0 to 86,399.
    package mutating func score(_ value: Double, secondsOfDay: Int) -> Score {
        var surprise = max(values.surpriseAbove(value), values.surpriseBelow(value))
        values.add(value)
        if let residual = level.residual(value, secondsOfDay: secondsOfDay) {
            surprise += max(residuals.surpriseAbove(residual), residuals.surpriseBelow(residual))
            residuals.add(residual)
        }
        for index in shortShapes.indices { surprise += shortShapes[index].observe(value) / 2 }
        for index in longShapes.indices { surprise += longShapes[index].observe(value) / 2 }
        let kept = incidents.filter(surprise / 4)
        return Score(value: kept / (kept + Self.threshold))
    }
}
