import DeanDomain

/// The current version of a row, as far as is needed to end it.
struct CurrentVersion: Sendable {
    let version: Int64
    let fingerprint: Int64
    let readAt: Int64
}

extension StoreConnection {
    /// Ends `versions` at `moment`, for new ones to follow or because the thing is gone.
    ///
    /// A version read at that very moment belongs to the same reading and makes way without a trace. One that was read
    /// later cannot be ended by an earlier reading: that would rewrite what was known, and is a `conflict`.
    func retire(_ versions: [CurrentVersion], in table: String, at moment: Timestamp) throws {
        if let later = versions.first(where: { $0.readAt > moment.seconds }) {
            throw StoreError(
                .conflict,
                "\(table) holds values read at \(Timestamp(seconds: later.readAt)), later than this reading of \(moment)"
            )
        }
        let replaced = versions.filter { $0.readAt == moment.seconds }.map { StoreValue.integer($0.version) }
        let ended = versions.filter { $0.readAt < moment.seconds }.map { StoreValue.integer($0.version) }
        var retired = try execute(forEach: replaced, after: []) {
            "DELETE FROM \(table) WHERE superseded_at IS NULL AND version IN (\($0))"
        }
        retired += try execute(forEach: ended, after: [.time(moment)]) {
            "UPDATE \(table) SET superseded_at = $1 WHERE superseded_at IS NULL AND version IN (\($0))"
        }
        guard retired == versions.count else {
            throw StoreError(.conflict, "another process has written newer versions to \(table) meanwhile")
        }
    }

    /// Rows of a versioned table that held at a moment.
    ///
    /// `filter` refers to its values as $2 and on, the moment is $1. In two halves, so that each finds its index: the
    /// current rows by `…_current`, the past ones by `…_past`.
    func versions(
        of table: String,
        columns: String,
        asOf moment: Timestamp,
        where filter: String,
        _ arguments: [StoreValue]
    ) throws -> StoreRows {
        try query(versionsQuery(of: table, columns: columns, where: filter), [.time(moment)] + arguments)
    }

    /// The same, some thousands of rows at a time.
    func versions(
        of table: String,
        columns: String,
        asOf moment: Timestamp,
        where filter: String,
        _ arguments: [StoreValue],
        inChunks take: (StoreRows) throws -> Void
    ) throws {
        let sql = versionsQuery(of: table, columns: columns, where: filter)
        try query(sql, [.time(moment)] + arguments, inChunks: take)
    }

    private func versionsQuery(of table: String, columns: String, where filter: String) -> String {
        """
        SELECT \(columns) FROM \(table) WHERE \(filter) AND superseded_at IS NULL AND read_at <= $1
        UNION ALL
        SELECT \(columns) FROM \(table) WHERE \(filter) AND superseded_at > $1 AND read_at <= $1
        """
    }
}
