package import DeanDomain

/// That a person stopped all writes, of one account or of all.
package struct StopState: Sendable, Hashable {
    /// Nil when everything is stopped.
    package var account: AccountID?
    package var by: PersonID
    package var at: Timestamp
    package var reason: String?

    package init(account: AccountID?, by: PersonID, at: Timestamp, reason: String?) {
        self.account = account
        self.by = by
        self.at = at
        self.reason = reason
    }
}

extension Store {
    /// Stops an account, or everything when none is named; stopping again replaces who, when and why.
    package func stop(_ account: AccountID?, by person: PersonID, reason: String?, at: Timestamp) async throws {
        try await write("stopping \(account?.rawValue ?? "everything")", durability: .full) {
            try $0.execute(
                """
                INSERT INTO stops (scope, stopped_by, stopped_at, reason) VALUES ($1, $2, $3, $4)
                ON CONFLICT (scope) DO UPDATE SET stopped_by = excluded.stopped_by,
                    stopped_at = excluded.stopped_at, reason = excluded.reason
                """,
                [.text(scope(account)), .raw(person), .time(at), .string(reason)]
            )
            try $0.audit(AuditEntry(account: account, what: "stop", person: person, at: at, reason: reason))
        }
    }

    /// Lifts the stop of an account, or the one of everything; the other kind stays.
    ///
    /// False when there was none.
    @discardableResult
    package func start(_ account: AccountID?, by person: PersonID, at: Timestamp) async throws -> Bool {
        try await write("starting \(account?.rawValue ?? "everything")", durability: .full) {
            let lifted = try $0.execute("DELETE FROM stops WHERE scope = $1", [.text(scope(account))])
            if lifted > 0 { try $0.audit(AuditEntry(account: account, what: "start", person: person, at: at)) }
            return lifted > 0
        }
    }

    /// The stop that holds for an account: the one of everything before its own.
    ///
    /// Nil when it may write.
    package func stopState(_ account: AccountID?) async throws -> StopState? {
        try await read("reading the stops") {
            let stops = try $0.query(
                "SELECT scope, stopped_by, stopped_at, reason FROM stops WHERE scope IN ($1, $2)",
                [.text(everything), .text(scope(account))]
            ).map {
                let scope = try $0.text("scope")
                return StopState(
                    account: scope == everything ? nil : AccountID(scope),
                    by: try $0.raw("stopped_by"),
                    at: try $0.time("stopped_at"),
                    reason: try $0.optionalText("reason")
                )
            }
            return stops.first { $0.account == nil } ?? stops.first
        }
    }
}

private let everything = "everything"

private func scope(_ account: AccountID?) -> String { account?.rawValue ?? everything }
