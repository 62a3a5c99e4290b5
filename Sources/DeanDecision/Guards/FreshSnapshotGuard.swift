import DeanDomain

/// Decisions rest on what the account looks like now.
struct FreshSnapshotGuard: WriteGuard {
    let name = "fresh snapshot"
    static let limit = TimeSpan.hours(2)

    func verdict(_ action: PlannedAction, _ context: GuardContext) -> GuardAnswer {
        let age = context.now - context.snapshot.readAt
        // A reading from the future means that a clock is wrong, and then no age can be trusted.
        guard age >= .minutes(-5) else { return .refused("the account was read in the future: check the clocks") }
        return age <= Self.limit
            ? .allowed("the account was read \(age.seconds / 60) minutes ago")
            : .refused("the account was last read \(Int(age.hours)) hours ago; read it again first")
    }
}
