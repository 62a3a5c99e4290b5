import DeanAnalysis
import DeanDomain
import Foundation
import Testing

@Suite struct LearningMeasureTests {
    @Test func scoresOfAHandfulOfCasesAreWhatArithmeticSays() throws {
        let score = try #require(ProbabilityScore(probabilities: [0.95, 0.95, 0.15, 0.15], outcomes: [1, 0, 0, 0]))
        #expect(abs(score.brier - (0.0025 + 0.9025 + 0.0225 * 2) / 4) < 1e-12)
        #expect(abs(score.calibrationError - (0.5 * 0.45 + 0.5 * 0.15)) < 1e-12)
        let logs = log(0.95) + log(0.05) + 2 * log(0.85)
        #expect(abs(score.logLoss + logs / 4) < 1e-12)
        #expect(ProbabilityScore(probabilities: [], outcomes: []) == nil)
    }

    @Test func conformalBoundsHoldTheShareTheyPromiseOnFreshCases() throws {
        var inside80 = 0
        var inside95 = 0
        let repeats = 400
        for seed in 0..<repeats {
            var random = SeededRandom(seed: UInt64(seed))
            // Skewed, so that both tails are needed on their own.
            let draw = { (random: inout SeededRandom) in -log(1 - Double.random(in: 0..<1, using: &random)) }
            let bounds = try #require(ConformalBounds(residuals: (0..<120).map { _ in draw(&random) }))
            let fresh = draw(&random)
            if bounds.likely.contains(fresh) { inside80 += 1 }
            if bounds.wide.contains(fresh) { inside95 += 1 }
        }
        #expect(abs(Double(inside80) / Double(repeats) - 0.8) < 0.05)
        #expect(abs(Double(inside95) / Double(repeats) - 0.95) < 0.03)
        #expect(ConformalBounds(residuals: [Double](repeating: 0, count: 39)) == nil)
    }

    @Test func aStandardErrorKnowsThatCasesOfOneGroupAreAlike() throws {
        var random = SeededRandom(seed: 8)
        var first: [Double] = []
        var groups: [Int] = []
        for group in 0..<50 {
            let own = Double.random(in: -1...1, using: &random)
            for _ in 0..<10 {
                first.append(own)
                groups.append(group)
            }
        }
        let second = first.map { _ in 0.0 }
        let clustered = try #require(PairedLoss(first: first, second: second, groups: groups))
        let naive = try #require(PairedLoss(first: first, second: second, groups: Array(first.indices)))
        #expect(clustered.groups == 50)
        // Ten copies of each case are worth one.
        #expect(abs(clustered.standardError / naive.standardError - 10.0.squareRoot()) < 0.1)
        #expect(abs(clustered.difference - first.reduce(0, +) / 500) < 1e-12)
    }
}
