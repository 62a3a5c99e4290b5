import DeanDomain

/// Writes report rows as Meta does: every number a string, money in major units, actions as lists.
struct GraphInsightWriter {
    let node: GraphNode
    let rows: GraphReports.Rows

    private var currency: Currency { node.state.accounts[rows.account].currency }

    func json(_ row: MarketInsight) -> GraphJSON {
        var members: [GraphJSON.Member] = []
        for field in rows.fields where field != "date_start" && field != "date_stop" {
            guard let value = value(field, row) else { continue }
            members.append(GraphJSON.Member(name: field, value: value))
        }
        members.append(GraphJSON.Member(name: "date_start", value: .string(row.first.description)))
        members.append(GraphJSON.Member(name: "date_stop", value: .string(row.last.description)))
        if let hour = row.hour {
            let text = GraphFormat.twoDigits(hour)
            members.append(
                GraphJSON.Member(name: GraphInsightRequest.hourly, value: .string("\(text):00:00 - \(text):59:59"))
            )
        }
        for value in row.segment?.values ?? [] {
            members.append(GraphJSON.Member(name: value.name, value: .string(value.value)))
        }
        return .object(members)
    }

    /// nil for what the row has no value for.
    func value(_ field: String, _ row: MarketInsight) -> GraphJSON? {
        let totals = row.totals
        switch field {
        case "spend": return .string(GraphFormat.money(totals.spend, currency))
        case "impressions": return .string(String(totals.impressions))
        case "clicks": return .string(String(totals.clicks))
        case "inline_link_clicks": return totals.linkClicks > 0 ? .string(String(totals.linkClicks)) : nil
        // People are counted over days; an hour has no reach.
        case "reach": return row.hour == nil ? .string(String(totals.reach)) : nil
        case "frequency":
            guard row.hour == nil, totals.reach > 0 else { return nil }
            return ratio(Double(totals.impressions), Double(totals.reach))
        case "ctr": return ratio(100 * Double(totals.clicks), Double(totals.impressions))
        case "inline_link_click_ctr": return ratio(100 * Double(totals.linkClicks), Double(totals.impressions))
        case "cpc": return ratio(major(totals.spend), Double(totals.clicks))
        case "cpm": return ratio(1000 * major(totals.spend), Double(totals.impressions))
        case "cpp": return row.hour == nil ? ratio(1000 * major(totals.spend), Double(totals.reach)) : nil
        case "cost_per_inline_link_click": return ratio(major(totals.spend), Double(totals.linkClicks))
        case "actions": return list(counts(totals).map { ($0.type, String($0.count)) })
        case "action_values":
            guard totals.revenue > 0 else { return nil }
            return list(Self.purchaseTypes.map { ($0, GraphFormat.money(totals.revenue, currency)) })
        case "cost_per_action_type":
            return list(
                counts(totals).map { ($0.type, GraphFormat.decimal(major(totals.spend) / Double($0.count))) }
            )
        case "purchase_roas", "website_purchase_roas":
            guard totals.revenue > 0, totals.spend > 0 else { return nil }
            let type = field == "purchase_roas" ? "omni_purchase" : "offsite_conversion.fb_pixel_purchase"
            return list([(type, GraphFormat.decimal(Double(totals.revenue) / Double(totals.spend)))])
        case "outbound_clicks":
            return totals.linkClicks > 0 ? list([("outbound_click", String(totals.linkClicks))]) : nil
        case "video_thruplay_watched_actions":
            return totals.thruplays > 0 ? list([("video_view", String(totals.thruplays))]) : nil
        case "video_play_actions":
            return totals.videoViews > 0 ? list([("video_view", String(totals.videoViews * 2))]) : nil
        case "cost_per_thruplay":
            guard totals.thruplays > 0 else { return nil }
            return list([("video_view", GraphFormat.decimal(major(totals.spend) / Double(totals.thruplays)))])
        default: return name(field, row)
        }
    }

    static let purchaseTypes = ["omni_purchase", "purchase", "offsite_conversion.fb_pixel_purchase"]
    private static let leadTypes = ["lead", "offsite_conversion.fb_pixel_lead"]

    /// Purchases and leads are reported under several types that count the same events.
    private func counts(_ totals: InsightTotals) -> [(type: String, count: Int)] {
        var counts: [(type: String, count: Int)] = [
            ("link_click", totals.linkClicks), ("landing_page_view", totals.landingPageViews),
            ("omni_landing_page_view", totals.landingPageViews), ("add_to_cart", totals.addToCarts),
            ("omni_add_to_cart", totals.addToCarts), ("video_view", totals.videoViews),
            ("post_engagement", totals.clicks + totals.videoViews),
            ("page_engagement", totals.clicks + totals.videoViews),
        ]
        counts += Self.purchaseTypes.map { ($0, totals.purchases) } + Self.leadTypes.map { ($0, totals.leads) }
        return counts.filter { $0.count > 0 }
    }

    private func list(_ values: [(type: String, value: String)]) -> GraphJSON? {
        guard !values.isEmpty else { return nil }
        return .array(values.map { ["action_type": .string($0.type), "value": .string($0.value)] })
    }

    private func major(_ minor: Int64) -> Double { Double(minor) / Double(currency.minorUnitsPerMajor) }

    private func ratio(_ numerator: Double, _ denominator: Double) -> GraphJSON? {
        denominator > 0 ? .string(GraphFormat.decimal(numerator / denominator)) : nil
    }

    /// Names and settings of the row's object and of what it belongs to.
    private func name(_ field: String, _ row: MarketInsight) -> GraphJSON? {
        let state = node.state
        let ad = rows.level == .ad ? row.object : nil
        let adSet = rows.level == .adSet ? row.object : ad.map { state.ads[$0].adSet }
        let campaign = rows.level == .campaign ? row.object : adSet.map { state.adSets[$0].campaign }
        switch field {
        case "account_id": return node.value("account_id", ofAccount: rows.account)
        case "account_name": return node.value("name", ofAccount: rows.account)
        case "account_currency": return .string(currency.code)
        case "campaign_id": return campaign.map { .string(state.campaigns[$0].id.rawValue) }
        case "campaign_name": return campaign.map { .string(state.campaigns[$0].name) }
        case "objective": return campaign.map { .string(state.campaigns[$0].objective) }
        case "adset_id": return adSet.map { .string(state.adSets[$0].id.rawValue) }
        case "adset_name": return adSet.map { .string(state.adSets[$0].name) }
        case "optimization_goal": return adSet.map { .string(state.adSets[$0].optimizationGoal) }
        case "ad_id": return ad.map { .string(state.ads[$0].id.rawValue) }
        case "ad_name": return ad.map { .string(state.ads[$0].name) }
        case "buying_type": return "AUCTION"
        case "attribution_setting": return "7d_click"
        default: return nil
        }
    }
}
