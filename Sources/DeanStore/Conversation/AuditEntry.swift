package import DeanDomain

/// That a person changed how Dean works.
package struct AuditEntry: Sendable, Hashable {
    /// Nil for what concerns all accounts.
    package var account: AccountID?
    /// "settings", "stop" or "start".
    package var what: String
    package var person: PersonID
    package var at: Timestamp
    /// JSON; nil when there was nothing before.
    package var before: String?
    package var after: String?
    package var reason: String?
}

extension AuditEntry {
    init(_ row: StoreRow) throws {
        self.init(
            account: try row.optionalRaw("account_id"),
            what: try row.text("what"),
            person: try row.raw("person"),
            at: try row.time("changed_at"),
            before: try row.optionalText("before_value"),
            after: try row.optionalText("after_value"),
            reason: try row.optionalText("reason")
        )
    }
}

extension StoreConnection {
    func audit(_ entry: AuditEntry) throws {
        try execute(
            """
            INSERT INTO optimization_audit
                (account_id, what, person, changed_at, before_value, after_value, reason)
            VALUES (\(parameters(7)))
            """,
            [
                .raw(entry.account), .text(entry.what), .raw(entry.person), .time(entry.at), .string(entry.before),
                .string(entry.after), .string(entry.reason),
            ]
        )
    }
}
