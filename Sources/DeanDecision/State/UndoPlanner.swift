package import DeanDomain

/// Plans the action that takes another one back.
package enum UndoPlanner {
    /// The inverse of a done action: budgets and statuses as they were, created objects paused.
    ///
    /// Nil when there is nothing to take back or when what the action left behind has been changed since, so that an undo
    /// never overwrites a person's later decision. `live` holds the present states of the objects in the action's
    /// `after`, `made` what its steps created, by step.
    package static func inverse(
        of record: ActionRecord,
        live: [ObjectState],
        made: [Int: ObjectID],
        ids: IdentifierSource
    ) -> PlannedAction? {
        let action = record.action
        guard record.status == .done, StateComparison.differences(expected: action.after, live: live).isEmpty else {
            return nil
        }
        var steps: [WriteStep] = []
        var stopped: [ObjectState] = []
        for (index, step) in action.steps.enumerated().reversed() {
            guard let inverse = inverse(of: step, made: made[index]) else { continue }
            steps.append(inverse)
            if step.creates, let object = inverse.object {
                stopped.append(ObjectState(object: object, status: .paused, dailyBudget: step.amounts.first))
            }
        }
        guard let target = steps.first?.object else { return nil }
        return PlannedAction(
            id: ActionID(ids.make("action")),
            type: .undo,
            goal: action.goal,
            target: steps.count == 1 ? target : action.target,
            before: action.after,
            after: action.before + stopped,
            steps: steps,
            message: "Undo: \(action.message)",
            aim: "the account is as it was before",
            confidence: Confidence(1),
            priority: 1,
            evidence: [EvidenceLine("undoes", action.id.rawValue)],
            creativeID: action.creativeID,
            dailyBudgetChange: -action.dailyBudgetChange
        )
    }

    /// Created objects are stopped at the top: pausing a campaign or an ad set stops everything beneath it.
    private static func inverse(of step: WriteStep, made: ObjectID?) -> WriteStep? {
        switch step {
        case .setDailyBudget(let object, let from, let to):
            return .setDailyBudget(object: object, from: to, to: from)
        case .setStatus(let object, let from, let to):
            return .setStatus(object: object, from: to, to: from)
        case .createCampaign(let draft):
            return pause(made, .campaign, draft.name)
        case .createAdSet(let draft, .existing):
            return pause(made, .adSet, draft.name)
        case .copyAdSet(_, .existing, let name):
            return pause(made, .adSet, name)
        case .createAd(let draft, .existing):
            return pause(made, .ad, draft.name)
        case .createAdSet(_, .madeByStep), .copyAdSet(_, .madeByStep, _), .createAd(_, .madeByStep):
            return nil
        }
    }

    private static func pause(_ id: ObjectID?, _ kind: ObjectKind, _ name: String) -> WriteStep? {
        id.map { .setStatus(object: ObjectRef(kind: kind, id: $0, name: name), from: .active, to: .paused) }
    }
}
