import DeanDecision
import DeanDomain
import DeanStore
import DeanStoreSQLite
import Foundation
import Synchronization
import Testing

@testable import DeanBot

/// Models in the store: trained, promoted, asked, settled, rolled back.
@Suite struct ModelKeeperTests {
    @Test func aGoodModelServesIsAskedAndItsPredictionsGetTheirOutcomes() async throws {
        let world = SimulatedHistory(seed: 1)
        try await Self.withStore { store, keeper in
            try await Self.fill(store, from: world)
            let visit = try await keeper.visit(SimulatedHistory.account, now: world.now)
            let model = try #require(visit.first?.model)
            #expect(model.state == .serving, "\(visit.map(\.words))")
            #expect(model.features == AdFeatures.names)
            #expect(visit.map(\.validation?.kind) == [.training, .weekly])
            #expect(visit.map(\.validation?.verdict) == [.promoted, .kept])
            let again = try await keeper.visit(SimulatedHistory.account, now: world.now + .hours(1))
            #expect(again.isEmpty)

            var evidence = try await Self.evidence(world, store)
            let predictor = Predictor(store: store, fallbackZone: "GMT")
            try await predictor.predict(into: &evidence, rulesOnly: true)
            #expect(evidence.predictions.isEmpty)
            #expect(evidence.models.absence == "switched off for this run (--no-ml)")
            try await predictor.predict(into: &evidence, rulesOnly: false)
            #expect(evidence.models.model?.id == model.id)
            #expect(evidence.models.absence == nil)
            #expect(evidence.predictions.count == PresentRows(evidence).rows.count)
            #expect(evidence.predictions.values.contains { $0.isConfident })
            #expect(evidence.predictions.values.contains { !$0.reasons.isEmpty })

            try await predictor.record(evidence)
            try await predictor.record(evidence)
            let days = SimulatedHistory.today...SimulatedHistory.today
            let open = try await store.predictions(SimulatedHistory.account, firstDays: days, withOutcome: false)
            #expect(open.count == evidence.predictions.count)

            // Eleven days later the seven days are over and their events have arrived.
            let later = world.now + .days(11)
            try await Self.deliver(open, to: store, events: 4, at: later)
            _ = try await keeper.validate(SimulatedHistory.account, now: later)
            let known = try await store.predictions(SimulatedHistory.account, firstDays: days, withOutcome: true)
            #expect(known.count == open.count)
            #expect(known.allSatisfy { $0.outcome?.events == 28 && $0.outcome?.metTarget == true })
        }
    }

    @Test func whyNoModelIsInForceIsSaid() async throws {
        let world = SimulatedHistory(seed: 2, ads: 4, days: 8)
        try await Self.withStore { store, keeper in
            try await Self.fill(store, from: world)
            var evidence = try await Self.evidence(world, store)
            let predictor = Predictor(store: store, fallbackZone: "GMT")
            try await predictor.predict(into: &evidence, rulesOnly: false)
            #expect(evidence.models == .none)
            try await store.insert(Self.model("m1", state: .rejected, world), body: "{}")
            try await predictor.predict(into: &evidence, rulesOnly: false)
            #expect(evidence.models.absence == "m1 is not used: no better than the rules")
            try await store.insert(Self.model("m2", state: .serving, world), body: "{}")
            try await predictor.predict(into: &evidence, rulesOnly: false)
            #expect(evidence.models.model == nil)
            #expect(evidence.models.absence?.hasPrefix("reading a stored model") == true)
        }
    }

    @Test(arguments: [true, false])
    func aRecordWorseThanTheRulesRollsTheModelBack(isWorse: Bool) async throws {
        let world = SimulatedHistory(seed: 1, ads: 1, days: 1)
        try await Self.withStore { store, keeper in
            try await store.save(snapshot: world.snapshot)
            try await store.insert(Self.model("m1", state: .serving, world), body: "{}")
            // It was sure of misses (of hits) and the rules were less so, and hits came.
            let said = (0..<40).map { index in
                RecordedPrediction(
                    account: SimulatedHistory.account,
                    ad: ObjectID("7\(index)"),
                    goal: .sales,
                    predictedAt: world.now,
                    firstDay: SimulatedHistory.today,
                    target: 2_000,
                    prediction: AdPrediction(
                        model: ModelID("m1"),
                        probabilityOfTarget: isWorse ? 0.1 : 0.95,
                        rulesProbability: 0.8,
                        isConfident: true
                    )
                )
            }
            try await store.record(said)
            let later = world.now + .days(11)
            try await Self.deliver(said, to: store, events: 4, at: later)
            let report = try await keeper.validate(SimulatedHistory.account, now: later)
            #expect(report.validation?.verdict == (isWorse ? .rolledBack : .kept))
            #expect(report.validation?.kind == .weekly)
            let serving = try await store.servingModel(SimulatedHistory.account, asOf: later)
            #expect((serving == nil) == isWorse)
            #expect(try await store.models(SimulatedHistory.account).map(\.state) == [isWorse ? .rolledBack : .serving])
        }
    }

    private static func model(_ id: String, state: LearnedModel.State, _ world: SimulatedHistory) -> LearnedModel {
        LearnedModel(
            id: ModelID(id),
            account: SimulatedHistory.account,
            trainedAt: world.now,
            firstDay: SimulatedHistory.today - 40,
            lastDay: SimulatedHistory.today - 8,
            rows: 100,
            ads: 10,
            features: AdFeatures.names,
            parameters: "{}",
            scores: ModelScores(),
            state: state,
            reason: "no better than the rules",
            stateSince: world.now
        )
    }

    // MARK: - Set-up

    private static func withStore(_ body: (Store, ModelKeeper) async throws -> Void) async throws {
        let store = Store(driver: try SQLiteDriver.inMemory())
        try await store.migrate()
        let counter = Mutex(UInt64(0))
        let keeper = ModelKeeper(
            store: store,
            goals: [SimulatedHistory(seed: 0).goal],
            fallbackZone: "GMT",
            ids: IdentifierSource {
                counter.withLock {
                    $0 += 1
                    return $0
                }
            }
        )
        try await body(store, keeper)
        try await store.close()
    }

    /// Stores the simulated readings as the observer would have, morning by morning.
    private static func fill(_ store: Store, from world: SimulatedHistory) async throws {
        let mornings = Dictionary(grouping: world.versions(), by: \.readAt).sorted { $0.key < $1.key }
        for (readAt, versions) in mornings {
            let rows = versions.map { row(ad: $0.ad, day: $0.day, $0.metrics) }
            try await store.save(insights: rows, account: SimulatedHistory.account, readAt: readAt)
        }
        try await store.save(snapshot: world.snapshot)
    }

    private static func row(ad: ObjectID, day: AccountDay, _ metrics: Metrics) -> StoredInsight {
        StoredInsight(
            row: InsightRow(
                level: .ad,
                objectID: ad,
                campaignID: SimulatedHistory.campaign,
                day: day,
                spend: Money(minorUnits: metrics.spend, currency: .usd),
                impressions: metrics.impressions,
                clicks: metrics.clicks,
                linkClicks: metrics.linkClicks
            ),
            goal: .sales,
            metrics: metrics
        )
    }

    private static func evidence(_ world: SimulatedHistory, _ store: Store) async throws -> AccountEvidence {
        let assembler = EvidenceAssembler(store: store, goals: [world.goal], fallbackZone: "GMT")
        return try #require(
            try await assembler.evidence(for: SimulatedHistory.account, asOf: world.now, gaps: [])
        )
    }

    /// $20 and so many events on each of the seven days.
    private static func deliver(
        _ predictions: [RecordedPrediction],
        to store: Store,
        events: Double,
        at: Timestamp
    ) async throws {
        let rows = predictions.flatMap { one in
            (0..<RecordedPrediction.days).map { back in
                row(
                    ad: one.ad,
                    day: one.firstDay + back,
                    Metrics(spend: 2_000, impressions: 900, clicks: 9, linkClicks: 9, events: events)
                )
            }
        }
        try await store.save(insights: rows, account: SimulatedHistory.account, readAt: at)
    }
}
