package import DeanDomain

extension Store {
    /// Nil when nobody has set any: the configured ones hold.
    package func settings(_ account: AccountID) async throws -> Settings? {
        try await read("reading the settings of \(account)") {
            try $0.query("SELECT json FROM settings WHERE account_id = $1", [.raw(account)]).first?.json("json")
        }
    }

    /// Stores the settings, and in the audit trail who changed them from what to what.
    package func save(_ settings: Settings, account: AccountID, by person: PersonID, at: Timestamp) async throws {
        let json = try StoreJSON.encode(settings)
        try await write("storing the settings of \(account)", durability: .full) {
            let before = try $0.query("SELECT json FROM settings WHERE account_id = $1", [.raw(account)])
                .first?.text("json")
            try $0.execute(
                """
                INSERT INTO settings (account_id, json, updated_by, updated_at) VALUES ($1, $2, $3, $4)
                ON CONFLICT (account_id) DO UPDATE
                SET json = excluded.json, updated_by = excluded.updated_by, updated_at = excluded.updated_at
                """,
                [.raw(account), .text(json), .raw(person), .time(at)]
            )
            try $0.audit(
                AuditEntry(
                    account: account,
                    what: "settings",
                    person: person,
                    at: at,
                    before: before,
                    after: json,
                    reason: nil
                )
            )
        }
    }

    /// The newest entries of the audit trail, newest first; of all accounts when none is named.
    package func audit(_ account: AccountID? = nil, limit: Int) async throws -> [AuditEntry] {
        try await read("reading the audit trail") {
            try $0.query(
                """
                SELECT account_id, what, person, changed_at, before_value, after_value, reason
                FROM optimization_audit WHERE account_id = $1 OR $1 = ''
                ORDER BY audit_id DESC LIMIT $2
                """,
                [.text(account?.rawValue ?? ""), .number(limit)]
            ).map(AuditEntry.init)
        }
    }
}
