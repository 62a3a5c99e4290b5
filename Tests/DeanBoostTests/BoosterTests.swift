import DeanBoost
import DeanDomain
import Foundation
import Testing

@Suite struct BoosterTests {
    @Test(arguments: [UInt64(1), 7, 42])
    func explainsMostOfASmoothFunctionItHasNotSeen(seed: UInt64) throws {
        let rows = Self.curve(count: 2_000, seed: seed)
        let fresh = Self.curve(count: 500, seed: seed &+ 1_000)
        let booster = try Booster(BoostParameters(objective: .squaredError), trainedOn: rows)
        let predicted = try booster.predict(fresh.features)
        let mean = rows.labels.reduce(0, +) / Float(rows.count)
        let residual = zip(predicted, fresh.labels).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        let total = fresh.labels.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        #expect(residual < 0.15 * total, "seed \(seed)")
    }

    @Test func sameSeedGivesTheSameBytesWhateverTheThreads() throws {
        let rows = Self.curve(count: 500, seed: 3)
        var parameters = BoostParameters(objective: .squaredError, rounds: 10, seed: 9, threads: 1)
        let first = try Booster(parameters, trainedOn: rows).bytes()
        #expect(try Booster(parameters, trainedOn: rows).bytes() == first)
        parameters.threads = 2
        #expect(
            try Booster(parameters, trainedOn: rows).predict(rows.features)
                == Booster(bytes: first).predict(rows.features)
        )
        parameters.seed = 10
        #expect(try Booster(parameters, trainedOn: rows).bytes() != first)
    }

    @Test(arguments: [BoostParameters.Objective.squaredError, .absoluteError, .logistic, .poisson, .tweedie])
    func bytesReadBackPredictTheSame(objective: BoostParameters.Objective) throws {
        let rows = Self.hits(count: 800, seed: 5)
        let booster = try Booster(BoostParameters(objective: objective, rounds: 30), trainedOn: rows)
        let read = try Booster(bytes: booster.bytes())
        #expect(try read.predict(rows.features) == booster.predict(rows.features))
        #expect(read.rounds == 30)
        #expect(read.columns == booster.columns)
    }

    @Test(arguments: [BoostParameters.Objective.squaredError, .logistic, .poisson])
    func contributionsAddUpToTheMargin(objective: BoostParameters.Objective) throws {
        let rows = Self.hits(count: 600, seed: 8)
        let booster = try Booster(BoostParameters(objective: objective, rounds: 50), trainedOn: rows)
        let margins = try booster.margins(rows.features)
        let contributions = try booster.contributions(rows.features)
        #expect(contributions.columns == rows.features.columns + 1)
        for row in 0..<rows.count {
            #expect(abs(contributions[row].reduce(0, +) - margins[row]) < 1e-3)
        }
    }

    @Test func logisticPredictsTheLinkOfItsMargin() throws {
        let rows = Self.hits(count: 600, seed: 2)
        let booster = try Booster(BoostParameters(objective: .logistic, rounds: 50), trainedOn: rows)
        for (margin, probability) in zip(try booster.margins(rows.features), try booster.predict(rows.features)) {
            #expect(abs(1 / (1 + exp(-margin)) - probability) < 1e-5)
        }
    }

    @Test func stopsEarlyOnNoiseAndKeepsTheBestRounds() throws {
        var random = SeededRandom(seed: 4)
        let noise = { (count: Int) in
            TrainingSet(
                features: FeatureMatrix(
                    columns: 3,
                    values: (0..<3 * count).map { _ in Float.random(in: 0...1, using: &random) }
                ),
                labels: (0..<count).map { _ in Float.random(in: 0...1, using: &random) }
            )
        }
        let parameters = BoostParameters(objective: .squaredError, rounds: 300, eta: 0.3, patience: 10)
        let booster = try Booster(parameters, trainedOn: noise(400), validation: noise(400))
        #expect(booster.rounds < 60)
        #expect(booster.rounds >= 1)
    }

    @Test func missingValuesAreTakenAsMissing() throws {
        // The label hangs on whether the first feature is known, and on nothing else.
        var random = SeededRandom(seed: 6)
        var features = FeatureMatrix(columns: 2)
        var labels: [Float] = []
        for index in 0..<1_000 {
            let isKnown = index.isMultiple(of: 2)
            let value = Float.random(in: 0...1, using: &random)
            features.append([isKnown ? value : .nan, Float.random(in: 0...1, using: &random)])
            labels.append(isKnown ? 1 : 0)
        }
        let booster = try Booster(
            BoostParameters(objective: .logistic, rounds: 60, eta: 0.2),
            trainedOn: TrainingSet(features: features, labels: labels)
        )
        let asked = FeatureMatrix(columns: 2, values: [0.5, 0.5, .nan, 0.5])
        let answers = try booster.predict(asked)
        #expect(answers[0] > 0.9)
        #expect(answers[1] < 0.1)
    }

    @Test func weightsDecideWhichRowsCount() throws {
        let features = FeatureMatrix(columns: 1, values: (0..<200).map { Float($0 % 2) })
        let labels = (0..<200).map { Float($0 < 100 ? 0 : 1) }
        let parameters = BoostParameters(objective: .squaredError, rounds: 60, eta: 0.3, minimumChildWeight: 0)
        let weighted = TrainingSet(features: features, labels: labels, weights: (0..<200).map { $0 < 100 ? 1 : 9 })
        let answer = try Booster(parameters, trainedOn: weighted).predict(FeatureMatrix(columns: 1, values: [0]))
        #expect(abs(answer[0] - 0.9) < 0.03)
    }

    @Test func saysWhatIsWrongWithItsInput() throws {
        let rows = Self.curve(count: 50, seed: 1)
        let parameters = BoostParameters(objective: .squaredError, rounds: 5)
        let code = { (body: () throws -> Void) in
            #expect(throws: BoostError.self) { try body() }?.code
        }
        #expect(code { _ = try Booster(bytes: [1, 2, 3]) } == .model)
        #expect(code { _ = try Booster(bytes: []) } == .model)
        var short = rows
        short.labels.removeLast()
        #expect(code { _ = try Booster(parameters, trainedOn: short) } == .input)
        var broken = rows
        broken.labels[3] = .nan
        #expect(code { _ = try Booster(parameters, trainedOn: broken) } == .input)
        var negative = rows
        negative.labels[0] = -1
        #expect(code { _ = try Booster(BoostParameters(objective: .poisson), trainedOn: negative) } == .input)
        let booster = try Booster(parameters, trainedOn: rows)
        #expect(code { _ = try booster.predict(FeatureMatrix(columns: 5, values: [1, 2, 3, 4, 5])) } == .input)
        #expect(try booster.predict(FeatureMatrix(columns: 3)).isEmpty)
    }

    @Test func answersSeveralTasksAtOnce() async throws {
        let rows = Self.curve(count: 400, seed: 12)
        let booster = try Booster(BoostParameters(objective: .squaredError, rounds: 40), trainedOn: rows)
        let expected = try booster.predict(rows.features)
        let answers = try await withThrowingTaskGroup(of: [Float].self) { group in
            for _ in 0..<8 { group.addTask { try booster.predict(rows.features) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.allSatisfy { $0 == expected })
    }

    /// y = sin(3a) + b² + a little noise; the third feature says nothing.
    private static func curve(count: Int, seed: UInt64) -> TrainingSet {
        var random = SeededRandom(seed: seed)
        var features = FeatureMatrix(columns: 3)
        var labels: [Float] = []
        for _ in 0..<count {
            let row = (0..<3).map { _ in Float.random(in: -1...1, using: &random) }
            features.append(row)
            labels.append(sin(3 * row[0]) + row[1] * row[1] + Float.random(in: -0.1...0.1, using: &random))
        }
        return TrainingSet(features: features, labels: labels)
    }

    /// 1 with a probability that rises with the first feature, else 0.
    private static func hits(count: Int, seed: UInt64) -> TrainingSet {
        var random = SeededRandom(seed: seed)
        var features = FeatureMatrix(columns: 3)
        var labels: [Float] = []
        for _ in 0..<count {
            let row = (0..<3).map { _ in Float.random(in: 0...1, using: &random) }
            features.append(row)
            labels.append(Float.random(in: 0...1, using: &random) < row[0] ? 1 : 0)
        }
        return TrainingSet(features: features, labels: labels)
    }
}
