import DeanDomain

extension WriteStep {
    /// The existing object that the step changes; nil for creations.
    var object: ObjectRef? {
        switch self {
        case .setDailyBudget(let object, _, _), .setStatus(let object, _, _): object
        case .createCampaign, .createAdSet, .copyAdSet, .createAd: nil
        }
    }

    /// Every existing object that the step changes, copies from or creates in.
    var touched: [ObjectID] {
        switch self {
        case .setDailyBudget(let object, _, _), .setStatus(let object, _, _): [object.id]
        case .createCampaign: []
        case .createAdSet(_, let parent), .createAd(_, let parent): parent.existing
        case .copyAdSet(let source, let parent, _): [source.id] + parent.existing
        }
    }

    var amounts: [Money] {
        switch self {
        case .setDailyBudget(_, let from, let to): [from, to]
        case .createCampaign(let draft): [draft.dailyBudget].compactMap(\.self)
        case .createAdSet(let draft, _): [draft.dailyBudget].compactMap(\.self)
        case .setStatus, .copyAdSet, .createAd: []
        }
    }
}

extension StepParent {
    var existing: [ObjectID] {
        if case .existing(let id) = self { [id] } else { [] }
    }
}

extension PlannedAction {
    /// Every existing object that the action's target and steps touch.
    var touched: Set<ObjectID> { Set(steps.flatMap(\.touched) + (target.kind == .account ? [] : [target.id])) }

    /// The objects whose budget it sets.
    var budgetObjects: [ObjectID] {
        steps.compactMap { if case .setDailyBudget(let object, _, _) = $0 { object.id } else { nil } }
    }
}
