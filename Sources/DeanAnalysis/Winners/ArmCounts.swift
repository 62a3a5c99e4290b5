/// What one arm of a test has shown so far, in counts.
package struct ArmCounts: Sendable, Hashable {
    package let impressions: Double
    package let clicks: Double
    /// Impressions that the arm will still get; nil or 0 where only the true rate is asked for.
    package let remaining: Double?

    package init(impressions: Double, clicks: Double, remaining: Double? = nil) {
        self.impressions = impressions
        self.clicks = clicks
        self.remaining = remaining
    }
}

/// What to do with an arm.
package enum ArmDecision: String, Sendable, Hashable {
    case winner
    case loser
    case `continue`

    /// The decisions of a test from the chances of its arms.
    ///
    /// Losers are the weakest arms that hold, all together, at most a chance of 5 % of being the best; equal arms stay
    /// together. An arm wins with a chance of 95 %.
    package static func all(chances: [Double]) -> [ArmDecision] {
        var decisions = chances.map { $0 >= sure ? ArmDecision.winner : .continue }
        var dropped = 0.0
        var floor = -1.0
        while let next = chances.filter({ $0 > floor }).min() {
            let group = chances.indices.filter { chances[$0] == next }
            dropped += next * Double(group.count)
            if dropped > 1 - sure { break }
            for arm in group { decisions[arm] = .loser }
            floor = next
        }
        return decisions
    }

    package static let sure = 0.95
}

/// What is believed of an arm.
package struct ArmVerdict: Sendable, Hashable {
    /// The chance that no other arm has a higher rate; equal arms share it.
    package let chanceOfBest: Double
    /// How much rate is expected to be lost by choosing this arm instead of the best one.
    package let expectedLoss: Double
    package let decision: ArmDecision
}
