import DeanDomain

/// One budget change per object and cycle, nothing twice, and no second campaign for a goal that has one.
struct DuplicateGuard: WriteGuard {
    let name = "once only"

    func verdict(_ action: PlannedAction, _ context: GuardContext) -> GuardAnswer {
        let changed = Set(context.alreadyPlanned.flatMap(\.budgetObjects))
        if action.budgetObjects.contains(where: changed.contains) {
            return .refused("its budget is already changed in this cycle")
        }
        let same = context.alreadyPlanned.contains {
            $0.type == action.type && $0.target == action.target && $0.goal == action.goal
        }
        if same { return .refused("the same is already planned in this cycle") }
        if action.steps.contains(where: \.createsCampaign), let goal = action.goal {
            let role = action.type == .createCampaign ? CampaignRole.learning : .scaling
            if let existing = Self.campaign(goal, role, context) {
                return .refused("\(existing.ref.quoted) already is the \(role.rawValue) campaign for \(goal.rawValue)")
            }
            let planned = context.alreadyPlanned.contains {
                $0.goal == goal && $0.type == action.type && $0.steps.contains(where: \.createsCampaign)
            }
            if planned { return .refused("a \(role.rawValue) campaign for \(goal.rawValue) is already planned") }
        }
        return .allowed("nothing else in this cycle does the same")
    }

    static func campaign(_ goal: GoalKey, _ role: CampaignRole, _ context: GuardContext) -> Campaign? {
        context.snapshot.campaigns.first { campaign in
            (campaign.status == .active || campaign.status == .paused && role == .learning)
                && context.assignment.goal(of: campaign.id) == goal && context.assignment.role(of: campaign.id) == role
        }
    }
}

extension WriteStep {
    var createsCampaign: Bool {
        if case .createCampaign = self { true } else { false }
    }
}
