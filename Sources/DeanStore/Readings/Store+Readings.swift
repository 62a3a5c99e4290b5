package import DeanDomain

extension Store {
    /// Records how a reading went; a reading recorded again at the same time replaces the first record.
    ///
    /// A `failed` reading needs a reason.
    package func record(
        _ what: ReadingGap.Reading,
        account: AccountID,
        status: StoredReading.Status,
        reason: String? = nil,
        rows: Int,
        at: Timestamp
    ) async throws {
        try await write("recording the reading of \(what.rawValue) of \(account)") {
            try $0.execute(
                """
                INSERT INTO readings (account_id, what, status, reason, row_count, read_at)
                VALUES ($1, $2, $3, $4, $5, $6)
                ON CONFLICT (account_id, what, read_at) DO UPDATE
                SET status = excluded.status, reason = excluded.reason, row_count = excluded.row_count
                """,
                [.raw(account), .raw(what), .raw(status), .string(reason), .number(rows), .time(at)]
            )
        }
    }

    /// What the readings made at `runReadAt` left unknown.
    package func gaps(_ account: AccountID, at runReadAt: Timestamp) async throws -> [ReadingGap] {
        try await read("reading the gaps of \(account)") {
            try $0.query(
                """
                SELECT what, status, reason, row_count, read_at FROM readings
                WHERE account_id = $1 AND read_at = $2 AND status <> 'ok' ORDER BY what
                """,
                [.raw(account), .time(runReadAt)]
            ).map {
                let reading = try StoredReading($0)
                return ReadingGap(what: reading.what, reason: reading.reason ?? "came back empty")
            }
        }
    }

    /// The newest record of each kind of reading.
    package func lastReadings(_ account: AccountID) async throws -> [ReadingGap.Reading: StoredReading] {
        try await read("reading the last readings of \(account)") {
            let readings = try $0.query(
                """
                SELECT what, status, reason, row_count, read_at FROM readings AS newest
                WHERE account_id = $1 AND read_at =
                    (SELECT MAX(read_at) FROM readings WHERE account_id = $1 AND what = newest.what)
                """,
                [.raw(account)]
            ).map(StoredReading.init)
            return Dictionary(uniqueKeysWithValues: readings.map { ($0.what, $0) })
        }
    }
}
