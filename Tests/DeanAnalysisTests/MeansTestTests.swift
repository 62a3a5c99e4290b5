import DeanDomain
import Foundation
import Testing

@testable import DeanAnalysis

struct MeansTestTests {
    static func arm(_ states: [(Double, Double, Double)], variance: Double = 1, remaining: Double) -> ArmMeans {
        let all = states.map { MeanState(step: $0.0, units: $0.1, mean: $0.2, variance: variance) }
        return ArmMeans(past: Array(all.dropLast()), now: all[all.count - 1], remaining: remaining)
    }

    static func even(_ mean: Double, remaining: Double) -> ArmMeans {
        arm([(1, 1000, mean), (2, 2000, mean), (4, 4000, mean)], remaining: remaining)
    }

    @Test func nothingToComeLeavesTheDifferenceAsItIs() throws {
        let verdicts = MeansTest.verdicts([[Self.even(1, remaining: 0), Self.even(1.25, remaining: 0)]])[0]
        let difference = try #require(verdicts[1].difference)
        #expect(abs(difference.mean - 0.25) < 1e-9)
        #expect(difference.interval.upperBound - difference.interval.lowerBound < 1e-6)
        #expect(verdicts[1].decision == .winner)
        #expect(verdicts[0].decision == .loser)
        #expect(verdicts[0].difference == nil)
    }

    @Test func withTwoArmsTheBestIsTheOneAbove() throws {
        let verdicts = MeansTest.verdicts([[Self.even(1, remaining: 9000), Self.even(1.04, remaining: 9000)]])[0]
        let difference = try #require(verdicts[1].difference)
        #expect(abs(verdicts[1].chanceOfBest - difference.chanceAbove) < 1e-3)
        #expect(difference.chanceAbove > 0.8)
        #expect(abs(verdicts[0].expectedLoss - verdicts[1].expectedLoss - difference.mean) < 1e-3)
    }

    @Test func swappingTheArmsTurnsTheSign() throws {
        let left = Self.even(1, remaining: 5000)
        let right = Self.even(1.03, remaining: 5000)
        let forth = try #require(MeansTest.verdicts([[left, right]])[0][1].difference)
        let back = try #require(MeansTest.verdicts([[right, left]])[0][1].difference)
        #expect(abs(forth.mean + back.mean) < 1e-9)
        #expect(abs(forth.interval.lowerBound + back.interval.upperBound) < 1e-6)
        #expect(abs(forth.chanceAbove + back.chanceAbove - 1) < 1e-9)
    }

    @Test func aGrowingLevelWidensTheInterval() throws {
        func width(_ means: [Double]) throws -> Double {
            let course = zip([(1.0, 1000.0), (2, 2000), (4, 4000)], means).map { ($0.0, $0.1, $1) }
            let arm = Self.arm(course, remaining: 12_000)
            let interval = try #require(MeansTest.verdicts([[arm, arm]])[0][1].difference).interval
            return interval.upperBound - interval.lowerBound
        }
        #expect(try width([0.5, 0.7, 1]) > 1.5 * width([1, 1, 1]))
    }

    /// Independent units and no growth are the easy case: intervals may be wide there, but must not be narrow.
    @Test(arguments: [UInt64(5), 6])
    func intervalsHoldTheFinalDifferenceOfIndependentUnits(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var cases: [[ArmMeans]] = []
        var truths: [Double] = []
        for _ in 0..<200 {
            var finals: [Double] = []
            let arms = (0..<2).map { _ -> ArmMeans in
                let mean = 1 + 0.02 * CountsTestTests.gaussian(&random)
                var total = 0.0
                var states: [(Double, Double, Double)] = []
                for day in 1...5 {
                    total += 1000 * mean + 1000.0.squareRoot() * CountsTestTests.gaussian(&random)
                    states.append((Double(day), Double(day) * 1000, total / Double(day) / 1000))
                }
                let rest = 15_000 * mean + 15_000.0.squareRoot() * CountsTestTests.gaussian(&random)
                finals.append((total + rest) / 20_000)
                return Self.arm(states, remaining: 15_000)
            }
            cases.append(arms)
            truths.append(finals[1] - finals[0])
        }
        let held = zip(MeansTest.verdicts(cases), truths).count { verdicts, truth in
            verdicts[1].difference?.interval.contains(truth) ?? false
        }
        #expect(held >= 180, "seed \(seed)")
    }

    @Test func valuesWithoutAPositiveLevelOrSpreadAreTaken() {
        let losses = Self.arm([(1, 10, -3), (2, 20, -2)], variance: 0, remaining: 50)
        let nothing = Self.arm([(0, 5, 0)], variance: 0, remaining: 50)
        for verdict in MeansTest.verdicts([[losses, nothing]])[0] {
            #expect(verdict.chanceOfBest.isFinite && verdict.expectedLoss.isFinite)
        }
    }

    @Test func aMixturesQuantileInvertsItsDistribution() {
        let mixture = NormalMixture([
            .init(weight: 0.3, mean: -1, deviation: 0.5), .init(weight: 0.7, mean: 2, deviation: 3),
        ])
        for probability in [0.001, 0.05, 0.5, 0.95, 0.999] {
            #expect(abs(mixture.cumulative(mixture.quantile(probability)) - probability) < 1e-9)
        }
    }
}
