/// The actions of one run that wait for people, shown as one card.
package struct Plan: Sendable, Codable, Hashable {
    package var id: PlanID
    package var accountID: AccountID
    package var runID: RunID
    package var createdAt: Timestamp
    package var expiresAt: Timestamp
    /// Hash of every action's `before`; see `StateHash` in DeanDecision.
    package var stateHash: String
    /// A preview's plan shows what would be proposed and can't be approved.
    package var preview: Bool
    package var supersededBy: PlanID?

    package init(
        id: PlanID,
        accountID: AccountID,
        runID: RunID,
        createdAt: Timestamp,
        expiresAt: Timestamp,
        stateHash: String,
        preview: Bool = false,
        supersededBy: PlanID? = nil
    ) {
        self.id = id
        self.accountID = accountID
        self.runID = runID
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.stateHash = stateHash
        self.preview = preview
        self.supersededBy = supersededBy
    }
}

/// Where a plan stands, derived from its actions.
package enum PlanState: String, Sendable, Codable {
    case open
    case working
    case done
    case rejected
    case expired

    package init(_ statuses: [ActionStatus]) {
        if statuses.contains(.proposed) {
            self = .open
        } else if statuses.contains(where: { !$0.isFinal }) {
            self = .working
        } else if !statuses.isEmpty, statuses.allSatisfy({ $0 == .expired }) {
            self = .expired
        } else if !statuses.isEmpty, statuses.allSatisfy({ $0 == .rejected || $0 == .expired }) {
            self = .rejected
        } else {
            self = .done
        }
    }
}
