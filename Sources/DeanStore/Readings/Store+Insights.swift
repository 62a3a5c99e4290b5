package import DeanDomain

extension Store {
    /// Stores what a reading of insights says, as new versions of just the rows that differ from what is known.
    ///
    /// Nothing is ever deleted: a row that the reading lacks stays as it was. `covering` names the days that were asked
    /// for, so that a later question "was this day read at that time?" has an answer even where nothing changed.
    ///
    /// The comparison runs beside the writer and the rows are written in day order in several transactions, each whole
    /// in itself: a large account's first reading must not keep a click in Slack waiting for seconds. After a crash in
    /// between, the next reading stores the rest. Throws `conflict` when rows were stored that were read later.
    @discardableResult
    package func save(
        insights: [StoredInsight],
        account: AccountID,
        readAt: Timestamp,
        covering: ClosedRange<AccountDay>? = nil
    ) async throws -> InsightSaveCounts {
        let doing = "storing \(insights.count) insight rows of \(account)"
        let changes = try await read(doing) { try InsightChanges(insights, account: account, on: $0) }
        for batch in changes.batches {
            try await write(doing) {
                try $0.retire(batch.compactMap(\.current), in: "performance_metrics", at: readAt)
                try $0.insert(
                    into: "performance_metrics",
                    columns: InsightColumns.all,
                    rows: batch.flatMap { try InsightColumns.values(of: $0, account: account, readAt: readAt) }
                )
                try $0.updateTotals(after: batch, account: account, readAt: readAt)
            }
        }
        if let covering {
            let shapes = changes.shapes
            try await write(doing) { try $0.recordCoverage(shapes, of: covering, account: account, readAt: readAt) }
        }
        return changes.counts
    }

    /// Every stored row of `level` on `days` as it was known at `asOf`: daily, hourly and broken down.
    package func insights(
        _ account: AccountID,
        level: ObjectKind,
        days: ClosedRange<AccountDay>,
        asOf: Timestamp
    ) async throws -> [StoredInsight] {
        try await read("reading the insights of \(account)") {
            try $0.versions(
                of: "performance_metrics",
                columns: InsightColumns.all.joined(separator: ", "),
                asOf: asOf,
                where: """
                    account_id = $2 AND grain IN ('daily', 'hourly', 'breakdown') AND level = $3
                    AND day BETWEEN $4 AND $5
                    """,
                [.raw(account), .raw(level), .day(days.lowerBound), .day(days.upperBound)]
            ).map(InsightColumns.insight)
        }
        .sorted { ($0.row.day, $0.row.objectID) < ($1.row.day, $1.row.objectID) }
    }

    /// Whether some reading of the ads' days covered `day`.
    package func hasCoverage(_ account: AccountID, of day: AccountDay) async throws -> Bool {
        try await read("looking for readings of \(day) in \(account)") {
            try !$0.query(
                """
                SELECT 1 FROM insight_coverage
                WHERE account_id = $1 AND grain = 'daily' AND level = 'ad' AND first_day <= $2 AND last_day >= $2
                LIMIT 1
                """,
                [.raw(account), .day(day)]
            ).isEmpty
        }
    }
}

extension StoreConnection {
    fileprivate func recordCoverage(
        _ shapes: Set<InsightShape>,
        of days: ClosedRange<AccountDay>,
        account: AccountID,
        readAt: Timestamp
    ) throws {
        for shape in shapes {
            try execute(
                """
                INSERT INTO insight_coverage (account_id, grain, level, first_day, last_day, read_at)
                VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING
                """,
                [
                    .raw(account), .raw(shape.grain), .raw(shape.level), .day(days.lowerBound), .day(days.upperBound),
                    .time(readAt),
                ]
            )
        }
    }
}
