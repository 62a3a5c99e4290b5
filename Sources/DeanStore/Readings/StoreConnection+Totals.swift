import DeanDomain

/// The series that `time_series_data` keeps, each the sum over the ads' daily rows.
enum TotalSeries: String, Sendable {
    case account
    case campaign
    case goal
}

extension StoreConnection {
    /// Adds up the current rows of `days` again and stores the totals that differ from what is known.
    func updateTotals(account: AccountID, days: Set<Int64>, readAt: Timestamp) throws {
        guard !days.isEmpty else { return }
        let days = days.sorted()
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
        var ended: [CurrentVersion] = []
        var new: [StoreValue] = []
        for (key, metrics) in try totals(account: account, days: list) {
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
            let day = try row.integer(0)
            let metrics = try Metrics(row, from: 3)
            totals[TotalKey(series: .account, key: account.rawValue, day: day), default: .zero] += metrics
            if !row.isNull(1) {
                totals[TotalKey(series: .campaign, key: try row.text(1), day: day), default: .zero] += metrics
            }
            if !row.isNull(2) {
                totals[TotalKey(series: .goal, key: try row.text(2), day: day), default: .zero] += metrics
            }
        }
        return totals
    }
}

private struct TotalKey: Hashable {
    let series: TotalSeries
    let key: String
    let day: Int64
}
