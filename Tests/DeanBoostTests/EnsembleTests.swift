import DeanBoost
import DeanDomain
import Foundation
import Testing

@Suite struct EnsembleTests {
    private static let parameters = BoostParameters(objective: .logistic, rounds: 60, depth: 3, patience: 8)

    @Test func sameSeedGivesTheSameAnswersAndAnotherSeedOthers() async throws {
        let (rows, groups) = Self.groups(count: 40, seed: 1)
        let train = { (seed: UInt64) in
            try await Ensemble.train(Self.parameters, on: rows, groups: groups, members: 3, seed: seed)
                .answers(rows.features)
        }
        let first = try await train(5)
        #expect(try await train(5) == first)
        #expect(try await train(6) != first)
    }

    @Test func contributionsAddUpToTheMeanMargin() async throws {
        let (rows, groups) = Self.groups(count: 40, seed: 2)
        let start = rows.labels.map { _ in Float(0.7) }
        var offset = rows
        offset.margins = start
        let ensemble = try await Ensemble.train(Self.parameters, on: offset, groups: groups, members: 3, seed: 1)
        let answers = try ensemble.answers(rows.features, from: start)
        let contributions = try ensemble.contributions(rows.features, from: start)
        for (row, answer) in answers.enumerated() {
            #expect(abs(contributions[row].reduce(0, +) - answer.margin) < 1e-3)
        }
    }

    @Test func membersDisagreeMoreWhereFewGroupsSpeak() async throws {
        let eager = BoostParameters(objective: .logistic, rounds: 60, depth: 3, minimumChildWeight: 1)
        let few = Self.groups(count: 12, seed: 3)
        let many = Self.groups(count: 200, seed: 3)
        let spread = { (rows: TrainingSet, groups: [Int]) in
            let answers = try await Ensemble.train(eager, on: rows, groups: groups, members: 6, seed: 2)
                .answers(many.rows.features)
            return answers.reduce(0) { $0 + $1.spread } / Float(answers.count)
        }
        #expect(try await spread(few.rows, few.groups) > spread(many.rows, many.groups))
    }

    @Test func aStartThatIsRightAlreadyIsLeftAlone() async throws {
        // Labels are drawn with the very probability that the margin says, so there is nothing to add.
        var random = SeededRandom(seed: 9)
        var rows = TrainingSet(features: FeatureMatrix(columns: 2), labels: [], margins: [])
        var groups: [Int] = []
        for group in 0..<150 {
            let margin = Float.random(in: -2...2, using: &random)
            for _ in 0..<6 {
                rows.features.append([Float.random(in: 0...1, using: &random), margin])
                rows.margins?.append(margin)
                rows.labels.append(Float.random(in: 0...1, using: &random) < 1 / (1 + exp(-margin)) ? 1 : 0)
                groups.append(group)
            }
        }
        let ensemble = try await Ensemble.train(Self.parameters, on: rows, groups: groups, members: 4, seed: 4)
        let answers = try ensemble.answers(rows.features, from: rows.margins)
        let moved = zip(answers, rows.margins ?? []).map { abs($0.margin - $1) }.reduce(0, +) / Float(answers.count)
        #expect(moved < 0.25)
    }

    @Test func aCancelledTrainingEnds() async throws {
        let (rows, groups) = Self.groups(count: 20, seed: 4)
        let training = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await Ensemble.train(Self.parameters, on: rows, groups: groups, members: 3, seed: 1)
        }
        await #expect(throws: CancellationError.self) { try await training.value }
    }

    /// Six rows a group; the label follows the first feature and a luck that the group's rows share.
    private static func groups(count: Int, seed: UInt64) -> (rows: TrainingSet, groups: [Int]) {
        var random = SeededRandom(seed: seed)
        var rows = TrainingSet(features: FeatureMatrix(columns: 2), labels: [])
        var groups: [Int] = []
        for group in 0..<count {
            let luck = Float.random(in: -0.3...0.3, using: &random)
            for _ in 0..<6 {
                let row = (0..<2).map { _ in Float.random(in: 0...1, using: &random) }
                rows.features.append(row)
                rows.labels.append(Float.random(in: 0...1, using: &random) < row[0] + luck ? 1 : 0)
                groups.append(group)
            }
        }
        return (rows, groups)
    }
}
