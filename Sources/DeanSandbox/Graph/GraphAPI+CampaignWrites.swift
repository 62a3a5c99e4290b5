import DeanDomain

extension GraphAPI {
    func createCampaign(_ account: Int, _ state: inout MarketState, _ call: GraphCall) throws -> GraphJSON {
        let parameters = call.parameters
        guard parameters.text("smart_promotion_type") != "AUTOMATED_SHOPPING_ADS" else {
            throw GraphFailure.invalid(
                "AUTOMATED_SHOPPING_ADS campaigns can no longer be created. A campaign budget, open placements and "
                    + "the Advantage+ audience make an Advantage+ sales campaign.",
                title: "Campaign type is not supported"
            )
        }
        let name = try parameters.required("name")
        let objective = try parameters.required("objective")
        _ = try parameters.choice("objective", of: Self.objectives)
        guard let categories = parameters.list("special_ad_categories") else {
            throw GraphFailure.missing("special_ad_categories")
        }
        let daily = try dailyBudget(call, account: state.accounts[account])
        let lifetime = try parameters.integer("lifetime_budget")
        let strategy = try parameters.choice("bid_strategy", of: Self.bidStrategies)
        let shares = try parameters.flag("is_adset_budget_sharing_enabled")
        if daily != nil && lifetime != nil {
            throw GraphFailure.invalid("A campaign has a daily or a lifetime budget, not both.")
        }
        if daily == nil && lifetime == nil {
            guard let shares else {
                throw GraphFailure.invalid(
                    "Without a campaign budget, is_adset_budget_sharing_enabled must be true or false.",
                    subcode: 4_834_011,
                    title: "Ad set budget sharing is not specified"
                )
            }
            if shares, strategy == nil {
                throw GraphFailure.invalid(
                    "Ad set budget sharing needs a bid strategy on the campaign.",
                    subcode: 4_834_005
                )
            }
        }
        let status = try status(call, of: Self.newStatuses) ?? "ACTIVE"
        if call.validatesOnly { return Self.validated }
        let id = state.newID()
        state.add(
            MarketCampaign(
                id: id,
                account: account,
                name: name,
                objective: objective,
                status: status,
                dailyBudget: daily,
                lifetimeBudget: lifetime,
                bidStrategy: strategy ?? (daily ?? lifetime).map { _ in "LOWEST_COST_WITHOUT_CAP" },
                specialAdCategories: categories,
                sharesAdSetBudgets: shares,
                createdAt: state.now,
                updatedAt: state.now
            )
        )
        return ["id": .string(id.rawValue)]
    }

    func updateCampaign(_ index: Int, _ state: inout MarketState, _ call: GraphCall) throws -> GraphJSON {
        let campaign = state.campaigns[index]
        var change = MarketChange(name: call.parameters.text("name"))
        change.status = try status(call, of: Self.statuses)
        change.dailyBudget = try dailyBudget(call, account: state.accounts[campaign.account])
        change.lifetimeBudget = try call.parameters.integer("lifetime_budget")
        change.bidStrategy = try call.parameters.choice("bid_strategy", of: Self.bidStrategies)
        if change.dailyBudget != nil || change.lifetimeBudget != nil {
            let hasSetBudgets = campaign.adSets.contains {
                let status = state.effectiveStatus(ofAdSet: $0)
                return status != "ARCHIVED" && status != "DELETED" && state.dailyMoney(ofAdSet: $0) != nil
            }
            if hasSetBudgets { throw GraphFailure.budgetOnBothLevels }
        }
        return finish(change, campaign.id, &state, call)
    }

    /// Applies a checked change, unless it was only to be checked.
    func finish(_ change: MarketChange, _ id: ObjectID, _ state: inout MarketState, _ call: GraphCall) -> GraphJSON {
        if !call.validatesOnly { state.apply(change, to: id, at: state.now, by: .api) }
        return ["success": true]
    }

    func update(_ target: GraphNode.Target, _ state: inout MarketState, _ call: GraphCall) throws -> GraphJSON {
        let node = GraphNode(state: state, origin: call.origin)
        let own = node.value("status", of: target)?.text
        let effective = node.value("effective_status", of: target)?.text
        if !Set(["ARCHIVED", "DELETED"]).isDisjoint(with: [own, effective].compactMap { $0 }) {
            let beside = Set(call.parameters.values.keys).subtracting([
                "name", "access_token", "appsecret_proof", "execution_options", "fields", "summary",
            ])
            // An archived object may still be deleted, and saying again what it is changes nothing.
            let status = call.parameters.text("status")
            let harmless = beside == Set(["status"]) && (status == "DELETED" || status == own)
            guard beside.isEmpty || harmless else { throw GraphFailure.archived }
        }
        switch target {
        case .account: throw GraphFailure.invalid("The sandbox does not change ad accounts.")
        case .campaign(let index): return try updateCampaign(index, &state, call)
        case .adSet(let index): return try updateAdSet(index, &state, call)
        case .ad(let index): return try updateAd(index, &state, call)
        case .creative(let index):
            var change = MarketChange(name: call.parameters.text("name"))
            change.status = try status(call, of: Self.statuses)
            return finish(change, state.creatives[index].id, &state, call)
        }
    }
}
