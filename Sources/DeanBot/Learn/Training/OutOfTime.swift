import DeanAnalysis
import DeanDecision
import DeanDomain
import Foundation

/// Predictions for days that the predicting ensembles had not seen, with what came: what a model is judged and calibrated
/// by.
struct OutOfTime: Sendable {
    struct Case: Sendable {
        let row: LearningRow
        let outcome: LearningOutcome
        /// Log-odds.
        let margin: Double
        let efficiency: Double
        let roas: Double?
    }

    private(set) var cases: [Case]
    private let groups: [Int]

    init(_ cases: [Case]) {
        self.cases = cases
        groups = cases.map(\.row).groups
    }

    var calibration: BetaCalibration { Self.calibration(cases) }

    private static func calibration(_ cases: [Case]) -> BetaCalibration {
        BetaCalibration(
            cases.map { StatedOutcome(stated: Margin.probability($0.margin), met: $0.outcome.metTarget) }
        )
    }

    /// Each case's probability under the calibration that the other half of the ads gave.
    var crossFitted: [Double] {
        let halves = [0, 1].map { half in
            Self.calibration(zip(cases, groups).filter { $0.1 % 2 != half }.map(\.0))
        }
        return zip(cases, groups).map { one, group in halves[group % 2].recalibrated(Margin.probability(one.margin)) }
    }

    // MARK: - Scores

    func scores(origins: Int) -> ModelScores {
        let probabilities = crossFitted
        return ModelScores(
            target: target(probabilities),
            cost: cost(),
            roas: roas(),
            origins: origins
        )
    }

    private func target(_ probabilities: [Double]) -> ModelScores.Head? {
        let outcomes = cases.map { $0.outcome.metTarget ? 1.0 : 0 }
        let rules = cases.map(\.row.rules.probability)
        guard let own = ProbabilityScore(probabilities: probabilities, outcomes: outcomes),
            let baseline = ProbabilityScore(probabilities: rules, outcomes: outcomes),
            let paired = PairedLoss(
                first: zip(probabilities, outcomes).map(ProbabilityScore.logLoss),
                second: zip(rules, outcomes).map(ProbabilityScore.logLoss),
                groups: groups
            )
        else { return nil }
        var head = ModelScores.Head(paired)
        head.brier = own.brier
        head.rulesBrier = baseline.brier
        head.calibrationError = own.calibrationError
        head.rulesCalibrationError = baseline.calibrationError
        return head
    }

    private func cost() -> ModelScores.Head? {
        let paired = PairedLoss(
            first: cases.map { Self.deviance($0.outcome.events, $0.efficiency * $0.outcome.exposure) },
            second: cases.map { Self.deviance($0.outcome.events, $0.row.rules.efficiency * $0.outcome.exposure) },
            groups: groups
        )
        guard let paired else { return nil }
        var head = ModelScores.Head(paired)
        coverage(of: costResiduals, into: &head)
        return head
    }

    private func roas() -> ModelScores.Head? {
        let known = cases.indices.filter { cases[$0].roas != nil && cases[$0].outcome.roas != nil }
        func losses(_ predicted: (Case) -> Double) -> [Double] {
            known.map { index in
                let one = cases[index]
                let miss = (one.outcome.roas ?? 0) - predicted(one)
                return miss * miss * min(one.outcome.exposure, 30)
            }
        }
        let paired = PairedLoss(
            first: losses { $0.roas ?? 0 },
            second: losses { Double(exp(Margin.roas($0.row))) },
            groups: known.map { groups[$0] }
        )
        guard let paired else { return nil }
        var head = ModelScores.Head(paired)
        coverage(of: roasResiduals, into: &head)
        return head
    }

    /// Poisson deviance of a count from its expectation.
    private static func deviance(_ count: Double, _ expected: Double) -> Double {
        let mean = max(expected, 1e-9)
        return 2 * ((count > 0 ? count * log(count / mean) : 0) - (count - mean))
    }

    // MARK: - Bounds

    var costBounds: ConformalBounds? { ConformalBounds(residuals: costResiduals.map(\.residual)) }
    var roasBounds: ConformalBounds? { ConformalBounds(residuals: roasResiduals.map(\.residual)) }

    private var costResiduals: [(residual: Double, group: Int)] {
        zip(cases, groups).map { one, group in
            let expected = one.efficiency * one.outcome.exposure
            return ((one.outcome.events - expected) / Residual.scale(ofEvents: expected), group)
        }
    }

    private var roasResiduals: [(residual: Double, group: Int)] {
        zip(cases, groups).compactMap { one, group in
            guard let predicted = one.roas, let came = one.outcome.roas else { return nil }
            let scale = Residual.scale(ofROAS: predicted, events: one.row.rules.efficiency * one.outcome.exposure)
            return ((came - predicted) / scale, group)
        }
    }

    /// The shares of cases inside the bounds that the other half of the ads gave.
    private func coverage(of residuals: [(residual: Double, group: Int)], into head: inout ModelScores.Head) {
        var inside = (likely: 0, wide: 0)
        var count = 0
        for half in [0, 1] {
            let others = residuals.filter { $0.group % 2 != half }.map(\.residual)
            guard let bounds = ConformalBounds(residuals: others) else { return }
            for one in residuals where one.group % 2 == half {
                count += 1
                if bounds.likely.contains(one.residual) { inside.likely += 1 }
                if bounds.wide.contains(one.residual) { inside.wide += 1 }
            }
        }
        guard count > 0 else { return }
        head.coverage80 = Double(inside.likely) / Double(count)
        head.coverage95 = Double(inside.wide) / Double(count)
    }

    // MARK: - Trust

    /// Whether what it is sure of came: at least 20 cases of five ads or more, and no less than 0.8 of them right.
    func trusts(high: Bool) -> Bool {
        let sure = zip(zip(cases, crossFitted), groups).filter { entry, _ in
            high ? entry.1 >= AdModel.sure : entry.1 <= 1 - AdModel.sure
        }
        guard sure.count >= 20, Set(sure.map(\.1)).count >= 5 else { return false }
        let right = sure.count { $0.0.0.outcome.metTarget == high }
        return Double(right) >= 0.8 * Double(sure.count)
    }
}

extension ModelScores.Head {
    init(_ paired: PairedLoss) {
        self.init(
            rows: paired.count,
            ads: paired.groups,
            loss: paired.first,
            rulesLoss: paired.second,
            standardError: paired.standardError
        )
    }
}

extension [LearningRow] {
    /// A number for each row, the same for rows of one ad, counted in the order in which ads come.
    var groups: [Int] {
        var numbers: [ObjectID: Int] = [:]
        return map { row in
            if let known = numbers[row.ad] { return known }
            let next = numbers.count
            numbers[row.ad] = next
            return next
        }
    }
}
