import DeanDomain

/// Nothing is changed in an account that could not be read.
struct UnknownInputGuard: WriteGuard {
    let name = "known data"

    func verdict(_ action: PlannedAction, _ context: GuardContext) -> GuardAnswer {
        let needed: Set<ReadingGap.Reading> =
            action.type == .undo ? [.account, .structure] : [.account, .structure, .dailyInsights]
        let missing = context.gaps.filter { needed.contains($0.what) }
        guard let first = missing.first else { return .allowed("everything that this needs was read") }
        return .refused("\(first.what.words) could not be read (\(first.reason)); unknown is not zero")
    }
}

extension ReadingGap.Reading {
    var words: String {
        switch self {
        case .account: "the account"
        case .structure: "the campaigns, ad sets and ads"
        case .dailyInsights: "the daily numbers"
        case .hourlyInsights: "the hourly numbers"
        case .breakdowns: "the breakdowns"
        }
    }
}
