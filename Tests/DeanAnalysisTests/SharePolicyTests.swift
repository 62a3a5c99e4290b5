import Testing

@testable import DeanAnalysis

struct SharePolicyTests {
    static func shares(_ arms: [(Double, Double)], remaining: Double) -> [Double] {
        let state = PolicyState(arms: arms.map { ArmPulls(pulls: $0.0, rewards: $0.1) }, remaining: remaining)
        return SharePolicy.shares(state, prior: .vague)
    }

    @Test func theFirstStepIsSharedEvenly() {
        #expect(Self.shares([(0, 0), (0, 0), (0, 0), (0, 0)], remaining: 4000) == [0.25, 0.25, 0.25, 0.25])
    }

    @Test func sharesAddUpToOneAndFollowTheRates() {
        let shares = Self.shares([(500, 14), (500, 9), (500, 5)], remaining: 4000)
        #expect(abs(shares.reduce(0, +) - 1) < 1e-9)
        #expect(shares[0] > shares[1] && shares[1] > shares[2])
    }

    @Test func theEndIsMoreDecidedThanTheBeginning() {
        let arms = [(500.0, 14.0), (500, 9)]
        #expect(Self.shares(arms, remaining: 100)[0] > Self.shares(arms, remaining: 100_000)[0])
        #expect(Self.shares(arms, remaining: 0)[0] > 0.999)
    }

    @Test func aSingleArmGetsEverything() {
        #expect(Self.shares([(10, 1)], remaining: 5) == [1])
    }
}
