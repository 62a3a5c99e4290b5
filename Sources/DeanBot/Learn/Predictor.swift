import DeanBoost
import DeanDecision
import DeanDomain
import DeanStore
import Foundation

/// The cycle's second step where a model is in force: what it expects of each ad joins the evidence.
///
/// The same moment gives the same predictions: the model is the one that was in force then.
struct Predictor: Sendable {
    let store: Store
    let fallbackZone: String

    /// Ads whose predictions are explained feature by feature in one call; more take no more memory.
    private static let batch = 2_000

    /// Adds the predictions and which model made them; a model that can't be asked leaves the rules alone and says why.
    func predict(into evidence: inout AccountEvidence, rulesOnly: Bool) async throws {
        let account = evidence.snapshot.account.id
        let serving = try await store.servingModel(account, asOf: evidence.asOf)
        let validations = try await store.validations(account, asOf: evidence.asOf)
        guard let serving else {
            evidence.models = ModelStanding(validation: validations.first, absence: try await absence(account))
            return
        }
        let own = validations.first { $0.model == serving.id } ?? validations.first
        if rulesOnly {
            evidence.models = ModelStanding(validation: own, absence: "switched off for this run (--no-ml)")
            return
        }
        guard let body = try await store.body(of: serving.id) else {
            evidence.models = ModelStanding(validation: own, absence: "the bytes of \(serving.id) were let go")
            return
        }
        do {
            evidence.predictions = try await Self.predictions(evidence, model: serving.id, body: body, fallbackZone)
            evidence.models = ModelStanding(model: serving, validation: own)
        } catch let error as BoostError {
            evidence.models = ModelStanding(validation: own, absence: error.message)
        }
    }

    private func absence(_ account: AccountID) async throws -> String {
        guard let last = try await store.models(account, limit: 1).first else {
            return ModelStanding.none.absence ?? ""
        }
        return "\(last.id) is not used: \(last.reason)"
    }

    @concurrent
    private static func predictions(
        _ evidence: AccountEvidence,
        model: ModelID,
        body: String,
        _ fallbackZone: String
    ) async throws -> [ObjectID: AdPrediction] {
        let trained = try AdModel(body: body)
        let present = PresentRows(evidence, fallbackZone: TimeZone(identifier: fallbackZone) ?? .gmt)
        var predictions: [ObjectID: AdPrediction] = [:]
        for start in stride(from: 0, to: present.rows.count, by: batch) {
            let rows = Array(present.rows[start..<min(start + batch, present.rows.count)])
            let answers = try trained.answers(rows)
            let contributions = try trained.contributions(rows)
            for (index, row) in rows.enumerated() {
                let answer = answers[index]
                predictions[row.ad] = AdPrediction(
                    model: model,
                    probabilityOfTarget: answer.probability,
                    rulesProbability: row.rules.probability,
                    isConfident: answer.isConfident,
                    cost: answer.cost,
                    roas: answer.roas,
                    reasons: AdFeatures.reasons(row.features, Array(contributions[index]))
                )
            }
        }
        return predictions
    }

    /// Keeps what a model says of today for later judgement, once a day.
    func record(_ evidence: AccountEvidence) async throws {
        guard let model = evidence.models.model?.id else { return }
        let account = evidence.snapshot.account.id
        let fallback = TimeZone(identifier: fallbackZone) ?? .gmt
        let zone = TimeZone(identifier: evidence.snapshot.account.timeZoneName) ?? fallback
        let today = AccountDay(evidence.asOf, in: zone)
        guard try await !store.hasPredictions(account, of: model, from: today) else { return }
        let present = PresentRows(evidence, fallbackZone: fallback)
        try await store.record(
            present.rows.compactMap { row in
                evidence.predictions[row.ad].map {
                    RecordedPrediction(
                        account: account,
                        ad: row.ad,
                        goal: row.goal,
                        predictedAt: evidence.asOf,
                        firstDay: today,
                        target: row.target,
                        prediction: $0
                    )
                }
            }
        )
    }
}
