import DeanAnalysis
import DeanBoost
import DeanDecision
import DeanDomain
import Foundation

/// The three ensembles of a model before they are calibrated.
struct TrainedHeads: Sendable {
    let target: Ensemble
    let cost: Ensemble
    /// Nil where the rows bring no revenue.
    let roas: Ensemble?

    /// Shallow trees in small steps: what is to be learned are corrections of a belief that is good already.
    static func parameters(_ objective: BoostParameters.Objective) -> BoostParameters {
        BoostParameters(
            objective: objective,
            rounds: 150,
            depth: 3,
            eta: 0.05,
            subsample: 0.7,
            columnSample: 0.5,
            minimumChildWeight: 10,
            lambda: 5,
            patience: 12
        )
    }

    /// A week with more exposure than this is as good as known, and counts no more.
    private static let mostWeight = 30.0

    init(_ rows: [ModelTrainer.Labelled], members: Int, seed: UInt64) async throws {
        let groups = rows.map(\.row).groups
        func set(
            _ rows: [ModelTrainer.Labelled],
            label: (LearningOutcome) -> Double,
            isWeighted: Bool,
            margin: (LearningRow) -> Float
        ) -> TrainingSet {
            TrainingSet(
                features: FeatureMatrix(columns: AdFeatures.all.count, rows: rows.map(\.row.features)),
                labels: rows.map { Float(label($0.outcome)) },
                weights: isWeighted ? rows.map { Float(min($0.outcome.exposure, Self.mostWeight)) } : nil,
                margins: rows.map { margin($0.row) }
            )
        }
        target = try await Ensemble.train(
            Self.parameters(.logistic),
            on: set(rows, label: { $0.metTarget ? 1 : 0 }, isWeighted: false, margin: Margin.target),
            groups: groups,
            members: members,
            seed: seed
        )
        cost = try await Ensemble.train(
            Self.parameters(.poisson),
            on: set(rows, label: { $0.events / $0.exposure }, isWeighted: true, margin: Margin.cost),
            groups: groups,
            members: members,
            seed: seed &+ 1
        )
        let earning = rows.indices.filter { rows[$0].outcome.roas != nil }
        guard earning.count >= ModelTrainer.leastRows else {
            roas = nil
            return
        }
        roas = try await Ensemble.train(
            Self.parameters(.tweedie),
            on: set(earning.map { rows[$0] }, label: { $0.roas ?? 0 }, isWeighted: true, margin: Margin.roas),
            groups: earning.map { groups[$0] },
            members: members,
            seed: seed &+ 2
        )
    }

    /// What the ensembles say of rows whose outcome is known.
    func cases(_ rows: [ModelTrainer.Labelled]) throws -> [OutOfTime.Case] {
        let own = rows.map(\.row)
        let matrix = FeatureMatrix(columns: AdFeatures.all.count, rows: own.map(\.features))
        let margins = try target.answers(matrix, from: own.map(Margin.target))
        let costs = try cost.answers(matrix, from: own.map(Margin.cost))
        let ratios = try roas?.answers(matrix, from: own.map(Margin.roas))
        return rows.indices.map { index in
            OutOfTime.Case(
                row: own[index],
                outcome: rows[index].outcome,
                margin: Double(margins[index].margin),
                efficiency: exp(Double(costs[index].margin)),
                roas: own[index].goalROAS == nil ? nil : ratios.map { exp(Double($0[index].margin)) }
            )
        }
    }

    /// The model, with what its kind showed on days it had not seen.
    ///
    /// A head that was no better than the rules is left out.
    func model(judgedBy outOfTime: OutOfTime, scores: ModelScores) -> AdModel {
        AdModel(
            features: AdFeatures.names,
            target: target,
            calibration: outOfTime.calibration,
            trustsHigh: outOfTime.trusts(high: true),
            trustsLow: outOfTime.trusts(high: false),
            cost: scores.cost.flatMap { head in
                guard head.isBetterThanRules, let bounds = outOfTime.costBounds else { return nil }
                return AdModel.Estimator(ensemble: cost, bounds: bounds)
            },
            roas: scores.roas.flatMap { head in
                guard head.isBetterThanRules, let roas, let bounds = outOfTime.roasBounds else { return nil }
                return AdModel.Estimator(ensemble: roas, bounds: bounds)
            }
        )
    }
}
