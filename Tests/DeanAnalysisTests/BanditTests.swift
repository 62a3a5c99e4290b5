import DeanAnalysis
import Foundation
import Testing

struct BanditTests {
    /// Looks at `objects` objects by a policy that raises what is cheap too rarely.
    ///
    /// Raising pays `gain` where the first number of the context is positive and costs as much where it is negative;
    /// lowering is the opposite; holding pays nothing.
    private func log(objects: Int, looks: Int, gain: Double, seed: UInt64, explores: Double = 0.3) -> [LoggedMove] {
        var draws = Draws(seed: seed)
        return (0..<objects).flatMap { object -> [LoggedMove] in
            let own = 0.3 * draws.normal()
            return (0..<looks).map { _ in
                let context = [draws.normal(), draws.normal()]
                let chance = draws.uniform()
                let move: BudgetMove = chance < explores / 2 ? .up : chance < explores ? .down : .hold
                let effect = move == .up ? gain * context[0] : move == .down ? -gain * context[0] : 0
                return LoggedMove(
                    object: "\(object)",
                    context: context,
                    move: move,
                    reward: own + effect + draws.normal()
                )
            }
        }
    }

    @Test(arguments: UInt64(1)...8)
    func aBanditThatWouldHaveEarnedMoreMayAct(seed: UInt64) throws {
        let judgement = try #require(OffPolicyJudgement(log(objects: 40, looks: 20, gain: 1, seed: seed)))
        #expect(judgement.mayAct, "seed \(seed)")
        // E|x| · gain for a standard normal x.
        #expect(abs(judgement.difference - 0.798) < 0.25, "seed \(seed)")
        #expect(judgement.interval.contains(judgement.difference))
    }

    @Test func aBanditWithNothingToEarnSeldomMayAct() throws {
        var acts = 0
        for seed in UInt64(1)...60 {
            let judgement = try #require(OffPolicyJudgement(log(objects: 30, looks: 15, gain: 0, seed: seed)))
            if judgement.mayAct { acts += 1 }
        }
        // The lower end of a 90 % interval is above zero one time in twenty; 7 of 60 has a chance of 3 % beyond that.
        #expect(acts <= 7)
    }

    @Test func aPolicyThatNeverTriedAnythingElseCannotBeBeatenOnPaper() throws {
        let judgement = try #require(OffPolicyJudgement(log(objects: 30, looks: 15, gain: 1, seed: 3, explores: 0)))
        #expect(!judgement.mayAct)
    }

    @Test func fewObjectsAreNotJudged() {
        #expect(OffPolicyJudgement(log(objects: 4, looks: 50, gain: 2, seed: 1)) == nil)
        #expect(BudgetBandit([]) == nil)
    }

    @Test(arguments: UInt64(1)...8)
    func theBestMoveFollowsTheContext(seed: UInt64) throws {
        let bandit = try #require(BudgetBandit(log(objects: 40, looks: 20, gain: 1, seed: seed)))
        #expect(bandit.best(in: [2, 0]) == .up, "seed \(seed)")
        #expect(bandit.best(in: [-2, 0]) == .down, "seed \(seed)")
        // Where a move is surely better, what is drawn agrees; and the same seed draws the same.
        let drawn = (UInt64(0)..<50).count { bandit.drawn(in: [3, 0], seed: $0) == .up }
        #expect(drawn >= 48, "seed \(seed)")
        #expect(bandit.drawn(in: [0.1, 0], seed: seed) == bandit.drawn(in: [0.1, 0], seed: seed))
    }
}
