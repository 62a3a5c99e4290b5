import DeanAnalysis
import DeanScore
import Foundation

/// Ways to share out the next batch.
enum PolicyPeer: CaseIterable {
    case dean, testQuarter, testHalf, greedy, thompson, thompsonEmpirical, ucbTuned, ucb1

    var name: String {
        switch self {
        case .dean: "Dean"
        case .testQuarter: "all to the highest rate after 25 % of the pulls"
        case .testHalf: "all to the highest rate after 50 % of the pulls"
        case .greedy: "epsilon-greedy 0.1"
        case .thompson: "Thompson, Beta(1,1)"
        case .thompsonEmpirical: "Thompson, one empirical-Bayes Beta for all arms"
        case .ucbTuned: "UCB with Bernoulli variance"
        case .ucb1: "UCB1"
        }
    }

    func shares(_ states: [PolicyReplay.State]) throws -> [[Double]] {
        switch self {
        case .dean: return try Self.scored(states)
        case .testQuarter: return states.map { Self.testThenRollOut($0, batches: PolicyReplay.batches / 4) }
        case .testHalf: return states.map { Self.testThenRollOut($0, batches: PolicyReplay.batches / 2) }
        case .greedy:
            return states.map { state in
                let best = Self.highest(state)
                return best.map { 0.9 * $0 + 0.1 / Double(best.count) }
            }
        case .thompson: return states.map { Self.thompson($0, BetaPrior(successes: 1, failures: 1)) }
        case .thompsonEmpirical:
            let arms = states.flatMap { state in
                zip(state.pulls, state.rewards).map { BetaPrior.Observation(successes: $1, trials: $0) }
            }
            let prior = BetaPrior.fit(arms) ?? BetaPrior(successes: 1, failures: 1)
            return states.map { Self.thompson($0, prior) }
        case .ucbTuned: return states.map { Self.upperBound($0, tuned: true) }
        case .ucb1: return states.map { Self.upperBound($0, tuned: false) }
        }
    }

    /// What `dean score policy` says of a file that holds these tests.
    private static func scored(_ states: [PolicyReplay.State]) throws -> [[Double]] {
        var file = "test_id,step,arm_id,pulls,rewards,remaining\n"
        for (test, state) in states.enumerated() {
            // The sums so far as one step: a policy is a function of sums.
            for arm in state.pulls.indices {
                let numbers = [state.pulls[arm], state.rewards[arm], state.remaining].map { "\(Int($0))" }
                file += "t\(test),\(state.step),\(arm),\(numbers.joined(separator: ","))\n"
            }
        }
        var rows = SimpleRows.split(try Scoring.policy([UInt8](file.utf8))).rows.makeIterator()
        return states.map { $0.pulls.map { _ in rows.next().flatMap { Double($0[3]) } ?? .nan } }
    }

    private static func even(_ count: Int) -> [Double] { [Double](repeating: 1 / Double(count), count: count) }

    /// All to the highest rate; arms that are level share.
    private static func highest(_ state: PolicyReplay.State) -> [Double] {
        let rates = zip(state.pulls, state.rewards).map { $0 > 0 ? $1 / $0 : .infinity }
        let best = rates.max() ?? 0
        let count = Double(rates.count { $0 == best })
        return rates.map { $0 == best ? 1 / count : 0 }
    }

    private static func testThenRollOut(_ state: PolicyReplay.State, batches: Int) -> [Double] {
        state.step < batches ? even(state.pulls.count) : highest(state)
    }

    private static func thompson(_ state: PolicyReplay.State, _ prior: BetaPrior) -> [Double] {
        let beliefs = zip(state.pulls, state.rewards).map {
            RateBelief(a: prior.successes + $1, b: prior.failures + $0 - $1, remaining: nil)
        }
        return Contest.rates(beliefs).outcome().chances
    }

    /// Auer, Cesa-Bianchi and Fischer 2002; within a batch the counts go on and the rates stand still.
    private static func upperBound(_ state: PolicyReplay.State, tuned: Bool) -> [Double] {
        let total = state.pulls.reduce(0, +)
        guard state.pulls.allSatisfy({ $0 > 0 }) else { return even(state.pulls.count) }
        let rates = zip(state.pulls, state.rewards).map { $1 / $0 }
        let size = total / Double(state.step)
        var given = state.pulls
        let slices = 100.0
        for slice in 0..<Int(slices) {
            let logTotal = log(total + size * Double(slice) / slices)
            let bounds = rates.indices.map { arm in
                let variance = rates[arm] * (1 - rates[arm]) + (2 * logTotal / given[arm]).squareRoot()
                let width = tuned ? min(0.25, variance) : 2
                return rates[arm] + (width * logTotal / given[arm]).squareRoot()
            }
            let best = bounds.indices.max { bounds[$0] < bounds[$1] } ?? 0
            given[best] += size / slices
        }
        return given.indices.map { (given[$0] - state.pulls[$0]) / size }
    }
}
