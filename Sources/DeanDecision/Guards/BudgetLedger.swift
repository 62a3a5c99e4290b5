import DeanDomain

/// The live daily budgets of an account, level by level, before and after steps are applied.
///
/// A budget is live when its object and its campaign are switched on. What is not a daily budget (a lifetime budget, a
/// missing one) makes the level unknown, because nothing bounds what it may spend in a day.
struct BudgetLedger: Sendable {
    /// A sum in minor units, with the objects that keep it from being known.
    struct Total: Sendable, Hashable {
        var sum: Int64 = 0
        var unbounded: Set<String> = []

        var known: Int64? { unbounded.isEmpty ? sum : nil }

        static func + (left: Total, right: Total) -> Total {
            Total(sum: left.sum + right.sum, unbounded: left.unbounded.union(right.unbounded))
        }
    }

    private struct Own: Sendable {
        var name: String
        var active: Bool
        var daily: Int64?
        var lifetime: Bool
    }

    private struct Entry: Sendable {
        var own: Own
        var goal: GoalKey?
        var adSets: [ObjectID: Own] = [:]

        var total: Total {
            guard own.active else { return Total() }
            if own.lifetime { return Total(unbounded: [own.name]) }
            if let daily = own.daily { return Total(sum: daily) }
            var total = Total()
            for adSet in adSets.values where adSet.active {
                if let daily = adSet.daily, !adSet.lifetime {
                    total.sum += daily
                } else {
                    total.unbounded.insert(adSet.name)
                }
            }
            return total
        }
    }

    private var entries: [ObjectID: Entry] = [:]
    private var campaignOfAdSet: [ObjectID: ObjectID] = [:]
    private var totals: [ObjectID: Total] = [:]

    init(snapshot: AccountSnapshot, assignment: GoalAssignment) {
        for campaign in snapshot.campaigns {
            entries[campaign.id] = Entry(
                own: Own(
                    name: campaign.ref.quoted,
                    active: campaign.status == .active,
                    daily: campaign.dailyBudget?.minorUnits,
                    lifetime: campaign.lifetimeBudget != nil
                ),
                goal: assignment.goal(of: campaign.id)
            )
        }
        for adSet in snapshot.adSets {
            campaignOfAdSet[adSet.id] = adSet.campaignID
            entries[adSet.campaignID]?.adSets[adSet.id] = Own(
                name: adSet.ref.quoted,
                active: adSet.status == .active,
                daily: adSet.dailyBudget?.minorUnits,
                lifetime: adSet.lifetimeBudget != nil
            )
        }
        for (id, entry) in entries { totals[id] = entry.total }
    }

    var account: Total { totals.values.reduce(Total(), +) }

    func goal(_ key: GoalKey) -> Total {
        totals.reduce(Total()) { sum, one in entries[one.key]?.goal == key ? sum + one.value : sum }
    }

    func campaign(_ id: ObjectID) -> Total { totals[id] ?? Total() }

    /// The daily budget that stands on an object itself.
    func daily(of id: ObjectID) -> Int64? {
        if let entry = entries[id] { return entry.own.daily }
        return campaignOfAdSet[id].flatMap { entries[$0]?.adSets[id]?.daily }
    }

    func campaign(of object: ObjectID) -> ObjectID? { entries[object] != nil ? object : campaignOfAdSet[object] }

    /// The campaigns that the action's steps change or make, and the ledger after them.
    func applying(_ action: PlannedAction) -> (ledger: BudgetLedger, campaigns: Set<ObjectID>) {
        var ledger = self
        var campaigns: Set<ObjectID> = []
        for (index, step) in action.steps.enumerated() {
            if let campaign = ledger.apply(step, index: index, action: action) { campaigns.insert(campaign) }
        }
        for campaign in campaigns { ledger.totals[campaign] = ledger.entries[campaign]?.total }
        return (ledger, campaigns)
    }

    private mutating func apply(_ step: WriteStep, index: Int, action: PlannedAction) -> ObjectID? {
        let made = Self.made(index, action)
        switch step {
        case .setDailyBudget(let object, _, let to):
            return change(object.id) { $0.daily = to.minorUnits }
        case .setStatus(let object, _, let to):
            return change(object.id) { $0.active = to == .active }
        case .createCampaign(let draft):
            let own = Own(
                name: draft.name,
                active: draft.status == .active,
                daily: draft.dailyBudget?.minorUnits,
                lifetime: false
            )
            entries[made] = Entry(own: own, goal: action.goal)
            return made
        case .createAdSet(let draft, let parent):
            let own = Own(
                name: draft.name,
                active: draft.status == .active,
                daily: draft.dailyBudget?.minorUnits,
                lifetime: false
            )
            return add(own, id: made, to: parent, action)
        case .copyAdSet(let source, let parent, let name):
            let daily = self.daily(of: source.id)
            return add(Own(name: name, active: true, daily: daily, lifetime: false), id: made, to: parent, action)
        case .createAd:
            return nil
        }
    }

    private mutating func change(_ id: ObjectID, _ body: (inout Own) -> Void) -> ObjectID? {
        guard let campaign = campaign(of: id), var entry = entries[campaign] else { return nil }
        if campaign == id {
            body(&entry.own)
        } else if var adSet = entry.adSets[id] {
            body(&adSet)
            entry.adSets[id] = adSet
        }
        entries[campaign] = entry
        return campaign
    }

    private mutating func add(_ own: Own, id: ObjectID, to parent: StepParent, _ action: PlannedAction) -> ObjectID? {
        let campaign: ObjectID
        switch parent {
        case .existing(let existing): campaign = existing
        case .madeByStep(let step): campaign = Self.made(step, action)
        }
        guard entries[campaign] != nil else { return nil }
        entries[campaign]?.adSets[id] = own
        campaignOfAdSet[id] = campaign
        return campaign
    }

    private static func made(_ step: Int, _ action: PlannedAction) -> ObjectID {
        ObjectID("\(action.id.rawValue)#\(step)")
    }
}
