package import DeanDomain

/// The facts that guards judge by.
///
/// What is nil is not known, and a guard that needs it refuses.
package struct GuardContext: Sendable {
    package let snapshot: AccountSnapshot
    package let goals: [Goal]
    package let rules: Rules
    package let settings: Settings
    package let pastActions: [PastAction]
    package let humanEdits: [ObjectID: Timestamp]
    package let anomalies: [Anomaly]
    package let gaps: [ReadingGap]
    package let stopped: Bool?
    package let leaseFresh: Bool?
    /// The highest of Meta's usage figures, percent.
    package let throttlePercent: Int?
    /// Writes that this run has already carried out.
    package let writesThisRun: Int
    package let now: Timestamp
    /// A person (or `auto` within its limits) has approved the action.
    package let approved: Bool
    /// When the action's plan expires; nil for an action outside a plan.
    package let planExpiresAt: Timestamp?
    /// Actions of the same run that count as if they had been carried out.
    package private(set) var alreadyPlanned: [PlannedAction]

    let assignment: GoalAssignment
    let objects: ObjectIndex
    /// Budgets as they are, without what is planned.
    let live: BudgetLedger
    /// Budgets after everything that is planned.
    private(set) var planned: BudgetLedger

    package init(
        snapshot: AccountSnapshot,
        goals: [Goal],
        rules: Rules,
        settings: Settings,
        pastActions: [PastAction],
        humanEdits: [ObjectID: Timestamp],
        anomalies: [Anomaly],
        gaps: [ReadingGap],
        stopped: Bool?,
        leaseFresh: Bool?,
        throttlePercent: Int?,
        writesThisRun: Int,
        now: Timestamp,
        approved: Bool,
        alreadyPlanned: [PlannedAction],
        planExpiresAt: Timestamp? = nil
    ) {
        self.snapshot = snapshot
        self.goals = goals
        self.rules = rules
        self.settings = settings
        self.pastActions = pastActions
        self.humanEdits = humanEdits
        self.anomalies = anomalies
        self.gaps = gaps
        self.stopped = stopped
        self.leaseFresh = leaseFresh
        self.throttlePercent = throttlePercent
        self.writesThisRun = writesThisRun
        self.now = now
        self.approved = approved
        self.planExpiresAt = planExpiresAt
        assignment = GoalAssignment(snapshot: snapshot, goals: goals)
        objects = ObjectIndex(snapshot)
        live = BudgetLedger(snapshot: snapshot, assignment: assignment)
        planned = live
        self.alreadyPlanned = []
        for action in alreadyPlanned { plan(action) }
    }

    /// Counts an action as if it had been carried out.
    package mutating func plan(_ action: PlannedAction) {
        alreadyPlanned.append(action)
        planned = planned.applying(action).ledger
    }

    var currency: Currency { snapshot.account.currency }

    func money(_ minorUnits: Int64) -> Money { Money(minorUnits: minorUnits, currency: currency) }

    func minor(_ major: Double) -> Int64 { Money(major: major, currency: currency).minorUnits }

    /// Past actions within a span before now.
    func past(_ span: TimeSpan) -> [PastAction] { pastActions.filter { now - $0.executedAt < span } }
}

/// An account's objects by id.
struct ObjectIndex: Sendable {
    let campaigns: [ObjectID: Campaign]
    let adSets: [ObjectID: AdSet]
    let ads: [ObjectID: Ad]
    let adSetsOfCampaign: [ObjectID: [AdSet]]
    let adsOfAdSet: [ObjectID: [Ad]]

    init(_ snapshot: AccountSnapshot) {
        campaigns = Dictionary(snapshot.campaigns.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        adSets = Dictionary(snapshot.adSets.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        ads = Dictionary(snapshot.ads.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        adSetsOfCampaign = Dictionary(grouping: snapshot.adSets, by: \.campaignID)
        adsOfAdSet = Dictionary(grouping: snapshot.ads, by: \.adSetID)
    }

    func status(of id: ObjectID) -> ConfiguredStatus? {
        campaigns[id]?.status ?? adSets[id]?.status ?? ads[id]?.status
    }

    func ref(of id: ObjectID) -> ObjectRef? { campaigns[id]?.ref ?? adSets[id]?.ref ?? ads[id]?.ref }

    /// The object and everything above it.
    func lineage(of id: ObjectID) -> [ObjectID] {
        if let ad = ads[id] { return [id, ad.adSetID, ad.campaignID] }
        if let adSet = adSets[id] { return [id, adSet.campaignID] }
        return [id]
    }
}
