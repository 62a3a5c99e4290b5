import DeanDomain
import Foundation
import Testing

@testable import DeanAnalysis

struct CountsTestTests {
    /// Tests whose arms have log-normal rates around the test's own; returns true rates too.
    static func simulate(_ count: Int, spread: Double, seed: UInt64) -> (tests: [[ArmCounts]], rates: [[Double]]) {
        var random = SeededRandom(seed: seed)
        var tests: [[ArmCounts]] = []
        var rates: [[Double]] = []
        for _ in 0..<count {
            let centre = 0.02 * exp(0.5 * gaussian(&random))
            let arms = (0..<4).map { _ in centre * exp(spread * gaussian(&random)) }
            rates.append(arms)
            tests.append(
                arms.map { rate in
                    let clicks = (0..<600).reduce(0) { sum, _ in
                        sum + (Double.random(in: 0..<1, using: &random) < rate ? 1 : 0)
                    }
                    return ArmCounts(impressions: 600, clicks: Double(clicks))
                }
            )
        }
        return (tests, rates)
    }

    static func gaussian(_ random: inout SeededRandom) -> Double {
        let radius = (-2 * log(Double.random(in: Double.leastNonzeroMagnitude..<1, using: &random))).squareRoot()
        return radius * cos(2 * Double.pi * Double.random(in: 0..<1, using: &random))
    }

    @Test func chancesAddUpToOneAndOrderOfArmsDoesNotMatter() {
        let arms = [(2629, 68), (2539, 49), (2601, 71), (2570, 60)].map {
            ArmCounts(impressions: Double($0.0), clicks: Double($0.1), remaining: 9000)
        }
        let verdicts = CountsTest.verdicts(arms, prior: .vague)
        let mirrored = CountsTest.verdicts(arms.reversed(), prior: .vague).reversed()
        #expect(abs(verdicts.reduce(0) { $0 + $1.chanceOfBest } - 1) < 1e-9)
        for (one, other) in zip(verdicts, mirrored) {
            #expect(abs(one.chanceOfBest - other.chanceOfBest) < 1e-9)
            #expect(abs(one.expectedLoss - other.expectedLoss) < 1e-12)
        }
        #expect(verdicts[2].chanceOfBest > verdicts[0].chanceOfBest)
        #expect(verdicts[0].chanceOfBest > verdicts[1].chanceOfBest)
    }

    @Test func equalArmsShareTheChance() {
        for clicks in [0.0, 5, 300] {
            let arms = [ArmCounts](repeating: ArmCounts(impressions: 300, clicks: clicks, remaining: 700), count: 3)
            for verdict in CountsTest.verdicts(arms, prior: .vague) {
                #expect(abs(verdict.chanceOfBest - 1.0 / 3) < 1e-6, "\(clicks) clicks")
                #expect(verdict.decision == .continue)
            }
        }
    }

    @Test func theRestIsLessCertainThanTheTruth() {
        func chance(remaining: Double?) -> Double {
            let arms = [
                ArmCounts(impressions: 5000, clicks: 130, remaining: remaining),
                ArmCounts(impressions: 5000, clicks: 95, remaining: remaining),
            ]
            return CountsTest.verdicts(arms, prior: .vague)[0].chanceOfBest
        }
        #expect(chance(remaining: 500) < chance(remaining: 5000) - 0.05)
        #expect(chance(remaining: 5000) < chance(remaining: nil))
        #expect(abs(chance(remaining: 500_000_000) - chance(remaining: nil)) < 1e-3)
    }

    @Test func unseenArmsAndUnevenArmsStayWithinBounds() {
        let arms = [
            ArmCounts(impressions: 0, clicks: 0, remaining: 1),
            ArmCounts(impressions: 4e9, clicks: 3e7, remaining: 1e9),
            ArmCounts(impressions: 10, clicks: 10, remaining: nil), ArmCounts(impressions: 50, clicks: 0, remaining: 0),
        ]
        let verdicts = CountsTest.verdicts(arms, prior: .vague)
        #expect(verdicts.allSatisfy { (0...1).contains($0.chanceOfBest) && $0.expectedLoss.isFinite })
        #expect(abs(verdicts.reduce(0) { $0 + $1.chanceOfBest } - 1) < 1e-9)
    }

    @Test func losersHoldTogetherAtMostAChanceOfFivePercent() {
        #expect(ArmDecision.all(chances: [0.96, 0.03, 0.01]) == [.winner, .loser, .loser])
        #expect(ArmDecision.all(chances: [0.91, 0.03, 0.03, 0.03]) == [.continue, .continue, .continue, .continue])
        #expect(ArmDecision.all(chances: [0.5, 0.46, 0.03, 0.01]) == [.continue, .continue, .loser, .loser])
        #expect(ArmDecision.all(chances: [1, 0]) == [.winner, .loser])
    }

    @Test(arguments: [UInt64(1)])
    func thePriorFindsHowFarArmsLieApart(seed: UInt64) {
        func typical(_ spread: Double) -> Double {
            let prior = SpreadPrior.fit(Self.simulate(200, spread: spread, seed: seed).tests)
            return exp(zip(SpreadPrior.spreads, prior.weights).reduce(0) { $0 + log($1.0) * $1.1 })
        }
        #expect((0.3...0.55).contains(typical(0.4)), "seed \(seed)")
        #expect(typical(0.02) < 0.13, "seed \(seed)")
    }

    @Test(arguments: [UInt64(3)])
    func chancesComeTrueAsOftenAsTheySay(seed: UInt64) {
        let (tests, rates) = Self.simulate(250, spread: 0.3, seed: seed)
        let prior = SpreadPrior.fit(tests)
        var said = [Double](repeating: 0, count: 5)
        var came = said
        var count = said
        for (test, rates) in zip(tests, rates) {
            for (verdict, rate) in zip(CountsTest.verdicts(test, prior: prior), rates) {
                let bin = min(4, Int(verdict.chanceOfBest * 5))
                said[bin] += verdict.chanceOfBest
                came[bin] += rate == rates.max() ? 1 : 0
                count[bin] += 1
            }
        }
        for bin in 0..<5 where count[bin] > 30 {
            let error = (0.25 / count[bin]).squareRoot()
            #expect(abs(said[bin] - came[bin]) / count[bin] < 4 * error, "seed \(seed), bin \(bin)")
        }
    }
}
