import DeanDomain

extension GraphNode {
    func value(_ name: String, ofAdSet index: Int) -> GraphJSON? {
        let adSet = state.adSets[index]
        let account = state.account(ofAdSet: index)
        switch name {
        case "id": return .string(adSet.id.rawValue)
        case "account_id": return value("account_id", ofAccount: account)
        case "campaign_id": return .string(state.campaigns[adSet.campaign].id.rawValue)
        case "name": return .string(adSet.name)
        case "status", "configured_status": return .string(adSet.status)
        case "effective_status": return .string(state.effectiveStatus(ofAdSet: index))
        case "daily_budget", "lifetime_budget":
            // Meta writes the budget that an ad set does not use as "0" beside the one that it does.
            guard state.dailyMoney(ofAdSet: index) != nil else { return nil }
            return .string(String((name == "daily_budget" ? adSet.dailyBudget : adSet.lifetimeBudget) ?? 0))
        case "budget_remaining":
            return state.dailyMoney(ofAdSet: index).map { remaining($0, adSet.pace, adSet.campaign) } ?? "0"
        case "optimization_goal": return .string(adSet.optimizationGoal)
        case "billing_event": return .string(adSet.billingEvent)
        case "bid_strategy":
            return (adSet.bidStrategy ?? state.campaigns[adSet.campaign].bidStrategy).map(GraphJSON.string)
        case "bid_amount": return adSet.bidAmount.map(GraphJSON.integer)
        case "targeting": return adSet.targeting
        case "promoted_object": return adSet.promotedObject
        case "attribution_spec": return adSet.attributionSpec
        case "learning_stage_info": return learningStage(index)
        case "dsa_payor": return adSet.dsaPayor.map(GraphJSON.string)
        case "dsa_beneficiary": return adSet.dsaBeneficiary.map(GraphJSON.string)
        case "destination_type": return "WEBSITE"
        case "is_dynamic_creative": return false
        case "pacing_type": return ["standard"]
        case "source_adset_id": return "0"
        case "created_time": return GraphFormat.time(adSet.createdAt, in: zone(account))
        case "updated_time": return GraphFormat.time(adSet.updatedAt, in: zone(account))
        case "start_time": return GraphFormat.time(adSet.startAt, in: zone(account))
        case "end_time": return adSet.endAt.map { GraphFormat.time($0, in: zone(account)) }
        default: return nil
        }
    }

    private func learningStage(_ index: Int) -> GraphJSON {
        let (stage, conversions) = state.learningStage(ofAdSet: index)
        return [
            "status": .string(stage.rawValue), "conversions": .integer(Int64(conversions)),
            "last_sig_edit_ts": .integer(state.adSets[index].significantEditAt.seconds),
            "attribution_windows": ["7d_click"],
        ]
    }
}
