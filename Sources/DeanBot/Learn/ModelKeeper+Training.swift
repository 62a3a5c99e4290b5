import DeanAnalysis
import DeanBoost
import DeanDecision
import DeanDomain
import DeanStore
import Foundation

extension ModelKeeper {
    func history(
        _ snapshot: AccountSnapshot,
        zone: TimeZone,
        today: AccountDay,
        now: Timestamp
    ) async throws -> LearningHistory {
        let account = snapshot.account.id
        let days = (today - Self.days)...today
        let chosen = Self.chosen(snapshot.ads)
        let versions = try await store.metricVersions(
            account,
            days: days,
            knownDailyAt: LearningHistory.moment(of: today, today: today, zone: zone),
            asOf: now,
            wanted: { chosen.contains($0) }
        )
        var delays: [GoalKey: [DelayReading]] = [:]
        for goal in goals where goal.active {
            delays[goal.key] = try await store.delayReadings(
                account,
                goal: goal.key,
                since: days.lowerBound,
                zone: zone,
                asOf: now
            )
        }
        return LearningHistory(
            snapshot: snapshot,
            goals: goals,
            versions: versions,
            delays: delays,
            days: days,
            zone: zone
        )
    }

    private static func chosen(_ ads: [Ad]) -> Set<ObjectID> {
        guard ads.count > mostAds else { return Set(ads.map(\.id)) }
        func hash(_ id: ObjectID) -> UInt64 {
            var random = SeededRandom(seed: id.rawValue.utf8.reduce(0) { $0 &* 31 &+ UInt64($1) })
            return random.next()
        }
        let ranked = ads.map { (hash($0.id), $0.id) }.sorted { $0.0 < $1.0 }
        return Set(ranked.prefix(mostAds).map(\.1))
    }

    func train(_ snapshot: AccountSnapshot, zone: TimeZone, today: AccountDay, now: Timestamp) async throws -> Report {
        let account = snapshot.account.id
        let history = try await history(snapshot, zone: zone, today: today, now: now)
        let seed = UInt64(today.ordinal)
        let outcome = try await withTaskExecutorPreference(TrainingExecutor.shared) {
            try await ModelTrainer(history: history, seed: seed).train()
        }
        switch outcome {
        case .tooLittle(let missing): return Report(words: "too little to learn from: \(missing)")
        case .trained(let trained): return try await keep(trained, account: account, now: now)
        }
    }

    private func keep(_ trained: ModelTrainer.Trained, account: AccountID, now: Timestamp) async throws -> Report {
        let older = try await older(than: trained, account: account)
        var against: PairedLoss?
        if let older { against = try loss(of: trained.newest, against: older.model) }
        let verdict = PromotionRule.verdict(trained.scores, against: against)
        let id = ModelID(ids.make("model"))
        let (state, reason): (LearnedModel.State, String) =
            switch verdict {
            case .promote(let reason): (.serving, reason)
            case .reject(let reason): (.rejected, reason)
            }
        let model = LearnedModel(
            id: id,
            account: account,
            trainedAt: now,
            firstDay: trained.days.lowerBound,
            lastDay: trained.days.upperBound,
            rows: trained.rows,
            ads: trained.ads,
            features: AdFeatures.names,
            parameters: try parameters(trained),
            scores: trained.scores,
            state: state,
            reason: reason,
            stateSince: now
        )
        try await store.insert(model, body: try trained.model.body())
        let validation = ModelValidation(
            id: ids.make("validation"),
            account: account,
            model: id,
            kind: .training,
            at: now,
            firstDay: trained.testedOn.lowerBound,
            lastDay: trained.testedOn.upperBound,
            scores: trained.scores,
            verdict: state == .serving ? .promoted : .rejected,
            reason: reason
        )
        try await store.insert(validation)
        var words = "\(id) \(state == .serving ? "serves" : "is rejected"): \(reason)"
        if state == .rejected, let older, let against, against.difference - against.standardError > 0,
            let undone = try await goBack(to: older.row, account: account, now: now)
        {
            words += "; \(undone)"
        }
        return Report(model: model, validation: validation, words: words)
    }

    /// The newest model that once served and was trained before the newest fold began, so that the fold is new to it.
    private func older(
        than trained: ModelTrainer.Trained,
        account: AccountID
    ) async throws -> (row: LearnedModel, model: AdModel)? {
        let served = try await store.models(account).filter {
            ($0.state == .serving || $0.state == .retired)
                && $0.lastDay + (RecordedPrediction.days - 1) < trained.newestOrigin
        }
        for row in served {
            guard let body = try await store.body(of: row.id) else { continue }
            // One that was made for other features can't be asked any more.
            guard let model = try? AdModel(body: body) else { continue }
            return (row, model)
        }
        return nil
    }

    private func loss(of newest: OutOfTime, against older: AdModel) throws -> PairedLoss? {
        let outcomes = newest.cases.map { $0.outcome.metTarget ? 1.0 : 0 }
        let old = try older.answers(newest.cases.map(\.row)).map(\.probability)
        return PairedLoss(
            first: zip(newest.crossFitted, outcomes).map(ProbabilityScore.logLoss),
            second: zip(old, outcomes).map(ProbabilityScore.logLoss),
            groups: newest.cases.map(\.row).groups
        )
    }

    /// Puts an older model back where a younger one, trained like the one just refused, is in force.
    private func goBack(to older: LearnedModel, account: AccountID, now: Timestamp) async throws -> String? {
        guard let serving = try await store.servingModel(account, asOf: now), serving.id != older.id else { return nil }
        let reason = "worse than \(older.id), which serves again"
        guard try await store.move(serving.id, from: .serving, to: .rolledBack, reason: reason, at: now),
            try await store.move(older.id, from: .retired, to: .serving, reason: "better than its successor", at: now)
        else { return nil }
        return "\(serving.id) is rolled back to \(older.id)"
    }

    private func parameters(_ trained: ModelTrainer.Trained) throws -> String {
        struct Record: Encodable {
            let target: BoostParameters
            let cost: BoostParameters
            let roas: BoostParameters
            let members: Int
            let rowsThinned: Int
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let record = Record(
            target: TrainedHeads.parameters(.logistic),
            cost: TrainedHeads.parameters(.poisson),
            roas: TrainedHeads.parameters(.tweedie),
            members: trained.model.target.members.count,
            rowsThinned: trained.thinned
        )
        return String(decoding: try encoder.encode(record), as: UTF8.self)
    }
}
