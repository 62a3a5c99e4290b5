import DeanDomain

/// Everything that changes the market.
extension GraphAPI {
    func write(_ call: GraphCall) throws -> GraphJSON {
        guard let first = call.path.first else {
            throw GraphFailure(code: 100, message: "Unsupported post request. Please read the Graph API documentation")
        }
        guard call.path.count <= 2 else { throw GraphFailure.unknownEdge(call.joinedPath) }
        if call.path.count == 2, call.path[1] == "insights" {
            return try market.read { state in
                let node = GraphNode(state: state, origin: call.origin)
                guard let target = node.target(first) else { throw GraphFailure.notFound(first, method: "post") }
                return try startReport(of: target, node, call)
            }
        }
        return try market.write { state in
            let target = GraphNode(state: state, origin: call.origin).target(first)
            guard let target else { throw GraphFailure.notFound(first, method: "post") }
            guard call.path.count == 2 else { return try update(target, &state, call) }
            switch (target, call.path[1]) {
            case (.account(let index), "campaigns"): return try createCampaign(index, &state, call)
            case (.account(let index), "adsets"): return try createAdSet(index, &state, call)
            case (.account(let index), "ads"): return try createAd(index, &state, call)
            case (.account(let index), "adcreatives"): return try createCreative(index, &state, call)
            case (.account(let index), "adimages"): return try addImages(index, &state, call)
            case (.account(let index), "advideos"): return try addVideo(index, &state, call)
            case (.campaign(let index), "copies"): return try copyCampaign(index, &state, call)
            case (.adSet(let index), "copies"): return try copyAdSet(index, &state, call)
            case (.ad(let index), "copies"): return try copyAd(index, &state, call)
            case (_, _): throw GraphFailure.unknownEdge(call.joinedPath)
            }
        }
    }

    func delete(_ call: GraphCall) throws -> GraphJSON {
        guard let first = call.path.first else { throw GraphFailure.missing("id") }
        return try market.write { state in
            let target = GraphNode(state: state, origin: call.origin).target(first)
            guard let target else { throw GraphFailure.notFound(first, method: "delete") }
            if case .account(let index) = target {
                guard call.path.count == 2, call.path[1] == "adimages" else {
                    throw GraphFailure.unknownEdge(call.joinedPath)
                }
                let hash = try call.parameters.required("hash")
                state.accounts[index].images.removeAll { $0.hash == hash }
                return ["success": true]
            }
            guard call.path.count == 1 else { throw GraphFailure.unknownEdge(call.joinedPath) }
            state.apply(MarketChange(status: "DELETED"), to: ObjectID(first), at: state.now, by: .api)
            return ["success": true]
        }
    }

    static let validated: GraphJSON = ["success": true]
    static let newStatuses = ["ACTIVE", "PAUSED"]
    static let statuses = ["ACTIVE", "PAUSED", "DELETED", "ARCHIVED"]
    static let bidStrategies = [
        "LOWEST_COST_WITHOUT_CAP", "LOWEST_COST_WITH_BID_CAP", "COST_CAP", "LOWEST_COST_WITH_MIN_ROAS",
    ]
    static let objectives = [
        "OUTCOME_APP_PROMOTION", "OUTCOME_AWARENESS", "OUTCOME_ENGAGEMENT", "OUTCOME_LEADS", "OUTCOME_SALES",
        "OUTCOME_TRAFFIC",
    ]
    static let optimizationGoals = [
        "APP_INSTALLS", "CONVERSATIONS", "EVENT_RESPONSES", "IMPRESSIONS", "LANDING_PAGE_VIEWS", "LEAD_GENERATION",
        "LINK_CLICKS", "OFFSITE_CONVERSIONS", "PAGE_LIKES", "POST_ENGAGEMENT", "PROFILE_VISIT", "QUALITY_LEAD",
        "REACH", "THRUPLAY", "VALUE", "VISIT_INSTAGRAM_PROFILE",
    ]
    static let billingEvents = ["IMPRESSIONS", "LINK_CLICKS", "PAGE_LIKES", "POST_ENGAGEMENT", "THRUPLAY"]

    /// A daily budget of the call, not below the account's least.
    func dailyBudget(_ call: GraphCall, account: MarketAccount) throws -> Int64? {
        guard let budget = try call.parameters.integer("daily_budget") else { return nil }
        guard budget >= account.minimumDailyBudget else {
            throw GraphFailure.budgetTooLow(Money(minorUnits: account.minimumDailyBudget, currency: account.currency))
        }
        return budget
    }

    func status(_ call: GraphCall, of allowed: [String]) throws -> String? {
        try call.parameters.choice("status", of: allowed)
    }
}
