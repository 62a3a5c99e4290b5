import DeanDomain

/// Budgets as they stand once actions have been carried out, counted without any of the guards' code.
struct AppliedWorld {
    struct Budget {
        var active: Bool
        var daily: Int64?
        var campaign: ObjectID?
    }

    private(set) var campaigns: [ObjectID: Budget] = [:]
    private(set) var adSets: [ObjectID: Budget] = [:]

    init(_ world: World) {
        for campaign in world.campaigns {
            campaigns[campaign.id] = Budget(active: campaign.status == .active, daily: campaign.dailyBudget?.minorUnits)
        }
        for adSet in world.adSets {
            adSets[adSet.id] = Budget(
                active: adSet.status == .active,
                daily: adSet.dailyBudget?.minorUnits,
                campaign: adSet.campaignID
            )
        }
    }

    mutating func apply(_ action: PlannedAction) {
        for (index, step) in action.steps.enumerated() {
            let made = ObjectID("\(action.id)/\(index)")
            func parent(_ parent: StepParent) -> ObjectID {
                switch parent {
                case .existing(let id): id
                case .madeByStep(let step): ObjectID("\(action.id)/\(step)")
                }
            }
            switch step {
            case .setDailyBudget(let object, _, let to):
                campaigns[object.id]?.daily = to.minorUnits
                adSets[object.id]?.daily = to.minorUnits
            case .setStatus(let object, _, let to):
                campaigns[object.id]?.active = to == .active
                adSets[object.id]?.active = to == .active
            case .createCampaign(let draft):
                campaigns[made] = Budget(active: true, daily: draft.dailyBudget?.minorUnits)
            case .createAdSet(let draft, let campaign):
                adSets[made] = Budget(active: true, daily: draft.dailyBudget?.minorUnits, campaign: parent(campaign))
            case .copyAdSet(let source, let campaign, _):
                let copy = adSets[source.id]?.daily
                adSets[made] = Budget(active: true, daily: copy, campaign: parent(campaign))
            case .createAd:
                break
            }
        }
    }

    func live(campaign id: ObjectID) -> Int64 {
        guard let campaign = campaigns[id], campaign.active else { return 0 }
        if let daily = campaign.daily { return daily }
        return adSets.values.filter { $0.campaign == id && $0.active }.reduce(0) { $0 + ($1.daily ?? 0) }
    }

    var live: Int64 { campaigns.keys.reduce(0) { $0 + live(campaign: $1) } }
}
