import DeanDomain
import Foundation

/// What a daily log value should be, from the four weeks before it: a median with weekday offsets and a robust scale.
///
/// Medians keep past anomalies from widening the band or moving its centre.
struct SeasonalBaseline {
    static let historyDays = 28
    static let minimumDays = 10
    /// Residuals after weekday offsets were fitted look smaller than they are.
    private static let weekdayInflation = 1.15

    let center: Double
    private let offsets: [Double]
    private let scale: Double
    private let count: Int

    /// - Parameters:
    ///   - history: log values by day; days without one are left out.
    ///   - floor: the least standard deviation that is believed.
    init?(history: [(day: AccountDay, value: Double)], floor: Double) {
        guard history.count >= Self.minimumDays, let center = RobustStatistics.median(history.map(\.value)) else {
            return nil
        }
        self.center = center
        var byWeekday = [[Double]](repeating: [], count: 7)
        for (day, value) in history { byWeekday[day.weekday].append(value - center) }
        let seasonal = history.count >= 21
        let offsets = byWeekday.map { values in
            guard seasonal, values.count >= 3, let middle = RobustStatistics.median(values) else { return 0.0 }
            return middle * Double(values.count) / Double(values.count + 1)
        }
        self.offsets = offsets
        let residuals = history.map { $0.value - center - offsets[$0.day.weekday] }
        let deviation = RobustStatistics.scaledDeviation(residuals, around: 0) ?? 0
        scale = max(floor, deviation * (seasonal ? Self.weekdayInflation : 1))
        count = history.count
    }

    func expected(on day: AccountDay) -> Double { center + offsets[day.weekday] }

    /// How many scales the value lies from what was expected; `noise` is the variance of the value's own counting.
    func score(_ value: Double, on day: AccountDay, noise: Double = 0) -> Double {
        let own = max(0, noise - scale * scale)
        // A median of n has variance 1.57/n of a single value's.
        return (value - expected(on: day)) / (scale * scale * (1 + 1.57 / Double(count)) + own).squareRoot()
    }

    /// The median absolute deviation is worth about 37 % of its observations (its asymptotic efficiency).
    func probability(_ score: Double) -> Double {
        StudentDistribution.bothTails(score, degreesOfFreedom: max(3, 0.37 * Double(count)))
    }
}
