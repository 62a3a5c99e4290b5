import DeanDomain

/// The action that raises one daily budget.
struct BudgetRaise {
    let object: ObjectRef
    let status: ConfiguredStatus
    let from: Money
    let goal: GoalKey
    let aim: String
    let confidence: Double
    let priority: Int
    let evidence: [EvidenceLine]

    /// The proposal for a raise by `percent`, with the room to become smaller.
    func proposal(percent: Double, ids: IdentifierSource) -> Proposal {
        let wanted = from.scaledDown(by: 1 + percent / 100).minorUnits
        let id = ActionID(ids.make("action"))
        return Proposal(
            rank: .scaling,
            action: action(to: wanted, id: id),
            sizing: Proposal.Sizing(budget: .raise(of: object.id, from: from.minorUnits), wanted: wanted) {
                action(to: $0, id: id)
            }
        )
    }

    private func action(to minorUnits: Int64, id: ActionID) -> PlannedAction {
        let to = Money(minorUnits: minorUnits, currency: from.currency)
        return PlannedAction(
            id: id,
            type: .updateBudget,
            goal: goal,
            target: object,
            before: [ObjectState(object: object, status: status, dailyBudget: from)],
            after: [ObjectState(object: object, status: status, dailyBudget: to)],
            steps: [.setDailyBudget(object: object, from: from, to: to)],
            message: "Raise \(object.quoted) from \(from) to \(to) a day",
            aim: aim,
            confidence: Confidence(confidence),
            priority: priority,
            evidence: evidence,
            dailyBudgetChange: to.minorUnits - from.minorUnits
        )
    }
}
