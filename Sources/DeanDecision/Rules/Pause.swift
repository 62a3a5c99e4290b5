import DeanDomain

/// The action that switches an ad set or ad off.
struct Pause {
    let object: ObjectRef
    let status: ConfiguredStatus
    let budget: Money?
    /// Minor units a day that the object spends where it has no budget of its own that says so.
    var spends: Int64 = 0
    let type: ActionType
    let goal: GoalKey
    let message: String
    let aim: String
    let missProbability: Double
    let evidence: [EvidenceLine]

    func proposal(ids: IdentifierSource) -> Proposal {
        let isEmergency = missProbability >= LearningPhaseGuard.emergency
        return Proposal(
            rank: isEmergency ? .safety : .kills,
            action: PlannedAction(
                id: ActionID(ids.make("action")),
                type: type,
                goal: goal,
                target: object,
                before: [ObjectState(object: object, status: status, dailyBudget: budget)],
                after: [ObjectState(object: object, status: .paused, dailyBudget: budget)],
                steps: [.setStatus(object: object, from: status, to: .paused)],
                message: message,
                aim: aim,
                confidence: Confidence(missProbability),
                priority: isEmergency ? 1 : 2,
                evidence: evidence,
                dailyBudgetChange: -(budget?.minorUnits ?? spends)
            )
        )
    }
}
