import DeanDomain

/// Every amount is in the account's currency, because minor units differ.
struct CurrencyGuard: WriteGuard {
    let name = "currency"

    func verdict(_ action: PlannedAction, _ context: GuardContext) -> GuardAnswer {
        let stated = action.steps.flatMap(\.amounts) + (action.before + action.after).compactMap(\.dailyBudget)
        if let foreign = stated.first(where: { $0.currency != context.currency }) {
            return .refused("\(foreign) is not in the account's currency \(context.currency)")
        }
        return .allowed("amounts are in \(context.currency)")
    }
}
