import DeanDomain

/// No budget below Meta's minimum for the account (1885272).
struct MinimumBudgetGuard: WriteGuard {
    let name = "Meta's minimum budget"

    func verdict(_ action: PlannedAction, _ context: GuardContext) -> GuardAnswer {
        let minimum = context.snapshot.account.minimumDailyBudget
        for step in action.steps {
            let amount: Money
            switch step {
            // A raise starts from an amount that Meta has accepted already, and so does taking one back.
            case .setDailyBudget(_, let from, let to):
                if to.minorUnits >= from.minorUnits || action.type == .undo { continue }
                amount = to
            case .createCampaign(let draft):
                guard let budget = draft.dailyBudget else { continue }
                amount = budget
            case .createAdSet(let draft, _):
                guard let budget = draft.dailyBudget else { continue }
                amount = budget
            case .setStatus, .copyAdSet, .createAd: continue
            }
            guard let minimum else { return .refused("the account's minimum budget is not known") }
            if amount.minorUnits < minimum.minorUnits {
                return .refused("\(amount) a day is below Meta's minimum of \(minimum)")
            }
        }
        return .allowed("no budget is below Meta's minimum")
    }
}
