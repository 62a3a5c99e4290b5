import DeanDomain

/// What a button carries: opaque to Slack, the plan and perhaps one action.
struct ButtonValue: Sendable, Hashable {
    let plan: PlanID
    let action: ActionID?

    init(plan: PlanID, action: ActionID?) {
        self.plan = plan
        self.action = action
    }

    init?(_ text: String?) {
        let parts = (text ?? "").split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard let plan = parts.first, !plan.isEmpty, parts.count <= 2 else { return nil }
        self.plan = PlanID(plan)
        action = parts.count == 2 ? ActionID(parts[1]) : nil
    }

    var text: String { plan.rawValue + (action.map { " " + $0.rawValue } ?? "") }
}
