import DeanDomain

/// What rests on a file is advice: nothing says what the account looks like now, or whether a file's ids are Meta's.
struct ImportGuard: WriteGuard {
    let name = "account read from Meta"

    func verdict(_ action: PlannedAction, _ context: GuardContext) -> GuardAnswer {
        context.snapshot.account.imported == nil
            ? .allowed("the account was read from Meta")
            : .refused("a file is all that is known of the account; connect it to Meta first")
    }

    /// The same while nothing is to be written.
    static let advice = GuardVerdict(
        name: "advice only",
        allowed: true,
        reason: "it rests on a file and can't be carried out; caps, cooldowns and the live state are checked once the "
            + "account is connected to Meta"
    )
}
