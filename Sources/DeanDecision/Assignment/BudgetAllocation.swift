package import DeanDomain

/// How the global daily budget is meant to be split: by priority over the active goals, capped by hints, and within a
/// goal between learning and scaling.
package struct BudgetAllocation: Sendable, Hashable {
    package struct Share: Sendable, Hashable {
        package var total: Money
        package var learning: Money
        package var scaling: Money
    }

    private let shares: [GoalKey: Share]

    /// Splits `total`; goals outside `withScaling`, which have no scaling campaign, learn with all of their share.
    package init(total: Money, goals: [Goal], withScaling: Set<GoalKey>) {
        let active = goals.filter { $0.active && $0.priority > 0 }
        let priorities = active.reduce(0) { $0 + $1.priority }
        var shares: [GoalKey: Share] = [:]
        for goal in active {
            var share = total.scaledDown(by: Double(goal.priority) / Double(priorities))
            if let hint = goal.budgetHint { share = min(share, Money(major: hint, currency: total.currency)) }
            let learning = withScaling.contains(goal.key) ? share.scaledDown(by: goal.learningShare) : share
            shares[goal.key] = Share(total: share, learning: learning, scaling: share - learning)
        }
        self.shares = shares
    }

    package subscript(goal: GoalKey) -> Share? { shares[goal] }
}
