/// What can be done with a budget at one look.
package enum BudgetMove: Int, Sendable, Codable, CaseIterable {
    case down
    case hold
    case up
}

/// One look at one object's budget: what was known, what was done, what came of it.
package struct LoggedMove: Sendable, Hashable {
    /// The object; looks at one object are not independent and count as one cluster.
    package let object: String
    /// What was known, the same numbers in the same order for every look.
    package let context: [Double]
    package let move: BudgetMove
    /// What came of it, on any one scale: the more the better.
    package let reward: Double

    package init(object: String, context: [Double], move: BudgetMove, reward: Double) {
        self.object = object
        self.context = context
        self.move = move
        self.reward = reward
    }
}
