package import DeanDomain

/// What a process holds is named by it, alone or followed by a blank and what it does: `host:123 run_1`.
extension Store {
    /// The processes that hold a lease or a job at `now`.
    package func holders(now: Timestamp) async throws -> Set<String> {
        try await read("looking who holds what") {
            let rows = try $0.query(
                """
                SELECT holder FROM leases WHERE expires_at > $1
                UNION SELECT owner FROM jobs WHERE state = 'running' AND lease_until > $1
                """,
                [.time(now)]
            )
            return Set(try rows.map { String(try $0.text("holder").prefix { $0 != " " }) })
        }
    }

    /// Lets go at once of all that a dead process held, so that nobody waits for its leases to run out.
    ///
    /// A lease's fence goes on growing and a job's attempts too: a process that was not dead after all finds both gone.
    package func abandon(process: String, now: Timestamp) async throws {
        try await write("letting go of what \(process) held") {
            try $0.execute(
                """
                UPDATE leases SET expires_at = 0
                WHERE holder = $1 OR substr(holder, 1, length($1) + 1) = $1 || ' '
                """,
                [.text(process)]
            )
            try $0.execute(
                "UPDATE jobs SET lease_until = $2 WHERE state = 'running' AND owner = $1",
                [.text(process), .time(now)]
            )
        }
    }
}
