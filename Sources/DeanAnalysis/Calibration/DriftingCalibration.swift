import Foundation

/// A calibration of a record that may drift: old outcomes fade as fast as foretelling the record itself asks for.
///
/// Each half-life is judged by the log loss of what it would have said of every outcome from the earlier ones alone, and
/// forgetting is chosen only where it foretold better by more than chance would (one standard error).
package struct DriftingCalibration: Sendable, Hashable {
    package let map: BetaCalibration
    /// Days after which an outcome counts half; infinite where nothing is forgotten.
    package let halfLife: Double
    /// Outcomes it was learned from.
    package let count: Int

    static let halfLives: [Double] = [.infinity, 120, 45]
    /// Fewer outcomes than this can't tell drift from chance.
    static let enoughToJudge = 40

    package init(_ outcomes: [StatedOutcome], prior: BetaCalibration.Prior = BetaCalibration.Prior()) {
        let ordered = outcomes.sorted { $0.age > $1.age }
        count = ordered.count
        halfLife = Self.best(ordered, prior)
        map = BetaCalibration(ordered, weights: Self.weights(ordered, halfLife, now: 0), prior: prior)
    }

    package func recalibrated(_ stated: Double) -> Double { count == 0 ? stated : map.recalibrated(stated) }

    private static func weights(_ outcomes: [StatedOutcome], _ halfLife: Double, now: Double) -> [Double] {
        outcomes.map { halfLife.isFinite ? exp2(-($0.age - now) / halfLife) : 1 }
    }

    /// Refits ten times over the record and scores what comes until the next refit.
    private static func best(_ ordered: [StatedOutcome], _ prior: BetaCalibration.Prior) -> Double {
        guard ordered.count >= enoughToJudge else { return .infinity }
        let block = ordered.count / 10
        let losses = halfLives.map { halfLife in
            stride(from: block, to: ordered.count, by: block).flatMap { start -> [Double] in
                let past = Array(ordered[..<start])
                let coming = ordered[start..<min(ordered.count, start + block)]
                let now = coming.first?.age ?? 0
                let map = BetaCalibration(past, weights: weights(past, halfLife, now: now), prior: prior)
                return coming.map { one in
                    let chance = min(1 - 1e-6, max(1e-6, map.recalibrated(one.stated)))
                    return -log(one.met ? chance : 1 - chance)
                }
            }
        }
        var chosen = 0
        for candidate in 1..<halfLives.count {
            let gains = zip(losses[chosen], losses[candidate]).map { $0 - $1 }
            let mean = gains.reduce(0, +) / Double(gains.count)
            let variance = gains.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, gains.count - 1))
            if mean > (variance / Double(gains.count)).squareRoot() { chosen = candidate }
        }
        return halfLives[chosen]
    }
}
