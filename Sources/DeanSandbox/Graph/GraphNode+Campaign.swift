import DeanDomain

extension GraphNode {
    func value(_ name: String, ofCampaign index: Int) -> GraphJSON? {
        let campaign = state.campaigns[index]
        switch name {
        case "id": return .string(campaign.id.rawValue)
        case "account_id": return value("account_id", ofAccount: campaign.account)
        case "name": return .string(campaign.name)
        case "objective": return .string(campaign.objective)
        case "status", "configured_status": return .string(campaign.status)
        case "effective_status": return .string(state.effectiveStatus(ofCampaign: index))
        case "daily_budget": return campaign.dailyBudget.map { .string(String($0)) }
        case "lifetime_budget": return campaign.lifetimeBudget.map { .string(String($0)) }
        case "budget_remaining": return state.dailyMoney(ofCampaign: index).map { remaining($0, campaign.pace, index) }
        case "bid_strategy": return campaign.bidStrategy.map(GraphJSON.string)
        case "buying_type": return "AUCTION"
        case "special_ad_categories": return .array(campaign.specialAdCategories.map(GraphJSON.string))
        case "special_ad_category": return .string(campaign.specialAdCategories.first ?? "NONE")
        case "is_adset_budget_sharing_enabled": return campaign.sharesAdSetBudgets.map(GraphJSON.bool)
        case "smart_promotion_type": return "GUIDED_CREATION"
        case "advantage_state_info": return advantageState(index)
        case "source_campaign_id": return "0"
        case "pacing_type": return ["standard"]
        case "created_time": return GraphFormat.time(campaign.createdAt, in: zone(campaign.account))
        case "start_time": return GraphFormat.time(campaign.createdAt, in: zone(campaign.account))
        case "updated_time": return GraphFormat.time(campaign.updatedAt, in: zone(campaign.account))
        default: return nil
        }
    }

    /// Derived and read-only: a campaign budget, no limit on placements, and the Advantage+ audience on an ad set.
    private func advantageState(_ index: Int) -> GraphJSON {
        let campaign = state.campaigns[index]
        let targetings = campaign.adSets.map { state.adSets[$0].targeting }
        let budget = state.dailyMoney(ofCampaign: index) != nil
        let placement = targetings.allSatisfy { targeting in
            Self.placementKeys.allSatisfy { targeting[$0] == nil }
        }
        let audience = targetings.contains { $0["targeting_automation"]?["advantage_audience"]?.int == 1 }
        let all = budget && placement && audience && campaign.objective == "OUTCOME_SALES"
        func word(_ enabled: Bool) -> GraphJSON { enabled ? "ENABLED" : "DISABLED" }
        return [
            "advantage_state": all ? "ADVANTAGE_PLUS_SALES" : "DISABLED",
            "advantage_budget_state": word(budget), "advantage_audience_state": word(audience),
            "advantage_placement_state": word(placement),
        ]
    }

    private static let placementKeys = [
        "publisher_platforms", "facebook_positions", "instagram_positions", "messenger_positions",
        "audience_network_positions", "device_platforms",
    ]

    func remaining(_ budget: Int64, _ pace: BudgetPace, _ campaign: Int) -> GraphJSON {
        let account = state.accounts[state.campaigns[campaign].account]
        let today = account.calendar.local(state.nowHour).day
        return .string(String(max(0, budget - (pace.day == today ? pace.spent : 0))))
    }
}
