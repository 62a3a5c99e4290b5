import DeanDomain

/// How an insight lies in `performance_metrics`.
enum InsightColumns {
    static let all = [
        "account_id", "grain", "level", "object_id", "day", "hour", "breakdown", "spend", "impressions", "clicks",
        "link_clicks", "thruplays", "events", "revenue", "reach", "goal", "read_at", "fingerprint", "campaign_id",
        "adset_id", "currency", "actions", "action_values",
    ]

    static func values(of change: InsightChanges.Change, account: AccountID, readAt: Timestamp) throws -> [StoreValue] {
        let insight = change.insight
        let row = insight.row
        let metrics = insight.metrics
        return [
            .raw(account), .raw(insight.grain), .raw(row.level), .raw(row.objectID), .day(row.day),
            .number(row.hour ?? -1), .text(row.breakdown ?? ""), .number(metrics.spend), .number(metrics.impressions),
            .number(metrics.clicks), .number(metrics.linkClicks), .number(metrics.thruplays), .real(metrics.events),
            .number(metrics.revenue), .number(row.reach), .raw(insight.goal), .time(readAt),
            .number(change.fingerprint), .raw(row.campaignID), .raw(row.adSetID), .text(row.spend.currency.code),
            .text(try StoreJSON.encode(numbers: row.actions)), .text(try StoreJSON.encode(numbers: row.actionValues)),
        ]
    }

    static func insight(_ stored: StoreRow) throws -> StoredInsight {
        let hour = try stored.number("hour")
        let breakdown = try stored.text("breakdown")
        let metrics = try metrics(stored)
        return StoredInsight(
            row: InsightRow(
                level: try stored.raw("level"),
                objectID: try stored.raw("object_id"),
                campaignID: try stored.optionalRaw("campaign_id"),
                adSetID: try stored.optionalRaw("adset_id"),
                day: AccountDay(ordinal: try stored.number("day")),
                hour: hour < 0 ? nil : hour,
                breakdown: breakdown.isEmpty ? nil : breakdown,
                spend: Money(minorUnits: metrics.spend, currency: Currency(try stored.text("currency"))),
                impressions: metrics.impressions,
                reach: try stored.optionalNumber("reach"),
                clicks: metrics.clicks,
                linkClicks: metrics.linkClicks,
                thruplays: metrics.thruplays,
                actions: try stored.json("actions"),
                actionValues: try stored.json("action_values")
            ),
            goal: try stored.optionalRaw("goal"),
            metrics: metrics
        )
    }

    private static func metrics(_ stored: StoreRow) throws -> Metrics {
        Metrics(
            spend: try stored.integer("spend"),
            impressions: try stored.number("impressions"),
            clicks: try stored.number("clicks"),
            linkClicks: try stored.number("link_clicks"),
            thruplays: try stored.number("thruplays"),
            events: try stored.real("events"),
            revenue: try stored.integer("revenue")
        )
    }
}

extension Metrics {
    /// The columns of all metrics, in the order that `init(_:from:)` reads.
    static let columns = "spend, impressions, clicks, link_clicks, thruplays, events, revenue"

    init(_ row: StoreRow, from column: Int) throws {
        self.init(
            spend: try row.integer(column),
            impressions: Int(try row.integer(column + 1)),
            clicks: Int(try row.integer(column + 2)),
            linkClicks: Int(try row.integer(column + 3)),
            thruplays: Int(try row.integer(column + 4)),
            events: try row.real(column + 5),
            revenue: try row.integer(column + 6)
        )
    }

    var values: [StoreValue] {
        [
            .number(spend), .number(impressions), .number(clicks), .number(linkClicks), .number(thruplays),
            .real(events), .number(revenue),
        ]
    }
}
