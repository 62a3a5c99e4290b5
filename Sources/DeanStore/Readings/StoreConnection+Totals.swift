import DeanDomain

/// The series that `time_series_data` keeps, each the sum over the ads' daily rows.
enum TotalSeries: String, Sendable {
    case account
    case campaign
    case goal
}

extension StoreConnection {
    /// Brings the totals up to date with `changes`, which are stored, and stores those that differ from what is known.
    ///
    /// The rows of a day are added up again where one of them was restated. Where all are new, as in a large account's
    /// first reading, they are added to the day's totals: adding up ten thousand rows for every batch of them takes
    /// longer than storing them.
    func updateTotals(after changes: [InsightChanges.Change], account: AccountID, readAt: Timestamp) throws {
        let changes = changes.filter { $0.insight.grain == .daily && $0.insight.row.level == .ad }
        let days = Set(changes.map(\.day)).sorted()
        guard !days.isEmpty else { return }
        let restated = Set(changes.lazy.filter { $0.current != nil }.map(\.day))
        let list = days.map { StoreValue.integer($0) }
        let stored = try query(
            """
            SELECT series, series_key, day, version, read_at, \(Metrics.columns) FROM time_series_data
            WHERE account_id = $1 AND superseded_at IS NULL AND day IN (\(parameters(days.count, from: 2)))
            """,
            [.raw(account)] + list
        )
        var current: [TotalKey: (version: CurrentVersion, metrics: Metrics)] = [:]
        for row in stored {
            let key = TotalKey(series: try row.raw("series"), key: try row.text(1), day: try row.integer(2))
            let version = CurrentVersion(
                version: try row.integer(3),
                fingerprint: 0,
                readAt: try row.integer(4)
            )
            current[key] = (version, try Metrics(row, from: 5))
        }
        var totals = try self.totals(account: account, days: restated.sorted().map { .integer($0) })
        for (key, known) in current where !restated.contains(key.day) { totals[key] = known.metrics }
        for change in changes where !restated.contains(change.day) {
            totals.add(
                change.insight.metrics,
                account: account,
                campaign: change.insight.row.campaignID?.rawValue,
                goal: change.insight.goal?.rawValue,
                day: change.day
            )
        }
        var ended: [CurrentVersion] = []
        var new: [StoreValue] = []
        for (key, metrics) in totals {
            let known = current.removeValue(forKey: key)
            if let known, known.metrics == metrics { continue }
            if let known { ended.append(known.version) }
            new += [.raw(account), .raw(key.series), .text(key.key), .integer(key.day), .time(readAt)] + metrics.values
        }
        // What is left has no rows any more: its ads now count for another goal.
        ended += current.values.map(\.version)
        try retire(ended, in: "time_series_data", at: readAt)
        try insert(
            into: "time_series_data",
            columns: ["account_id", "series", "series_key", "day", "read_at"]
                + Metrics.columns.split(separator: ", ").map(String.init),
            rows: new
        )
    }

    func totals(
        _ series: TotalSeries,
        account: AccountID,
        days: ClosedRange<AccountDay>,
        asOf: Timestamp
    ) throws -> StoreRows {
        try versions(
            of: "time_series_data",
            columns: "series_key, day, \(Metrics.columns)",
            asOf: asOf,
            where: "account_id = $2 AND series = $3 AND day BETWEEN $4 AND $5",
            [.raw(account), .raw(series), .day(days.lowerBound), .day(days.upperBound)]
        )
    }

    private func totals(account: AccountID, days: [StoreValue]) throws -> [TotalKey: Metrics] {
        guard !days.isEmpty else { return [:] }
        let rows = try query(
            """
            SELECT day, campaign_id, goal, CAST(SUM(spend) AS BIGINT), CAST(SUM(impressions) AS BIGINT),
                CAST(SUM(clicks) AS BIGINT), CAST(SUM(link_clicks) AS BIGINT), CAST(SUM(thruplays) AS BIGINT),
                SUM(events), CAST(SUM(revenue) AS BIGINT)
            FROM performance_metrics
            WHERE account_id = $1 AND grain = 'daily' AND level = 'ad' AND superseded_at IS NULL
                AND day IN (\(parameters(days.count, from: 2)))
            GROUP BY day, campaign_id, goal
            ORDER BY day, campaign_id, goal
            """,
            [.raw(account)] + days
        )
        var totals: [TotalKey: Metrics] = [:]
        for row in rows {
            totals.add(
                try Metrics(row, from: 3),
                account: account,
                campaign: row.isNull(1) ? nil : try row.text(1),
                goal: row.isNull(2) ? nil : try row.text(2),
                day: try row.integer(0)
            )
        }
        return totals
    }
}

extension InsightChanges.Change {
    fileprivate var day: Int64 { Int64(insight.row.day.ordinal) }
}

extension [TotalKey: Metrics] {
    fileprivate mutating func add(
        _ metrics: Metrics,
        account: AccountID,
        campaign: String?,
        goal: String?,
        day: Int64
    ) {
        self[TotalKey(series: .account, key: account.rawValue, day: day), default: .zero] += metrics
        if let campaign { self[TotalKey(series: .campaign, key: campaign, day: day), default: .zero] += metrics }
        if let goal { self[TotalKey(series: .goal, key: goal, day: day), default: .zero] += metrics }
    }
}

private struct TotalKey: Hashable {
    let series: TotalSeries
    let key: String
    let day: Int64
}
