import Foundation
import Testing

@testable import DeanAnalysis

struct ContestTests {
    @Test func twoNormalsMeetAsTheirDifferenceSays() {
        let contest = Contest.normals([(1, 4), (2, 9)])
        let outcome = contest.outcome()
        let deviation = 13.0.squareRoot()
        #expect(abs(outcome.chances[0] - NormalDistribution.cumulative(-1 / deviation)) < 5e-4)
        // Clark 1961: E max = m1·Φ(a) + m2·Φ(−a) + d·φ(a).
        let density = exp(-1 / (2 * 13)) / (2 * Double.pi).squareRoot()
        let expected =
            NormalDistribution.cumulative(-1 / deviation) + 2 * NormalDistribution.cumulative(1 / deviation)
            + deviation * density
        #expect(abs(outcome.expectedMaximum - expected) < 0.01)
    }

    @Test func singleValuesAreComparedExactly() {
        let outcome = Contest.normals([(1, 0), (2, 0), (2, 0)]).outcome()
        #expect(outcome.chances[0] < 1e-9)
        #expect(abs(outcome.chances[1] - 0.5) < 1e-9)
    }

    /// Every combination of coming clicks, counted one by one.
    @Test func fewComingClicksAreCountedAndTiesShared() {
        let beliefs = [
            RateBelief(a: 2, b: 30, remaining: 6), RateBelief(a: 3, b: 40, remaining: 4),
            RateBelief(a: 1.5, b: 20, remaining: 6),
        ]
        let outcome = Contest.rates(beliefs).outcome()
        let masses = beliefs.map { $0.probabilities($0.steps ?? 0...0) }
        var chances = [0.0, 0, 0]
        for x in masses[0].indices {
            for y in masses[1].indices {
                for z in masses[2].indices {
                    let rates = [Double(x) / 6, Double(y) / 4, Double(z) / 6]
                    let best = rates.indices.filter { rates[$0] == rates.max() }
                    for arm in best {
                        chances[arm] += masses[0][x] * masses[1][y] * masses[2][z] / Double(best.count)
                    }
                }
            }
        }
        for arm in 0..<3 { #expect(abs(outcome.chances[arm] - chances[arm]) < 1e-9) }
    }

    @Test func trueRatesMeetAsNumericalIntegrationSays() {
        let first = RateBelief(a: 31, b: 1970, remaining: nil)
        let second = RateBelief(a: 18, b: 1475, remaining: nil)
        var chance = 0.0
        var below = 0.0
        for index in 1...20_000 {
            let rate = Double(index) * 5e-6
            let reached = IncompleteBeta.lower(second.a, second.b, x: rate)
            chance += (reached - below) * (1 - IncompleteBeta.lower(first.a, first.b, x: rate - 2.5e-6))
            below = reached
        }
        #expect(abs(Contest.rates([first, second]).outcome().chances[0] - chance) < 1e-3)
    }

    @Test func betaBinomialProbabilitiesHaveTheirMeanAndVariance() throws {
        let belief = RateBelief(a: 3, b: 57, remaining: 200)
        let steps = try #require(belief.steps)
        let masses = belief.probabilities(steps)
        let mean = zip(steps, masses).reduce(0) { $0 + Double($1.0) * $1.1 } / 200
        let square = zip(steps, masses).reduce(0) { $0 + pow(Double($1.0) / 200, 2) * $1.1 }
        #expect(abs(mean - belief.mean) < 1e-4)
        #expect(abs(square - mean * mean - belief.variance) < 2e-5)
    }
}
