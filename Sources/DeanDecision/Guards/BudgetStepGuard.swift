import DeanDomain

/// A budget rises by no more than the configured percentage at once.
struct BudgetStepGuard: WriteGuard {
    let name = "step"

    func verdict(_ action: PlannedAction, _ context: GuardContext) -> GuardAnswer {
        let percent = context.rules.caps.budgetStepPercent
        guard action.type != .undo else { return .allowed("an undo only restores what stood before") }
        for step in action.steps {
            guard case .setDailyBudget(let object, _, let to) = step else { continue }
            guard let live = context.live.daily(of: object.id) else {
                return .refused("\(object.quoted) has no daily budget of its own")
            }
            let most = context.money(live).scaledDown(by: 1 + percent / 100)
            if to.minorUnits > live, to.minorUnits > most.minorUnits {
                return .refused(
                    "\(to) is more than \(Wording.number(percent, places: 0)) % above \(context.money(live))"
                )
            }
        }
        return .allowed("no budget rises by more than \(Wording.number(percent, places: 0)) %")
    }
}
