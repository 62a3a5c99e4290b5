package import DeanDomain

/// The right to do what `name` stands for, until it expires.
///
/// `fence` grows with every grant. Whoever writes under a lease asks `isCurrent` first: a holder that slept through its
/// expiry finds a higher fence.
package struct Lease: Sendable, Hashable {
    package let name: String
    package let holder: String
    package let fence: Int64
    package let expiresAt: Timestamp
}

package enum LeaseGrant: Sendable, Hashable {
    case granted(Lease)
    case held(by: String, until: Timestamp)
}

extension Store {
    /// Grants the lease when it is free or has expired; its own holder has to wait as well, because two tasks of one
    /// process exclude each other like two processes.
    package func acquireLease(
        _ name: String,
        holder: String,
        now: Timestamp,
        ttl: TimeSpan
    ) async throws -> LeaseGrant {
        try await write("acquiring the lease \(name)") {
            let granted = try $0.query(
                """
                INSERT INTO leases (name, holder, fence, expires_at) VALUES ($1, $2, 1, $3)
                ON CONFLICT (name) DO UPDATE
                SET holder = excluded.holder, fence = leases.fence + 1, expires_at = excluded.expires_at
                WHERE leases.expires_at <= $4
                RETURNING fence
                """,
                [.text(name), .text(holder), .time(now + ttl), .time(now)]
            )
            if let fence = try granted.first?.integer("fence") {
                return .granted(Lease(name: name, holder: holder, fence: fence, expiresAt: now + ttl))
            }
            let held = try $0.query("SELECT holder, expires_at FROM leases WHERE name = $1", [.text(name)])
            guard let row = held.first else { throw StoreError(.conflict, "the lease vanished meanwhile") }
            return .held(by: try row.text("holder"), until: try row.time("expires_at"))
        }
    }

    /// Prolongs a lease that still holds; false when it has expired or was granted to another.
    package func renew(_ lease: Lease, now: Timestamp, ttl: TimeSpan) async throws -> Bool {
        try await write("renewing the lease \(lease.name)") {
            let changed = try $0.execute(
                "UPDATE leases SET expires_at = $1 WHERE name = $2 AND fence = $3 AND expires_at > $4",
                [.time(now + ttl), .text(lease.name), .integer(lease.fence), .time(now)]
            )
            return changed == 1
        }
    }

    /// Frees the lease if it is still the holder's; the row stays, so that its fence goes on growing.
    package func release(_ lease: Lease) async throws {
        try await write("releasing the lease \(lease.name)") {
            try $0.execute(
                "UPDATE leases SET expires_at = 0 WHERE name = $1 AND fence = $2",
                [.text(lease.name), .integer(lease.fence)]
            )
        }
    }

    package func isCurrent(_ lease: Lease, now: Timestamp) async throws -> Bool {
        try await read("checking the lease \(lease.name)") {
            try !$0.query(
                "SELECT 1 FROM leases WHERE name = $1 AND fence = $2 AND expires_at > $3",
                [.text(lease.name), .integer(lease.fence), .time(now)]
            ).isEmpty
        }
    }
}
