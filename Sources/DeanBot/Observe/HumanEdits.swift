import DeanDomain
import DeanStore

/// Finds what a person changed between two readings of an account.
///
/// Dean stores the state that each of its own writes left behind, so whatever differs from the last stored state was
/// changed by somebody else.
enum HumanEdits {
    static func between(_ earlier: AccountSnapshot, _ later: AccountSnapshot) -> [HumanEdit] {
        let before = states(of: earlier)
        let edits = states(of: later).compactMap { id, now in
            before[id].flatMap { edit(id, from: $0, to: now, readAt: later.readAt) }
        }
        return edits.sorted { $0.object < $1.object }
    }

    private struct State {
        var status: ConfiguredStatus
        var dailyBudget: Money?
        var updatedAt: Timestamp?
    }

    private static func states(of snapshot: AccountSnapshot) -> [ObjectID: State] {
        var states: [ObjectID: State] = [:]
        for campaign in snapshot.campaigns {
            states[campaign.id] = State(
                status: campaign.status,
                dailyBudget: campaign.dailyBudget,
                updatedAt: campaign.updatedAt
            )
        }
        for adSet in snapshot.adSets {
            states[adSet.id] = State(status: adSet.status, dailyBudget: adSet.dailyBudget, updatedAt: adSet.updatedAt)
        }
        for ad in snapshot.ads {
            states[ad.id] = State(status: ad.status, dailyBudget: nil, updatedAt: ad.updatedAt)
        }
        return states
    }

    private static func edit(_ id: ObjectID, from before: State, to now: State, readAt: Timestamp) -> HumanEdit? {
        var changes: [String] = []
        if before.status != now.status { changes.append("status \(before.status.raw) to \(now.status.raw)") }
        if before.dailyBudget != now.dailyBudget {
            let old = before.dailyBudget.map(\.description) ?? "none"
            let new = now.dailyBudget.map(\.description) ?? "none"
            changes.append("daily budget \(old) to \(new)")
        }
        guard !changes.isEmpty else { return nil }
        // `updated_time` also moves for changes that are no edits, so it is never taken for later than the reading.
        let at = now.updatedAt.map { min($0, readAt) } ?? readAt
        return HumanEdit(object: id, at: at, what: changes.joined(separator: ", "))
    }
}
