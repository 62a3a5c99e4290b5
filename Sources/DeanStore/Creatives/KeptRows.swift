import DeanDomain

/// Rows of one table that are written again only where they say something else.
///
/// An hour in which nothing changed costs one read of keys and fingerprints and no write.
struct KeptRows: Sendable {
    struct Row: Sendable {
        let key: String
        /// Over what makes a row another one, rounded as far as nobody would call it a change.
        let fingerprint: Int64
        let values: [StoreValue]
    }

    let table: String
    /// Beside the key, the fingerprint and the version's times.
    let columns: [String]
    let rows: [Row]

    /// Writes what differs, ends what is gone, and returns how many rows were written.
    func keep(account: AccountID, at moment: Timestamp, on connection: any StoreConnection) throws -> Int {
        let stored = try connection.query(
            "SELECT object_key, version, fingerprint, read_at FROM \(table) WHERE account_id = $1 AND superseded_at IS NULL",
            [.raw(account)]
        )
        var current: [String: CurrentVersion] = [:]
        current.reserveCapacity(stored.count)
        for row in stored {
            current[try row.text(0)] = CurrentVersion(
                version: try row.integer(1),
                fingerprint: try row.integer(2),
                readAt: try row.integer(3)
            )
        }
        var ended: [CurrentVersion] = []
        var values: [StoreValue] = []
        var written = 0
        for row in rows {
            let before = current.removeValue(forKey: row.key)
            if before?.fingerprint == row.fingerprint { continue }
            if let before { ended.append(before) }
            values += [.raw(account), .text(row.key), .number(row.fingerprint), .time(moment)] + row.values
            written += 1
        }
        try connection.retire(ended + current.values, in: table, at: moment)
        try connection.insert(
            into: table,
            columns: ["account_id", "object_key", "fingerprint", "read_at"] + columns,
            rows: values
        )
        return written
    }
}

extension Store {
    /// See `KeptRows`.
    func keep(_ rows: KeptRows, account: AccountID, at moment: Timestamp) async throws -> Int {
        try await write("keeping \(rows.table) of \(account)") {
            try rows.keep(account: account, at: moment, on: $0)
        }
    }

    /// The current rows of a kept table, in the order of their keys.
    func kept(_ table: String, columns: [String], account: AccountID) async throws -> StoreRows {
        try await read("reading \(table) of \(account)") {
            try $0.query(
                """
                SELECT object_key, \(columns.joined(separator: ", ")) FROM \(table)
                WHERE account_id = $1 AND superseded_at IS NULL ORDER BY object_key
                """,
                [.raw(account)]
            )
        }
    }
}
