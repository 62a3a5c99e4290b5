package import DeanDomain

extension MetaClient {
    private static let pageSize = "200"

    package func account(
        _ id: AccountID,
        priority: MetaPriority = .backgroundRead
    ) async throws(MetaError) -> Account {
        let request = GraphRequest.get(
            id.rawValue,
            [
                "fields": "id,name,account_status,currency,timezone_name,timezone_offset_hours_utc,"
                    + "min_daily_budget,spend_cap,amount_spent"
            ],
            account: id,
            doing: "reading the account \(id)"
        )
        return try StructureReader(doing: request.doing).account(try await read(request, priority), id: id)
    }

    package func campaigns(
        _ account: AccountID,
        currency: Currency,
        priority: MetaPriority = .backgroundRead
    ) async throws(MetaError) -> [Campaign] {
        let fields =
            "id,name,objective,status,effective_status,daily_budget,lifetime_budget,bid_strategy,"
            + "advantage_state_info,created_time,updated_time"
        let request = edge("campaigns", of: account, fields: fields)
        let reader = StructureReader(doing: request.doing)
        return try await readAll(request, priority) { (json: JSON) throws(MetaError) in
            try reader.campaign(json, currency: currency)
        }
    }

    package func adSets(
        _ account: AccountID,
        currency: Currency,
        priority: MetaPriority = .backgroundRead
    ) async throws(MetaError) -> [AdSet] {
        let fields =
            "id,campaign_id,name,status,effective_status,daily_budget,lifetime_budget,optimization_goal,"
            + "billing_event,promoted_object,learning_stage_info,targeting,created_time,start_time,updated_time"
        let request = edge("adsets", of: account, fields: fields)
        let reader = StructureReader(doing: request.doing)
        return try await readAll(request, priority) { (json: JSON) throws(MetaError) in
            try reader.adSet(json, currency: currency)
        }
    }

    package func ads(
        _ account: AccountID,
        priority: MetaPriority = .backgroundRead
    ) async throws(MetaError) -> [Ad] {
        let fields = "id,adset_id,campaign_id,creative{id},name,status,effective_status,created_time,updated_time"
        let request = edge("ads", of: account, fields: fields)
        let reader = StructureReader(doing: request.doing)
        return try await readAll(request, priority) { (json: JSON) throws(MetaError) in try reader.ad(json) }
    }

    package func creatives(
        _ account: AccountID,
        priority: MetaPriority = .backgroundRead
    ) async throws(MetaError) -> [Creative] {
        let request = edge("adcreatives", of: account, fields: "id,name,status,title,body,thumbnail_url")
        let reader = StructureReader(doing: request.doing)
        return try await readAll(request, priority) { (json: JSON) throws(MetaError) in try reader.creative(json) }
    }

    /// The whole account; one part that can't be read fails it all, for half an account looks like one that was cut.
    package func snapshot(
        _ account: AccountID,
        at moment: Timestamp,
        priority: MetaPriority = .backgroundRead
    ) async throws(MetaError) -> AccountSnapshot {
        let read = try await self.account(account, priority: priority)
        return AccountSnapshot(
            account: read,
            campaigns: try await campaigns(account, currency: read.currency, priority: priority),
            adSets: try await adSets(account, currency: read.currency, priority: priority),
            ads: try await ads(account, priority: priority),
            creatives: try await creatives(account, priority: priority),
            readAt: moment
        )
    }

    private func edge(_ name: String, of account: AccountID, fields: String) -> GraphRequest {
        .get(
            "\(account)/\(name)",
            ["fields": fields, "limit": Self.pageSize],
            account: account,
            doing: "reading \(name) of \(account)"
        )
    }
}
