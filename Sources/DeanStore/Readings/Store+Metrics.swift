package import DeanDomain
package import Foundation

extension Store {
    /// Each ad's metrics per day as known at `asOf`, sorted by day; days without a row had no delivery or were not read.
    package func dailyMetrics(
        _ account: AccountID,
        days: ClosedRange<AccountDay>,
        asOf: Timestamp
    ) async throws -> [ObjectID: [DailyMetrics]] {
        try await read("reading the daily metrics of \(account)") {
            var byObject: [ObjectID: [DailyMetrics]] = [:]
            try $0.versions(
                of: "performance_metrics",
                columns: "object_id, day, \(Metrics.columns)",
                asOf: asOf,
                where: "account_id = $2 AND grain = 'daily' AND level = 'ad' AND day BETWEEN $3 AND $4",
                [.raw(account), .day(days.lowerBound), .day(days.upperBound)]
            ) { try collect($0, into: &byObject) }
            return byDay(byObject)
        }
    }

    /// Each campaign's hours from `since` on as known at `asOf`, sorted by day, hour and campaign.
    package func hourlyMetrics(
        _ account: AccountID,
        since: AccountDay,
        asOf: Timestamp
    ) async throws -> [HourlyMetrics] {
        try await read("reading the hourly metrics of \(account)") {
            try $0.versions(
                of: "performance_metrics",
                columns: "object_id, day, hour, \(Metrics.columns)",
                asOf: asOf,
                where: "account_id = $2 AND grain = 'hourly' AND level = 'campaign' AND day >= $3",
                [.raw(account), .day(since)]
            ).map {
                HourlyMetrics(
                    campaignID: ObjectID(try $0.text(0)),
                    day: AccountDay(ordinal: Int(try $0.integer(1))),
                    hour: Int(try $0.integer(2)),
                    metrics: try Metrics($0, from: 3)
                )
            }
        }
        .sorted { ($0.day, $0.hour, $0.campaignID) < ($1.day, $1.hour, $1.campaignID) }
    }

    /// How a goal's core events of each day since `since` grew from reading to reading.
    ///
    /// One entry for each reading after which the day's total stood differently, and one for the last reading that
    /// covered the day; the total holds unchanged in between. Sorted by day, then by time of reading.
    package func delayReadings(
        _ account: AccountID,
        goal: GoalKey,
        since: AccountDay,
        zone: TimeZone,
        asOf: Timestamp
    ) async throws -> [DelayReading] {
        try await read("reading the delays of \(goal.rawValue) in \(account)") { connection in
            let totals = try connection.query(
                """
                SELECT day, read_at, events FROM time_series_data
                WHERE account_id = $1 AND series = 'goal' AND series_key = $2 AND day >= $3 AND read_at <= $4
                ORDER BY day, read_at
                """,
                [.raw(account), .raw(goal), .day(since), .time(asOf)]
            )
            let coverage = try connection.query(
                """
                SELECT first_day, last_day, read_at FROM insight_coverage
                WHERE account_id = $1 AND grain = 'daily' AND level = 'ad' AND last_day >= $2 AND read_at <= $3
                ORDER BY read_at DESC
                """,
                [.raw(account), .day(since), .time(asOf)]
            ).map { (days: try $0.integer(0)...$0.integer(1), readAt: try $0.integer(2)) }
            var readings: [DelayReading] = []
            for (index, row) in totals.enumerated() {
                let day = try row.integer(0)
                let readAt = try row.integer(1)
                let end = (AccountDay(ordinal: Int(day)) + 1).start(in: zone)
                func add(at moment: Int64) throws {
                    let delay = Timestamp(seconds: moment) - end
                    let day = AccountDay(ordinal: Int(day))
                    readings.append(DelayReading(day: day, hoursAfterEnd: delay.hours, events: try row.real(2)))
                }
                try add(at: readAt)
                let isLastOfDay = try index + 1 == totals.count || totals[index + 1].integer(0) != day
                if isLastOfDay, let last = coverage.first(where: { $0.days.contains(day) }), last.readAt > readAt {
                    try add(at: last.readAt)
                }
            }
            return readings
        }
    }

    /// Totals of all ads per day as known at `asOf`, by campaign.
    package func campaignTotals(
        _ account: AccountID,
        days: ClosedRange<AccountDay>,
        asOf: Timestamp
    ) async throws -> [ObjectID: [DailyMetrics]] {
        try await read("reading the campaign totals of \(account)") {
            try daily(try $0.totals(.campaign, account: account, days: days, asOf: asOf))
        }
    }

    /// Totals of all ads per day as known at `asOf`; `events` and `revenue` add up over all goals.
    package func accountTotals(
        _ account: AccountID,
        days: ClosedRange<AccountDay>,
        asOf: Timestamp
    ) async throws -> [DailyMetrics] {
        try await read("reading the totals of \(account)") {
            try daily(try $0.totals(.account, account: account, days: days, asOf: asOf))
        }[ObjectID(account.rawValue)] ?? []
    }
}

/// Rows of object id, day and metrics by object, each sorted by day.
private func daily(_ rows: StoreRows) throws -> [ObjectID: [DailyMetrics]] {
    var byObject: [ObjectID: [DailyMetrics]] = [:]
    try collect(rows, into: &byObject)
    return byDay(byObject)
}

private func collect(_ rows: StoreRows, into byObject: inout [ObjectID: [DailyMetrics]]) throws {
    for row in rows {
        let day = DailyMetrics(day: AccountDay(ordinal: Int(try row.integer(1))), metrics: try Metrics(row, from: 2))
        byObject[ObjectID(try row.text(0)), default: []].append(day)
    }
}

private func byDay(_ byObject: [ObjectID: [DailyMetrics]]) -> [ObjectID: [DailyMetrics]] {
    byObject.mapValues { days in
        // The store's own order is by day, but for rows of which a past version held.
        let isSorted = zip(days, days.dropFirst()).allSatisfy { $0.day <= $1.day }
        return isSorted ? days : days.sorted { $0.day < $1.day }
    }
}
