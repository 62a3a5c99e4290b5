import DeanDomain

/// Near Meta's rate limit only approved writes go.
struct ThrottleGuard: WriteGuard {
    let name = "Meta's rate limit"
    /// Percent of the allowance (SPEC 7).
    static let onlyApprovedFrom = 90

    func verdict(_ action: PlannedAction, _ context: GuardContext) -> GuardAnswer {
        guard let used = context.throttlePercent else {
            return .refused("how much of Meta's rate limit is used is not known")
        }
        guard used >= Self.onlyApprovedFrom else { return .allowed("\(used) % of Meta's rate limit is used") }
        return context.approved
            ? .allowed("\(used) % of Meta's rate limit is used, and the write is approved")
            : .refused("\(used) % of Meta's rate limit is used; only approved writes go now")
    }
}
