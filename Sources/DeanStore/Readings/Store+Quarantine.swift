package import DeanDomain

/// A row that was not believed, with where it belongs.
package struct StoredQuarantine: Sendable, Hashable {
    package var row: QuarantinedRow
    package var account: AccountID?
    package var runID: RunID?
    package var at: Timestamp
}

extension Store {
    /// Keeps rows that were not believed.
    package func quarantine(
        _ rows: [QuarantinedRow],
        account: AccountID? = nil,
        runID: RunID? = nil,
        at: Timestamp
    ) async throws {
        try await write("keeping \(rows.count) quarantined rows") {
            try $0.insert(
                into: "quarantine",
                columns: ["account_id", "run_id", "source", "line", "reason", "raw", "quarantined_at"],
                rows: rows.flatMap {
                    [
                        .raw(account), .raw(runID), .text($0.source), .number($0.line), .text($0.reason),
                        .text($0.raw), .time(at),
                    ]
                }
            )
        }
    }

    package func quarantineCount(_ runID: RunID) async throws -> Int {
        try await read("counting the quarantined rows of \(runID)") {
            let rows = try $0.query("SELECT COUNT(*) AS n FROM quarantine WHERE run_id = $1", [.raw(runID)])
            return try rows.first?.number("n") ?? 0
        }
    }

    /// The newest quarantined rows, newest first.
    package func quarantined(limit: Int) async throws -> [StoredQuarantine] {
        try await read("reading the quarantined rows") {
            try $0.query(
                """
                SELECT account_id, run_id, source, line, reason, raw, quarantined_at FROM quarantine
                ORDER BY quarantine_id DESC LIMIT $1
                """,
                [.number(limit)]
            ).map {
                StoredQuarantine(
                    row: QuarantinedRow(
                        source: try $0.text("source"),
                        line: try $0.optionalNumber("line"),
                        reason: try $0.text("reason"),
                        raw: try $0.text("raw")
                    ),
                    account: try $0.optionalRaw("account_id"),
                    runID: try $0.optionalRaw("run_id"),
                    at: try $0.time("quarantined_at")
                )
            }
        }
    }
}
