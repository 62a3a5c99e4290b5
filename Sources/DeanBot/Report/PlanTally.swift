import DeanDomain

/// How many of a plan's actions stand where.
struct PlanTally: Sendable, Hashable {
    let total: Int
    private let counts: [ActionStatus: Int]

    init(_ records: [ActionRecord]) {
        total = records.count
        counts = records.reduce(into: [:]) { $0[$1.status, default: 0] += 1 }
    }

    subscript(_ status: ActionStatus) -> Int { counts[status] ?? 0 }

    /// "2 done, 1 failed, 1 waits"; what there is none of is left out.
    var words: String {
        let parts: [(Int, String)] = [
            (self[.done], "done"), (self[.undone], "undone"), (self[.failed], "failed"),
            (self[.refused], "refused"), (self[.unknown], "unknown"),
            (self[.approved] + self[.executing], "being carried out"), (self[.rejected], "rejected"),
            (self[.expired], "expired"), (self[.proposed], self[.proposed] == 1 ? "waits" : "wait"),
        ]
        return parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }
}
