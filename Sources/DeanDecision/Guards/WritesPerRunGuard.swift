import DeanDomain

/// A run writes only so often.
struct WritesPerRunGuard: WriteGuard {
    let name = "writes per run"

    func verdict(_ action: PlannedAction, _ context: GuardContext) -> GuardAnswer {
        let most = context.rules.caps.writesPerRun
        let before = context.writesThisRun + context.alreadyPlanned.reduce(0) { $0 + $1.steps.count }
        let after = before + action.steps.count
        return after <= most
            ? .allowed("\(after) of at most \(most) writes of this run")
            : .refused("it would be \(after) writes in this run, and \(most) are allowed")
    }
}
