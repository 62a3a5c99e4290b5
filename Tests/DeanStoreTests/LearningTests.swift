import DeanDomain
import DeanStore
import Testing

struct LearningTests {
    @Test(arguments: Backend.available)
    func aModelReadsBackAsItWasStoredAndItsBytesSeparately(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let model = Self.model("m1", state: .rejected)
            try await store.insert(model, body: "AAEC")
            #expect(try await store.models(Sample.account) == [model])
            #expect(try await store.models() == [model])
            #expect(try await store.models(AccountID("act_2")).isEmpty)
            #expect(try await store.body(of: model.id) == "AAEC")
            #expect(try await store.body(of: ModelID("m9")) == nil)
            #expect(try await store.servingModel(Sample.account, asOf: Sample.noon) == nil)
        }
    }

    @Test(arguments: Backend.available)
    func aNewServingModelRetiresTheOneInForceAndThePastIsRemembered(_ backend: Backend) async throws {
        try await backend.withStore { store in
            try await store.insert(Self.model("m1", state: .serving), body: "1")
            let later = Sample.noon + .days(1)
            try await store.insert(Self.model("m2", state: .serving, at: later), body: "2")
            #expect(try await store.models(Sample.account).map(\.state) == [.serving, .retired])
            #expect(try await store.servingModel(Sample.account, asOf: later)?.id == ModelID("m2"))
            #expect(try await store.servingModel(Sample.account, asOf: later - .minutes(1))?.id == ModelID("m1"))
            #expect(try await store.servingModel(Sample.account, asOf: Sample.noon - .minutes(1)) == nil)
        }
    }

    @Test(arguments: Backend.available)
    func ofTwoWhoMoveAModelOneDoes(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let model = Self.model("m1", state: .serving)
            try await store.insert(model, body: "1")
            let at = Sample.noon + .hours(1)
            let move = {
                try await store.move(model.id, from: .serving, to: .rolledBack, reason: "worse", at: at)
            }
            #expect(try await move())
            #expect(try await !move())
            let moved = try #require(try await store.models(Sample.account).first)
            #expect(moved.state == .rolledBack)
            #expect(moved.reason == "worse")
            #expect(moved.stateSince == at)
            #expect(try await store.servingModel(Sample.account, asOf: at) == nil)
        }
    }

    @Test(arguments: Backend.available)
    func twoModelsOfAnAccountNeverServeAtOnce(_ backend: Backend) async throws {
        try await backend.withStore { store in
            try await store.insert(Self.model("m1", state: .retired), body: "1")
            try await store.insert(Self.model("m2", state: .serving), body: "2")
            let error = await storeError {
                _ = try await store.move(
                    ModelID("m1"),
                    from: .retired,
                    to: .serving,
                    reason: "back again",
                    at: Sample.noon
                )
            }
            #expect(error?.code == .conflict)
        }
    }

    @Test(arguments: Backend.available)
    func oldModelsLoseTheirBytesAndTheServingOneKeepsThem(_ backend: Backend) async throws {
        try await backend.withStore { store in
            for (index, state) in [LearnedModel.State.serving, .rejected, .rejected, .rejected].enumerated() {
                let at = Sample.noon + .days(index)
                try await store.insert(Self.model("m\(index)", state: state, at: at), body: "b")
            }
            #expect(try await store.dropBodies(of: Sample.account, keeping: 2) == 1)
            let kept = try await [0, 1, 2, 3].asyncMap { try await store.body(of: ModelID("m\($0)")) }
            #expect(kept == ["b", nil, "b", "b"])
            #expect(try await store.models(Sample.account).count == 4)
        }
    }

    @Test(arguments: Backend.available)
    func validationsComeNewestFirstAsKnownAtAMoment(_ backend: Backend) async throws {
        try await backend.withStore { store in
            try await store.insert(Self.model("m1", state: .serving), body: "1")
            let first = Self.validation("v1", at: Sample.noon)
            let second = Self.validation("v2", at: Sample.noon + .days(7))
            for one in [first, second] { try await store.insert(one) }
            #expect(try await store.validations(Sample.account) == [second, first])
            #expect(try await store.validations(Sample.account, asOf: Sample.noon + .days(6)) == [first])
            #expect(try await store.validations(Sample.account, limit: 1) == [second])
            var orphan = Self.validation("v3", at: Sample.noon)
            orphan.model = ModelID("m9")
            let error = await storeError { try await store.insert(orphan) }
            #expect(error?.code == .constraint)
        }
    }

    @Test(arguments: Backend.available)
    func theFirstWordOfAModelOnAnAdAndDayStandsAndItsOutcomeIsFilledInOnce(_ backend: Backend) async throws {
        try await backend.withStore { store in
            try await store.insert(Self.model("m1", state: .serving), body: "1")
            let said = Self.prediction("11", probability: 0.8)
            try await store.record([said, Self.prediction("12", probability: 0.4)])
            try await store.record([Self.prediction("11", probability: 0.3)])
            let days = Sample.day...Sample.day
            let open = try await store.predictions(Sample.account, firstDays: days, withOutcome: false)
            #expect(open == [said, Self.prediction("12", probability: 0.4)])
            let model = ModelID("m1")
            #expect(try await store.hasPredictions(Sample.account, of: model, from: Sample.day))
            #expect(try await !store.hasPredictions(Sample.account, of: model, from: Sample.day + 1))

            let outcome = RecordedPrediction.Outcome(
                at: Sample.noon + .days(10),
                spend: 5_000,
                events: 3,
                revenue: 9_000,
                metTarget: true
            )
            var other = outcome
            other.events = 99
            try await store.record([(said.ad, Sample.day, 2_000, outcome)], account: Sample.account)
            try await store.record([(said.ad, Sample.day, 2_000, other)], account: Sample.account)
            var known = said
            known.outcome = outcome
            let answered = try await store.predictions(Sample.account, firstDays: days, withOutcome: true)
            #expect(answered == [known])
            #expect(try await store.prunePredictions(Sample.account, before: Sample.day + 1) == 2)
        }
    }

    @Test(arguments: Backend.available)
    func anImpossibleProbabilityIsRefused(_ backend: Backend) async throws {
        try await backend.withStore { store in
            try await store.insert(Self.model("m1", state: .serving), body: "1")
            let error = await storeError { try await store.record([Self.prediction("11", probability: 1.2)]) }
            #expect(error?.code == .constraint)
        }
    }

    private static func model(
        _ id: String,
        state: LearnedModel.State,
        at: Timestamp = Sample.noon
    ) -> LearnedModel {
        LearnedModel(
            id: ModelID(id),
            account: Sample.account,
            trainedAt: at,
            firstDay: Sample.day - 30,
            lastDay: Sample.day - 10,
            rows: 900,
            ads: 40,
            features: ["ctr_7", "age"],
            parameters: #"{"depth":3}"#,
            scores: scores,
            state: state,
            reason: "better than the rules",
            stateSince: at
        )
    }

    private static var scores: ModelScores {
        var head = ModelScores.Head(rows: 300, ads: 40, loss: 0.5, rulesLoss: 0.6, standardError: 0.02)
        head.brier = 0.2
        head.rulesBrier = 0.22
        head.calibrationError = 0.03
        return ModelScores(target: head, origins: 3)
    }

    private static func validation(_ id: String, at: Timestamp) -> ModelValidation {
        ModelValidation(
            id: id,
            account: Sample.account,
            model: ModelID("m1"),
            kind: .weekly,
            at: at,
            firstDay: Sample.day - 20,
            lastDay: Sample.day - 10,
            scores: scores,
            verdict: .kept,
            reason: "it holds"
        )
    }

    private static func prediction(_ ad: String, probability: Double) -> RecordedPrediction {
        RecordedPrediction(
            account: Sample.account,
            ad: ObjectID(ad),
            goal: .sales,
            predictedAt: Sample.noon,
            firstDay: Sample.day,
            target: 2_000,
            prediction: AdPrediction(
                model: ModelID("m1"),
                probabilityOfTarget: probability,
                rulesProbability: 0.5,
                isConfident: true,
                cost: AdPrediction.Estimate(
                    middle: 1_500,
                    likely: AdPrediction.Bounds(low: 900, high: 3_000),
                    wide: AdPrediction.Bounds(low: 600, high: nil)
                ),
                reasons: ["CTR fell"]
            )
        )
    }
}

extension Array {
    fileprivate func asyncMap<T>(_ body: (Element) async throws -> T) async rethrows -> [T] {
        var mapped: [T] = []
        for element in self { mapped.append(try await body(element)) }
        return mapped
    }
}
