import DeanDomain

/// An approval does not outlive its plan.
struct PlanExpiryGuard: WriteGuard {
    let name = "plan expiry"

    func verdict(_ action: PlannedAction, _ context: GuardContext) -> GuardAnswer {
        guard let expiry = context.planExpiresAt else { return .allowed("not part of a plan that expires") }
        return context.now < expiry
            ? .allowed("the plan is valid until \(expiry)")
            : .refused("the plan expired at \(expiry); ask for a new one")
    }
}
