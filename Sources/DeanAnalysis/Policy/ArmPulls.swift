/// What one arm has earned so far in a test whose traffic is shared out anew at every step.
package struct ArmPulls: Sendable, Hashable {
    package let pulls: Double
    package let rewards: Double

    package init(pulls: Double, rewards: Double) {
        self.pulls = pulls
        self.rewards = rewards
    }
}

/// A test between two steps.
package struct PolicyState: Sendable, Hashable {
    package let arms: [ArmPulls]
    /// Pulls of the whole test that are still to come.
    package let remaining: Double

    package init(arms: [ArmPulls], remaining: Double) {
        self.arms = arms
        self.remaining = remaining
    }
}
