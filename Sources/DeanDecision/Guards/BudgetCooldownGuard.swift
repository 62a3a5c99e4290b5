import DeanDomain

/// A budget is not raised again within the cooldown.
struct BudgetCooldownGuard: WriteGuard {
    let name = "budget cooldown"

    func verdict(_ action: PlannedAction, _ context: GuardContext) -> GuardAnswer {
        let hours = context.rules.cooldowns.budgetHours
        guard action.type != .undo else { return .allowed("an undo only restores what stood before") }
        let past = context.past(.hours(hours))
        for step in action.steps {
            guard case .setDailyBudget(let object, let from, let to) = step, to.minorUnits > from.minorUnits else {
                continue
            }
            let last = past.filter { $0.target == object.id && $0.type.changesBudget && $0.dailyBudgetChange != 0 }
                .map(\.executedAt).max()
            if let last {
                return .refused("the budget of \(object.quoted) was changed at \(last); \(hours) hours must pass")
            }
        }
        return .allowed("no budget change within \(hours) hours")
    }
}
