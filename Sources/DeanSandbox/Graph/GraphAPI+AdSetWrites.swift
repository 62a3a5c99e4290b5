import DeanDomain

extension GraphAPI {
    func createAdSet(_ account: Int, _ state: inout MarketState, _ call: GraphCall) throws -> GraphJSON {
        let parameters = call.parameters
        let name = try parameters.required("name")
        let campaignID = try parameters.required("campaign_id")
        guard case .campaign(let campaign) = state.place(of: ObjectID(campaignID)),
            state.campaigns[campaign].account == account
        else { throw GraphFailure.invalid("campaign_id \(campaignID) is no campaign of this account.") }
        if ["ARCHIVED", "DELETED"].contains(state.campaigns[campaign].status) { throw GraphFailure.archived }
        let goal = try parameters.required("optimization_goal")
        _ = try parameters.choice("optimization_goal", of: Self.optimizationGoals)
        let billing = try parameters.required("billing_event")
        _ = try parameters.choice("billing_event", of: Self.billingEvents)
        guard let targeting = try parameters.structure("targeting") else { throw GraphFailure.missing("targeting") }
        try check(targeting)
        let daily = try dailyBudget(call, account: state.accounts[account])
        let lifetime = try parameters.integer("lifetime_budget")
        let start = try parameters.moment("start_time") ?? state.now
        let end = try parameters.moment("end_time")
        try checkBudget(daily: daily, lifetime: lifetime, start: start, end: end, campaign: state.campaigns[campaign])
        let promoted = try parameters.structure("promoted_object")
        try checkPromotedObject(promoted, goal: goal, objective: state.campaigns[campaign].objective)
        let strategy = try parameters.choice("bid_strategy", of: Self.bidStrategies)
        let bid = try parameters.integer("bid_amount")
        if ["COST_CAP", "LOWEST_COST_WITH_BID_CAP"].contains(strategy ?? state.campaigns[campaign].bidStrategy),
            bid == nil
        {
            throw GraphFailure.invalid("This bid strategy needs bid_amount.", subcode: 1_815_857)
        }
        let fallback = state.accounts[account].dsaDefault
        let payor = parameters.text("dsa_payor") ?? fallback
        let beneficiary = parameters.text("dsa_beneficiary") ?? fallback
        let countries = targeting["geo_locations"]?["countries"]?.items?.compactMap(\.text) ?? []
        if countries.contains(where: Self.union.contains) {
            guard beneficiary != nil else {
                throw GraphFailure.invalid("Ads in the EU name a beneficiary (dsa_beneficiary).", subcode: 3_858_079)
            }
            guard payor != nil else {
                throw GraphFailure.invalid("Ads in the EU name a payer (dsa_payor).", subcode: 3_858_081)
            }
        }
        let status = try status(call, of: Self.newStatuses) ?? "ACTIVE"
        let attribution = try parameters.structure("attribution_spec")
        if call.validatesOnly { return Self.validated }
        let id = state.newID()
        state.add(
            MarketAdSet(
                id: id,
                campaign: campaign,
                name: name,
                status: status,
                dailyBudget: daily,
                lifetimeBudget: lifetime,
                optimizationGoal: goal,
                billingEvent: billing,
                bidStrategy: strategy,
                bidAmount: bid,
                targeting: targeting,
                promotedObject: promoted,
                attributionSpec: attribution ?? [["event_type": "CLICK_THROUGH", "window_days": 7]],
                dsaPayor: payor,
                dsaBeneficiary: beneficiary,
                createdAt: state.now,
                updatedAt: state.now,
                startAt: max(start, state.now),
                endAt: end,
                significantEditAt: state.now,
                audience: newAudience(account, state)
            )
        )
        return ["id": .string(id.rawValue)]
    }

    func updateAdSet(_ index: Int, _ state: inout MarketState, _ call: GraphCall) throws -> GraphJSON {
        let parameters = call.parameters
        let adSet = state.adSets[index]
        let campaign = state.campaigns[adSet.campaign]
        var change = MarketChange(name: parameters.text("name"))
        change.status = try status(call, of: Self.statuses)
        change.dailyBudget = try dailyBudget(call, account: state.accounts[campaign.account])
        change.lifetimeBudget = try parameters.integer("lifetime_budget")
        change.bidStrategy = try parameters.choice("bid_strategy", of: Self.bidStrategies)
        change.bidAmount = try parameters.integer("bid_amount")
        change.optimizationGoal = try parameters.choice("optimization_goal", of: Self.optimizationGoals)
        change.promotedObject = try parameters.structure("promoted_object")
        change.attributionSpec = try parameters.structure("attribution_spec")
        change.endAt = try parameters.moment("end_time")
        change.targeting = try parameters.structure("targeting")
        if let targeting = change.targeting { try check(targeting) }
        if change.dailyBudget != nil || change.lifetimeBudget != nil {
            if state.dailyMoney(ofCampaign: adSet.campaign) != nil { throw GraphFailure.budgetOnBothLevels }
            try noteBudgetChange(change.dailyBudget, index, &state, validatesOnly: call.validatesOnly)
        }
        return finish(change, adSet.id, &state, call)
    }

    /// Four changes of an ad set's budget an hour; the fifth is refused and blocks the ad set for an hour.
    private func noteBudgetChange(
        _ budget: Int64?,
        _ index: Int,
        _ state: inout MarketState,
        validatesOnly: Bool
    ) throws {
        let now = state.now
        if let blocked = state.adSets[index].budgetBlockedUntil, blocked > now {
            throw GraphFailure.tooManyBudgetChanges
        }
        let recent = state.adSets[index].budgetChanges.filter { $0 > now - .hours(1) }
        guard budget != state.adSets[index].dailyBudget, recent.count >= 4 else { return }
        if !validatesOnly { state.adSets[index].budgetBlockedUntil = now + .hours(1) }
        throw GraphFailure.tooManyBudgetChanges
    }

    private func check(_ targeting: GraphJSON) throws {
        let places = targeting["geo_locations"]?.members ?? []
        guard places.contains(where: { !($0.value.items ?? []).isEmpty && $0.name != "location_types" }) else {
            throw GraphFailure.invalid(
                "targeting needs geo_locations with at least one country.",
                subcode: 1_885_364,
                title: "Missing location"
            )
        }
        guard targeting["targeting_automation"]?["advantage_audience"]?.int != nil else {
            throw GraphFailure.invalid(
                "Set targeting.targeting_automation.advantage_audience to 1 or 0.",
                subcode: 1_870_227,
                title: "Advantage+ audience flag is required"
            )
        }
    }

    private func checkBudget(
        daily: Int64?,
        lifetime: Int64?,
        start: Timestamp,
        end: Timestamp?,
        campaign: MarketCampaign
    ) throws {
        let above = campaign.dailyBudget != nil || campaign.lifetimeBudget != nil
        if above, daily != nil || lifetime != nil { throw GraphFailure.budgetOnBothLevels }
        if !above, daily == nil, lifetime == nil {
            throw GraphFailure.invalid("An ad set needs a budget unless its campaign has one.", title: "Missing budget")
        }
        if daily != nil, lifetime != nil {
            throw GraphFailure.invalid("An ad set has a daily or a lifetime budget, not both.")
        }
        if lifetime != nil, end == nil { throw GraphFailure.missing("end_time") }
        if daily != nil, let end, end - start <= .hours(24) {
            throw GraphFailure.invalid("An ad set with a daily budget runs for more than 24 hours.", subcode: 1_487_793)
        }
    }

    private func checkPromotedObject(_ object: GraphJSON?, goal: String, objective: String) throws {
        guard goal == "OFFSITE_CONVERSIONS" || goal == "VALUE" else { return }
        guard let object else { throw GraphFailure.missing("promoted_object") }
        guard object["pixel_id"]?.text != nil || object["pixel_id"]?.int != nil else {
            throw GraphFailure.missing("promoted_object[pixel_id]")
        }
        guard object["custom_event_type"]?.text != nil || object["custom_conversion_id"] != nil else {
            throw GraphFailure.missing("promoted_object[custom_event_type]")
        }
    }

    /// An audience nobody knows yet: its size, price and fit come from the market's seed.
    private func newAudience(_ account: Int, _ state: MarketState) -> AudienceTraits {
        var random = SeededRandom(seed: state.seed, UInt64(state.adSets.count), 5)
        return AudienceTraits(
            people: 400_000 * random.lognormal(sd: 0.4),
            price: random.lognormal(sd: 0.08),
            fit: random.lognormal(sd: 0.12),
            capacity: state.accounts[account].basket * 3.5
        )
    }

    private static let union: Set<String> = [
        "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU",
        "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE",
    ]
}
