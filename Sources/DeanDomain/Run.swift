/// What started a run.
package enum RunTrigger: String, Sendable, Codable {
    case user
    case schedule
    case webhook
    case cli
}

package enum RunStatus: String, Sendable, Codable {
    case running
    case completed
    /// Went through, with something left unknown.
    case partial
    case failed
}

/// One cycle over one account.
package struct Run: Sendable, Codable, Hashable {
    package var id: RunID
    package var accountID: AccountID
    package var trigger: RunTrigger
    package var requestedBy: PersonID?
    package var dryRun: Bool
    package var goal: GoalKey?
    package var autonomy: Autonomy
    package var startedAt: Timestamp
    package var endedAt: Timestamp?
    package var status: RunStatus
    package var tier: Tier?
    package var counts: RunCounts
    package var errors: [String]
    package var anomalies: [Anomaly]
    /// The settings, rules and goals in force, as JSON.
    package var configuration: String
    /// What the run found, as JSON, from which its messages are drawn again when something changes.
    package var report: String?

    package init(
        id: RunID,
        accountID: AccountID,
        trigger: RunTrigger,
        requestedBy: PersonID? = nil,
        dryRun: Bool,
        goal: GoalKey? = nil,
        autonomy: Autonomy,
        startedAt: Timestamp,
        endedAt: Timestamp? = nil,
        status: RunStatus = .running,
        tier: Tier? = nil,
        counts: RunCounts = RunCounts(),
        errors: [String] = [],
        anomalies: [Anomaly] = [],
        configuration: String = "{}",
        report: String? = nil
    ) {
        self.id = id
        self.accountID = accountID
        self.trigger = trigger
        self.requestedBy = requestedBy
        self.dryRun = dryRun
        self.goal = goal
        self.autonomy = autonomy
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.status = status
        self.tier = tier
        self.counts = counts
        self.errors = errors
        self.anomalies = anomalies
        self.configuration = configuration
        self.report = report
    }
}

/// The counts of the contract's run result.
package struct RunCounts: Sendable, Codable, Hashable {
    package var campaignsCreated = 0
    package var campaignsUpdated = 0
    package var winnersPromoted = 0
    package var budgetsScaled = 0
    package var adsetsPaused = 0
    package var proposed = 0
    package var quarantined = 0

    package init() {}
}
