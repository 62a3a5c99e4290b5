import DeanAnalysis
import DeanDecision
import DeanDomain
import DeanStore
import Foundation

extension ModelKeeper {
    /// Conversions of a prediction's last day have had so long to arrive before its outcome is written.
    static let outcomeDelay = 3
    /// Recorded predictions of so many days speak in the weekly look.
    static let recordDays = 28

    /// Writes what came of predictions whose seven days are over.
    func settle(_ account: AccountID, today: AccountDay, now: Timestamp) async throws {
        let lastFirstDay = today - RecordedPrediction.days - Self.outcomeDelay
        let open = try await store.predictions(
            account,
            firstDays: (today - Self.predictionDays)...lastFirstDay,
            withOutcome: false
        )
        guard let first = open.map(\.firstDay).min() else { return }
        let daily = try await store.dailyMetrics(
            account,
            days: first...(lastFirstDay + RecordedPrediction.days),
            asOf: now
        )
        var outcomes: [(ad: ObjectID, firstDay: AccountDay, target: Double, outcome: RecordedPrediction.Outcome)] = []
        for one in open {
            let sum = (daily[one.ad] ?? []).filter {
                $0.day >= one.firstDay && $0.day < one.firstDay + RecordedPrediction.days
            }.reduce(Metrics.zero) { $0 + $1.metrics }
            let came = LearningOutcome(exposure: Double(sum.spend) / one.target, events: sum.events, roas: nil)
            outcomes.append(
                (
                    one.ad, one.firstDay, one.target,
                    RecordedPrediction.Outcome(
                        at: now,
                        spend: sum.spend,
                        events: sum.events,
                        revenue: sum.revenue,
                        metTarget: came.exposure >= LearningOutcome.leastExposure ? came.metTarget : nil
                    )
                )
            )
        }
        try await store.record(outcomes, account: account)
    }

    /// The weekly look: what the served predictions were worth once their outcomes were known.
    ///
    /// A model whose record is worse than the rules' is rolled back: to the one before it where that one's record was
    /// not, else to the rules.
    func validate(_ account: AccountID, today: AccountDay, now: Timestamp) async throws -> Report {
        guard let serving = try await store.servingModel(account, asOf: now) else {
            return Report(words: "no model is in force")
        }
        let span = (today - RecordedPrediction.days - Self.outcomeDelay - Self.recordDays)...today
        let record = try await store.predictions(account, firstDays: span, withOutcome: true)
        var scores = serving.scores
        var verdict = ModelValidation.Verdict.kept
        var reason = "too few recorded predictions have an outcome yet; \(serving.reason)"
        var days = serving.firstDay...serving.lastDay
        if let (isWorse, loss) = PromotionRule.isWorse(record) {
            scores = ModelScores(target: head(record, loss), cost: coverage(record), origins: 0)
            days = (record.map(\.firstDay).min() ?? today)...(record.map(\.firstDay).max() ?? today)
            let numbers =
                "log loss \(PromotionRule.format(loss.first)) against the rules' "
                + "\(PromotionRule.format(loss.second)) on \(loss.count) recorded predictions of \(loss.groups) ads"
            reason = "its record holds: \(numbers)"
            if isWorse {
                verdict = .rolledBack
                reason = "its record is worse than the rules: \(numbers)"
                _ = try await store.move(serving.id, from: .serving, to: .rolledBack, reason: reason, at: now)
                if let back = try await before(serving, record: record, account: account, now: now) {
                    reason += "; \(back) serves again"
                }
            }
        }
        let validation = ModelValidation(
            id: ids.make("validation"),
            account: account,
            model: serving.id,
            kind: .weekly,
            at: now,
            firstDay: days.lowerBound,
            lastDay: days.upperBound,
            scores: scores,
            verdict: verdict,
            reason: reason
        )
        try await store.insert(validation)
        return Report(model: serving, validation: validation, words: "\(serving.id): \(reason)")
    }

    /// The model that served before, where its own record is known and not worse than the rules'.
    private func before(
        _ model: LearnedModel,
        record: [RecordedPrediction],
        account: AccountID,
        now: Timestamp
    ) async throws -> ModelID? {
        for candidate in try await store.models(account)
        where candidate.state == .retired && candidate.trainedAt < model.trainedAt {
            let own = record.filter { $0.prediction.model == candidate.id }
            guard let (isWorse, _) = PromotionRule.isWorse(own), !isWorse,
                try await store.body(of: candidate.id) != nil
            else { continue }
            let reason = "its successor's record was worse than the rules'"
            if try await store.move(candidate.id, from: .retired, to: .serving, reason: reason, at: now) {
                return candidate.id
            }
        }
        return nil
    }

    private func head(_ record: [RecordedPrediction], _ loss: PairedLoss) -> ModelScores.Head {
        let known = record.filter { $0.outcome?.metTarget != nil }
        let outcomes = known.map { $0.outcome?.metTarget == true ? 1.0 : 0 }
        var head = ModelScores.Head(loss)
        let own = ProbabilityScore(probabilities: known.map(\.prediction.probabilityOfTarget), outcomes: outcomes)
        let rules = ProbabilityScore(probabilities: known.map(\.prediction.rulesProbability), outcomes: outcomes)
        head.brier = own?.brier
        head.calibrationError = own?.calibrationError
        head.rulesBrier = rules?.brier
        head.rulesCalibrationError = rules?.calibrationError
        return head
    }

    /// How often costs fell inside their intervals; the loss is the miss of the middle, in logarithms.
    private func coverage(_ record: [RecordedPrediction]) -> ModelScores.Head? {
        let known = record.compactMap { one -> (estimate: AdPrediction.Estimate, cost: Double, target: Double)? in
            guard let estimate = one.prediction.cost, let outcome = one.outcome, outcome.events > 0 else { return nil }
            return (estimate, Double(outcome.spend) / outcome.events, one.target)
        }
        guard known.count >= 30 else { return nil }
        let count = Double(known.count)
        var head = ModelScores.Head(
            rows: known.count,
            ads: Set(record.map(\.ad)).count,
            loss: known.reduce(0) { $0 + abs(log($1.cost / $1.estimate.middle)) } / count,
            rulesLoss: known.reduce(0) { $0 + abs(log($1.cost / $1.target)) } / count,
            standardError: 0
        )
        head.coverage80 = Double(known.count { $0.estimate.likely.contains($0.cost) }) / count
        head.coverage95 = Double(known.count { $0.estimate.wide.contains($0.cost) }) / count
        return head
    }
}
