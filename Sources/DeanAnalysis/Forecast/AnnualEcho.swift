/// What of last year's deviations comes back a year later, for daily series.
///
/// What all series of a file had in common on a day (holidays, paydays) and what was a series' own are carried over by
/// separate weights, for the same weekday (364 days ago) and for the same date. The weights are a ridge regression over
/// all pairs that had come by the origin.
package struct AnnualEcho: Sendable {
    private static let features = 4
    /// How many observed pairs of unit size the prior weighs.
    private static let prior = 25.0
    private static let priorWeights = [0.35, 0.35, 0.0, 0.0]

    private struct Moments {
        var squares = [[Double]](repeating: [Double](repeating: 0, count: features), count: features)
        var products = [Double](repeating: 0, count: features)

        mutating func add(_ x: [Double], _ y: Double) {
            for row in 0..<features {
                products[row] += x[row] * y
                for column in 0..<features { squares[row][column] += x[row] * x[column] }
            }
        }

        mutating func add(_ other: Moments) {
            for row in 0..<features {
                products[row] += other.products[row]
                for column in 0..<features { squares[row][column] += other.squares[row][column] }
            }
        }
    }

    private let deviations: DailyDeviations
    private let dated: Bool
    /// By time, from the first of all series on: what pairs before it tell.
    private var weights: [[Double]] = []

    /// Nil where no series is longer than a year and some weeks.
    ///
    /// `starts`: the time of each series' first value in days; where `dated`, days since 1970-01-01.
    package init?(_ series: [[Double]], starts: [Int], dated: Bool) {
        guard series.contains(where: { $0.count > 420 }) else { return nil }
        let found = DailyDeviations(series, starts: starts)
        deviations = found
        self.dated = dated
        var moments = [Moments](repeating: Moments(), count: found.common.count + 1)
        for (index, values) in found.values.enumerated() where values.count > 366 {
            for place in 366..<values.count {
                let time = starts[index] + place
                moments[time - found.firstTime + 1].add(features(index, time), values[place])
            }
        }
        for slot in moments.indices.dropFirst() { moments[slot].add(moments[slot - 1]) }
        weights = moments.map(Self.solved)
    }

    /// What to add to forecasts of one series from an origin, in its own units.
    package func path(series: Int, from origin: Int, horizon: Int) -> [Double] {
        let now = deviations.starts[series] + origin
        let weights = weights(at: now)
        return (0..<horizon).map { step in
            let x = features(series, now + step)
            return deviations.scales[series] * zip(weights, x).reduce(0) { $0 + $1.0 * $1.1 }
        }
    }

    /// What the echo would have added to each value of a series, one step ahead.
    package func history(series: Int) -> [Double] {
        (0..<deviations.values[series].count).map { place in
            place < 366 ? 0 : path(series: series, from: place, horizon: 1)[0]
        }
    }

    private func features(_ series: Int, _ time: Int) -> [Double] {
        let week = time - 364
        let date = time - (dated ? CalendarDay(time).yearLength : 365)
        let (a, b) = (deviations.common(at: week), deviations.common(at: date))
        return [a, b, deviations.own(series, week) - a, deviations.own(series, date) - b]
    }

    /// The weights of the common deviation of the weekday and of the date, and of the series' own.
    package func weights(at time: Int) -> [Double] {
        weights[min(max(time - deviations.firstTime, 0), weights.count - 1)]
    }

    private static func solved(_ known: Moments) -> [Double] {
        var moments = known
        for index in 0..<features {
            moments.squares[index][index] += prior
            moments.products[index] += prior * priorWeights[index]
        }
        return (LinearSystem.solve(moments.squares, moments.products) ?? priorWeights).map { min(max($0, 0), 1) }
    }
}
