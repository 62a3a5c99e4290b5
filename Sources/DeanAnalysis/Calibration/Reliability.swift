import DeanDomain
import Foundation

/// How far stated probabilities can be believed: Brier score, calibration error and their intervals.
package struct Reliability: Sendable, Hashable {
    package let count: Int
    package let meanStated: Double
    package let shareMet: Double
    /// Mean squared difference between what was stated and what came; 0 is perfect, 0.25 is a coin's.
    package let brier: Double
    /// 90 %, by bootstrap.
    package let brierInterval: ClosedRange<Double>
    /// Mean absolute difference between stated and met shares over bins of equal size, 0...1.
    package let calibrationError: Double
    package let calibrationErrorInterval: ClosedRange<Double>
    /// The calibration error that perfectly calibrated statements would exceed only once in twenty.
    ///
    /// A short record has a calibration error by chance alone.
    package let byChance: Double
    package let bins: [Bin]

    package struct Bin: Sendable, Hashable {
        package let count: Int
        package let meanStated: Double
        package let shareMet: Double
    }

    /// Whether chance alone explains the calibration error.
    package var isConsistent: Bool { calibrationError <= byChance }

    static let resamples = 400

    /// Nil without outcomes.
    package init?(_ outcomes: [StatedOutcome], seed: UInt64 = 1) {
        guard !outcomes.isEmpty else { return nil }
        let sorted = outcomes.sorted { ($0.stated, $0.met ? 1 : 0) < ($1.stated, $1.met ? 1 : 0) }
        let stated = sorted.map(\.stated)
        let met = sorted.map { $0.met ? 1.0 : 0 }
        let size = sorted.count
        count = size
        meanStated = stated.reduce(0, +) / Double(count)
        shareMet = met.reduce(0, +) / Double(count)
        brier = Self.brier(stated, met)
        bins = Self.bins(stated, met)
        calibrationError = Self.error(bins, count)
        var random = SeededRandom(seed: seed)
        var briers: [Double] = []
        var errors: [Double] = []
        var chances: [Double] = []
        for _ in 0..<Self.resamples {
            let picks = (0..<size).map { _ in Int(random.next() % UInt64(size)) }.sorted()
            let drawn = picks.map { stated[$0] }
            let came = picks.map { met[$0] }
            briers.append(Self.brier(drawn, came))
            errors.append(Self.error(Self.bins(drawn, came), count))
            let fair = stated.map { Double(random.next() >> 11) / 9_007_199_254_740_992 < $0 ? 1.0 : 0 }
            chances.append(Self.error(Self.bins(stated, fair), count))
        }
        brierInterval = Self.interval(briers)
        calibrationErrorInterval = Self.interval(errors)
        byChance = chances.sorted()[Int(0.95 * Double(Self.resamples - 1))]
    }

    private static func brier(_ stated: [Double], _ met: [Double]) -> Double {
        zip(stated, met).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / Double(stated.count)
    }

    /// Bins of about equal size, more of them for a longer record; `stated` is sorted.
    private static func bins(_ stated: [Double], _ met: [Double]) -> [Bin] {
        let wanted = min(10, max(1, stated.count / 15))
        return (0..<wanted).map { bin in
            let range = (bin * stated.count / wanted)..<((bin + 1) * stated.count / wanted)
            let size = Double(range.count)
            return Bin(
                count: range.count,
                meanStated: stated[range].reduce(0, +) / size,
                shareMet: met[range].reduce(0, +) / size
            )
        }
    }

    private static func error(_ bins: [Bin], _ count: Int) -> Double {
        bins.reduce(0) { $0 + Double($1.count) * abs($1.meanStated - $1.shareMet) } / Double(count)
    }

    private static func interval(_ values: [Double]) -> ClosedRange<Double> {
        let sorted = values.sorted()
        let last = Double(sorted.count - 1)
        return sorted[Int(0.05 * last)]...sorted[Int((0.95 * last).rounded(.up))]
    }
}
