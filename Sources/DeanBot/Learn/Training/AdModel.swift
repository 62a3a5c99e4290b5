import DeanAnalysis
import DeanBoost
import DeanDecision
import DeanDomain
import Foundation

/// A trained model: what it adds to the rules' belief of an ad's next seven days, and how far that can be trusted.
///
/// Each head starts from the rules' own answer (as the margin its trees begin with) and learns a correction, so that
/// with nothing to learn it says what the rules say.
struct AdModel: Sendable {
    let features: [String]
    let target: Ensemble
    let calibration: BetaCalibration
    /// Whether probabilities of at least 0.9 (of at most 0.1) held on days that it had not seen.
    let trustsHigh: Bool
    let trustsLow: Bool
    let cost: Estimator?
    let roas: Estimator?

    /// A head that predicts an amount, with bounds on how far outcomes fall from it.
    struct Estimator: Sendable {
        let ensemble: Ensemble
        let bounds: ConformalBounds
    }

    /// Probabilities from which a model may overrule the rules.
    static let sure = 0.9

    /// What the model says of rows, before it is put into words.
    struct Answer: Sendable {
        let probability: Double
        let isConfident: Bool
        let cost: AdPrediction.Estimate?
        let roas: AdPrediction.Estimate?
    }

    func answers(_ rows: [LearningRow]) throws -> [Answer] {
        guard !rows.isEmpty else { return [] }
        let matrix = FeatureMatrix(columns: features.count, rows: rows.map(\.features))
        let margins = try target.answers(matrix, from: rows.map(Margin.target))
        let efficiencies = try cost.map { try $0.ensemble.answers(matrix, from: rows.map(Margin.cost)) }
        let ratios = try roas.map { try $0.ensemble.answers(matrix, from: rows.map(Margin.roas)) }
        return rows.indices.map { index in
            let row = rows[index]
            let margin = Double(margins[index].margin)
            let spread = Double(margins[index].spread)
            let probability = calibration.recalibrated(Margin.probability(margin))
            let low = calibration.recalibrated(Margin.probability(margin - spread))
            let high = calibration.recalibrated(Margin.probability(margin + spread))
            return Answer(
                probability: probability,
                isConfident: trustsHigh && low >= Self.sure || trustsLow && high <= 1 - Self.sure,
                cost: efficiencies.flatMap { efficiencies in
                    cost.map { Self.cost(row, efficiency: exp(Double(efficiencies[index].margin)), $0.bounds) }
                },
                roas: ratios.flatMap { ratios in
                    roas.flatMap { estimator in
                        row.goalROAS.map {
                            Self.roas(row, ratio: exp(Double(ratios[index].margin)), usual: $0, estimator.bounds)
                        }
                    }
                }
            )
        }
    }

    /// What moved each row's probability, feature by feature, in log-odds.
    func contributions(_ rows: [LearningRow]) throws -> FeatureMatrix {
        let matrix = FeatureMatrix(columns: features.count, rows: rows.map(\.features))
        return try target.contributions(matrix, from: rows.map(Margin.target))
    }

    private static func cost(
        _ row: LearningRow,
        efficiency: Double,
        _ bounds: ConformalBounds
    ) -> AdPrediction.Estimate {
        let expected = efficiency * row.rules.plannedSpend / row.target
        let scale = Residual.scale(ofEvents: expected)
        // Few events make a high cost: the sides change places.
        func costs(_ residuals: ClosedRange<Double>) -> AdPrediction.Bounds {
            let few = expected + residuals.lowerBound * scale
            let many = max(expected + residuals.upperBound * scale, expected)
            return AdPrediction.Bounds(
                low: row.rules.plannedSpend / many,
                high: few >= 0.5 ? row.rules.plannedSpend / min(few, expected) : nil
            )
        }
        return AdPrediction.Estimate(
            middle: row.target / efficiency,
            likely: costs(bounds.likely),
            wide: costs(bounds.wide)
        )
    }

    private static func roas(
        _ row: LearningRow,
        ratio: Double,
        usual: Double,
        _ bounds: ConformalBounds
    ) -> AdPrediction.Estimate {
        let scale = Residual.scale(ofROAS: ratio, events: row.rules.efficiency * row.rules.plannedSpend / row.target)
        func ratios(_ residuals: ClosedRange<Double>) -> AdPrediction.Bounds {
            AdPrediction.Bounds(
                low: max(0, ratio + residuals.lowerBound * scale) * usual,
                high: max(ratio, ratio + residuals.upperBound * scale) * usual
            )
        }
        return AdPrediction.Estimate(
            middle: ratio * usual,
            likely: ratios(bounds.likely),
            wide: ratios(bounds.wide)
        )
    }
}

/// The rules' answers as the margins that trees start from.
enum Margin {
    static func target(_ row: LearningRow) -> Float { Float(logit(row.rules.probability)) }
    static func cost(_ row: LearningRow) -> Float { Float(log(row.rules.efficiency)) }

    /// Against the goal's ROAS.
    static func roas(_ row: LearningRow) -> Float {
        guard let own = row.rules.roas, let goal = row.goalROAS, own > 0 else { return 0 }
        return Float(log(own / goal))
    }

    static func probability(_ margin: Double) -> Double { 1 / (1 + exp(-margin)) }

    private static func logit(_ probability: Double) -> Double {
        let bounded = min(0.99, max(0.01, probability))
        return log(bounded / (1 - bounded))
    }
}

/// How far an outcome is expected to fall from its prediction; residuals are measured in it.
enum Residual {
    /// Poisson noise, and a fifth of the prediction for what changes in a week.
    static func scale(ofEvents expected: Double) -> Double { (expected + 0.04 * expected * expected).squareRoot() }

    static func scale(ofROAS ratio: Double, events: Double) -> Double {
        ratio * (1 / max(0.5, events) + 0.04).squareRoot()
    }
}
