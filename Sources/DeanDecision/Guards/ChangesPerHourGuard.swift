import DeanDomain

/// Meta blocks an ad set's budget for an hour after four changes within one (613/1487632).
struct ChangesPerHourGuard: WriteGuard {
    let name = "changes per hour"
    static let most = 4

    func verdict(_ action: PlannedAction, _ context: GuardContext) -> GuardAnswer {
        let past = context.past(.hours(1)).filter { $0.type.changesBudget && $0.dailyBudgetChange != 0 }
        for id in action.budgetObjects where past.count(where: { $0.target == id }) >= Self.most {
            return .refused("its budget was changed \(Self.most) times within the hour; Meta would block it")
        }
        return .allowed("fewer than \(Self.most) budget changes within the hour")
    }
}
