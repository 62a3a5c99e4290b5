package import DeanDomain

extension Store {
    /// What was known of each ad's days at one moment of every day, for replays in memory; sorted by ad, day and reading.
    ///
    /// `moment` is any one of those moments; the others lie whole days of 24 hours before and after it. Versions that
    /// came and went between two of them are left out, so that hourly readings don't make a month of a large account too
    /// much to hold. `wanted` leaves ads out before they take memory.
    package func metricVersions(
        _ account: AccountID,
        days: ClosedRange<AccountDay>,
        knownDailyAt moment: Timestamp,
        asOf: Timestamp,
        wanted: @escaping @Sendable (ObjectID) -> Bool = { _ in true }
    ) async throws -> [MetricVersion] {
        var versions: [MetricVersion] = []
        // A week at a time bounds what the driver holds.
        for first in stride(from: days.lowerBound.ordinal, through: days.upperBound.ordinal, by: 7) {
            let last = min(first + 6, days.upperBound.ordinal)
            versions += try await read("reading how the metrics of \(account) came to be known") {
                try $0.query(
                    """
                    SELECT object_id, day, read_at, superseded_at, \(Metrics.columns) FROM performance_metrics
                    WHERE account_id = $1 AND grain = 'daily' AND level = 'ad' AND day BETWEEN $2 AND $3
                        AND read_at <= $4
                        AND (superseded_at IS NULL OR superseded_at > $4
                            OR (superseded_at - $5 - 1) / 86400 > (read_at - $5 - 1) / 86400)
                    """,
                    [
                        .raw(account), .integer(Int64(first)), .integer(Int64(last)), .time(asOf),
                        // Within the first day of 1970, so that no difference is negative and division rounds down.
                        .integer(((moment.seconds % 86_400) + 86_400) % 86_400),
                    ]
                ).compactMap { row in
                    let ad = ObjectID(try row.text(0))
                    guard wanted(ad) else { return nil }
                    return MetricVersion(
                        ad: ad,
                        day: AccountDay(ordinal: Int(try row.integer(1))),
                        readAt: Timestamp(seconds: try row.integer(2)),
                        supersededAt: try row.isNull(3) ? nil : Timestamp(seconds: row.integer(3)),
                        metrics: try Metrics(row, from: 4)
                    )
                }
            }
        }
        return versions.sorted { ($0.ad, $0.day, $0.readAt) < ($1.ad, $1.day, $1.readAt) }
    }
}
