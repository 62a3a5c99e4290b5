/// What a bandit would have earned on the log of the policy in force, before it may act.
///
/// Doubly robust (Dudík, Langford and Li 2011) with cross-fitting: the bandit and the propensities are learned without
/// the objects that they are judged on. The difference to what was really earned gets a Student interval over objects,
/// because looks at one object are not independent. It may act only where the whole interval lies above zero and enough
/// of the log did what it would have done.
package struct OffPolicyJudgement: Sendable, Hashable {
    package let looks: Int
    package let objects: Int
    /// Mean reward of what was done.
    package let present: Double
    /// Mean reward of what the bandit would have done.
    package let candidate: Double
    /// candidate − present.
    package let difference: Double
    /// 90 %.
    package let interval: ClosedRange<Double>
    /// By inverse propensities alone (self-normalised), as a check of the doubly robust value.
    package let weighted: Double
    /// Kish's effective number of looks that did what the bandit would have done.
    package let effectiveLooks: Double
    /// The share of looks in which it would have done something else than was done.
    package let disagreement: Double

    static let folds = 5
    /// A look's weight is at most 1 / this: what was hardly ever done can't be judged.
    static let leastPropensity = 0.05
    package static let enoughObjects = 10
    package static let enoughLooks = 30.0

    package var mayAct: Bool {
        objects >= Self.enoughObjects && effectiveLooks >= Self.enoughLooks && interval.lowerBound > 0
    }

    /// Nil with fewer objects than folds.
    package init?(_ log: [LoggedMove]) {
        var order: [String: Int] = [:]
        for look in log where order[look.object] == nil { order[look.object] = order.count }
        guard order.count >= Self.folds else { return nil }
        var sums = [Double](repeating: 0, count: order.count)
        var total = (candidate: 0.0, weight: 0.0, squares: 0.0, weighted: 0.0, differs: 0.0)
        for fold in 0..<Self.folds {
            let others = log.filter { (order[$0.object] ?? 0) % Self.folds != fold }
            guard let bandit = BudgetBandit(others) else { return nil }
            let propensities = PropensityModel(others)
            for look in log {
                guard let place = order[look.object], place % Self.folds == fold else { continue }
                let choice = bandit.best(in: look.context)
                var value = bandit.expected(choice, in: look.context)
                if choice == look.move {
                    let propensity = propensities.probability(of: choice, in: look.context)
                    let weight = 1 / max(Self.leastPropensity, propensity)
                    value += weight * (look.reward - bandit.expected(choice, in: look.context))
                    total.weight += weight
                    total.squares += weight * weight
                    total.weighted += weight * look.reward
                } else {
                    total.differs += 1
                }
                total.candidate += value
                sums[place] += value - look.reward
            }
        }
        let count = Double(log.count)
        looks = log.count
        objects = order.count
        present = log.reduce(0) { $0 + $1.reward } / count
        candidate = total.candidate / count
        difference = candidate - present
        weighted = total.weight > 0 ? total.weighted / total.weight : 0
        effectiveLooks = total.squares > 0 ? total.weight * total.weight / total.squares : 0
        disagreement = total.differs / count
        var sizes = [Double](repeating: 0, count: order.count)
        for look in log { sizes[order[look.object] ?? 0] += 1 }
        let mean = difference
        let squares = zip(sums, sizes).reduce(0) { $0 + ($1.0 - mean * $1.1) * ($1.0 - mean * $1.1) }
        let clusters = Double(order.count)
        let error = (squares * clusters / (clusters - 1)).squareRoot() / count
        let reach = StudentDistribution.bound(0.9, degreesOfFreedom: clusters - 1) * error
        interval = (mean - reach)...(mean + reach)
    }
}
