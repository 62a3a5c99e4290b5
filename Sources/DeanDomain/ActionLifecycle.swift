/// Where an action stands; raw values are the contract's `status`.
package enum ActionStatus: String, Sendable, Codable, CaseIterable {
    case proposed
    case approved
    case rejected
    case expired
    case executing
    case done
    case failed
    case refused
    case unknown
    case undone

    /// Nothing more happens to it, but that a done action may be undone.
    package var isFinal: Bool {
        switch self {
        case .proposed, .approved, .executing, .unknown: false
        case .rejected, .expired, .done, .failed, .refused, .undone: true
        }
    }
}

/// The only ways an action's status may change.
///
/// The table is the invariant: whoever wants to write a status asks it first, and the store's update names the status
/// that it expects, so that of any number of clicks and processes exactly one moves an action on.
package enum ActionLifecycle {
    package static func allowedSuccessors(of status: ActionStatus) -> Set<ActionStatus> {
        switch status {
        case .proposed: [.approved, .rejected, .expired, .refused]
        case .approved: [.executing, .refused, .expired]
        case .executing: [.done, .failed, .refused, .unknown]
        case .unknown: [.done, .failed]
        case .done: [.undone]
        case .rejected, .expired, .failed, .refused, .undone: []
        }
    }

    package static func allows(_ from: ActionStatus, _ to: ActionStatus) -> Bool {
        allowedSuccessors(of: from).contains(to)
    }
}

/// Who decided on an action or a plan, when, and why.
package struct HumanDecision: Sendable, Codable, Hashable {
    package var person: PersonID
    package var at: Timestamp
    package var approved: Bool
    package var reason: String?

    package init(person: PersonID, at: Timestamp, approved: Bool, reason: String? = nil) {
        self.person = person
        self.at = at
        self.approved = approved
        self.reason = reason
    }
}

/// An action as stored: the plan's proposal and all that has happened to it.
package struct ActionRecord: Sendable, Codable, Hashable {
    package var action: PlannedAction
    package var accountID: AccountID
    package var runID: RunID
    package var planID: PlanID?
    package var status: ActionStatus
    package var decision: HumanDecision?
    /// What came of it, in words: "budget is now $24.00", "refused: the budget was changed to $30.00 meanwhile".
    package var outcome: String?
    package var createdAt: Timestamp
    package var executedAt: Timestamp?

    package init(
        action: PlannedAction,
        accountID: AccountID,
        runID: RunID,
        planID: PlanID?,
        status: ActionStatus,
        decision: HumanDecision? = nil,
        outcome: String? = nil,
        createdAt: Timestamp,
        executedAt: Timestamp? = nil
    ) {
        self.action = action
        self.accountID = accountID
        self.runID = runID
        self.planID = planID
        self.status = status
        self.decision = decision
        self.outcome = outcome
        self.createdAt = createdAt
        self.executedAt = executedAt
    }

    package var id: ActionID { action.id }
}
