import DeanDomain

/// Headline tests replayed in batches: each arm's impressions in one random order, the same for every policy.
struct PolicyReplay {
    static let batches = 20

    /// What a policy may know of a test before a batch.
    struct State {
        var pulls: [Double]
        var rewards: [Double]
        var remaining: Double
        var step = 0
    }

    /// Rewards of the first n impressions of each arm: `earned[test][arm][n]`.
    private let earned: [[[Int32]]]
    private let clicks: [[Int]]
    private let impressions: [[Int]]

    init(_ tests: HeadlineTests, seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var earned: [[[Int32]]] = []
        for test in tests.tests {
            let horizon = test.arms.map(\.impressions).min() ?? 0
            earned.append(
                test.arms.map { arm in
                    var clicks = arm.clicks
                    var sum: Int32 = 0
                    return [0]
                        + (0..<horizon).map { pull in
                            if Int.random(in: 0..<(arm.impressions - pull), using: &random) < clicks {
                                clicks -= 1
                                sum += 1
                            }
                            return sum
                        }
                }
            )
        }
        self.earned = earned
        clicks = tests.tests.map { $0.arms.map(\.clicks) }
        impressions = tests.tests.map { $0.arms.map(\.impressions) }
    }

    /// Clicks of the policy in each test, and what even shares would earn on average.
    ///
    /// The policy names the shares of the next batch for all tests at once.
    func run(seed: UInt64, policy: ([State]) throws -> [[Double]]) rethrows -> [(clicks: Double, uniform: Double)] {
        var random = SeededRandom(seed: seed)
        var states = earned.map { arms in
            let none = [Double](repeating: 0, count: arms.count)
            return State(pulls: none, rewards: none, remaining: Double(arms[0].count - 1))
        }
        for batch in 0..<Self.batches {
            for (test, shares) in try policy(states).enumerated() {
                let horizon = earned[test][0].count - 1
                let size = (batch + 1) * horizon / Self.batches - batch * horizon / Self.batches
                for (arm, pulls) in Self.pulls(shares, size, &random).enumerated() {
                    states[test].pulls[arm] += Double(pulls)
                    states[test].rewards[arm] = Double(earned[test][arm][Int(states[test].pulls[arm])])
                }
                states[test].remaining -= Double(size)
                states[test].step += 1
            }
        }
        return states.indices.map { test in
            let rates = zip(clicks[test], impressions[test]).map { Double($0) / Double(max($1, 1)) }
            let horizon = Double(earned[test][0].count - 1)
            return (states[test].rewards.reduce(0, +), horizon * rates.reduce(0, +) / Double(rates.count))
        }
    }

    /// Whole pulls whose expectation is shares × size, each within one of it.
    private static func pulls(_ shares: [Double], _ size: Int, _ random: inout SeededRandom) -> [Int] {
        let offset = Double.random(in: 0..<1, using: &random)
        var reached = 0.0
        var given = 0
        return shares.indices.map { arm in
            reached += shares[arm] * Double(size)
            let upTo = arm == shares.count - 1 ? size : min(size, max(given, Int(reached + offset)))
            defer { given = upTo }
            return upTo - given
        }
    }
}
