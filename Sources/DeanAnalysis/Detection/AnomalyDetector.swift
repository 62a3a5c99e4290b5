/// Scores the rows of one series, each from itself and the rows before it.
///
/// Four views are asked how improbable a row is: its value and its change, its distance from what is usual at its time
/// of day, and the novelty of its short and its long shape. Their weighted mean −ln probability is the row's surprise.
/// Everything is relative to the series' own past, so one threshold serves all series.
package struct AnomalyDetector: Sendable {
    /// How much each view says; they need not add up to anything.
    package struct Weights: Sendable, Hashable {
        package var value = 0.5
        package var change = 0.5
        package var residual = 1.0
        package var shortShape = 1.0
        package var longShape = 1.0

        package init() {}

        var total: Double { value + change + residual + shortShape + longShape }
    }

    /// The mean −ln probability that is worth an alarm: one row in a hundred, in all views at once.
    private static let threshold = 4.65
    /// Values beyond this are cut off, so that no difference or sum overflows.
    private static let largest = 1e150

    private let weights: Weights
    private var values = SlidingTail()
    private var changes = SlidingTail()
    private var latest: (last: Double, before: Double)?
    private var level = TimeOfDayLevel()
    private var residuals = SlidingTail()
    private var shortShapes = [ShapeMemory(length: 8, distance: 1), ShapeMemory(length: 24, distance: 1)]
    private var longShapes = [ShapeMemory(length: 8, distance: 12), ShapeMemory(length: 24, distance: 12)]
    private var incidents = IncidentFilter()

    package init(weights: Weights = Weights()) {
        self.weights = weights
    }

    package struct Score: Sendable, Hashable {
        /// From 0 to 1, with the threshold at 0.5.
        ///
        /// 0 for a row that belongs to an incident already scored higher.
        package let value: Double
        package var isFlagged: Bool { value >= 0.5 }
    }

    /// The score of the next row; its time of day goes from 0 to 86,399.
    package mutating func score(_ value: Double, secondsOfDay: Int) -> Score {
        let value = min(max(value, -Self.largest), Self.largest)
        var surprise = weights.value * values.observe(value)
        if let latest {
            surprise += weights.change * changes.observe(value - (latest.last + latest.before) / 2)
        }
        latest = (value, latest?.last ?? value)
        if let residual = level.residual(value, secondsOfDay: secondsOfDay) {
            surprise += weights.residual * residuals.observe(residual)
        }
        for index in shortShapes.indices { surprise += weights.shortShape * shortShapes[index].observe(value) / 2 }
        for index in longShapes.indices { surprise += weights.longShape * longShapes[index].observe(value) / 2 }
        let kept = incidents.filter(surprise / weights.total)
        return Score(value: kept / (kept + Self.threshold))
    }
}
