import DeanDomain
import DeanStore
import Testing

struct ExclusionTests {
    private static let noon = Sample.noon

    private static func acquire(
        _ store: Store,
        _ holder: String,
        at now: Timestamp = noon
    ) async throws -> LeaseGrant {
        try await store.acquireLease("account act_1", holder: holder, now: now, ttl: .minutes(2))
    }

    private static func granted(_ grant: LeaseGrant) throws -> Lease {
        guard case .granted(let lease) = grant else { throw StoreError(.conflict, "expected a lease, got \(grant)") }
        return lease
    }

    @Test(arguments: Backend.available)
    func aLeaseIsHeldByOneUntilItExpires(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let first = try Self.granted(try await Self.acquire(store, "a"))
            #expect(first.fence == 1 && first.expiresAt == Self.noon + .minutes(2))
            let held = LeaseGrant.held(by: "a", until: first.expiresAt)
            #expect(try await Self.acquire(store, "b", at: Self.noon + .minutes(1)) == held)
            #expect(try await Self.acquire(store, "a", at: Self.noon + .minutes(1)) == held)
            let second = try Self.granted(try await Self.acquire(store, "b", at: first.expiresAt))
            #expect(second.fence == 2)
            #expect(try await store.isCurrent(first, now: Self.noon) == false)
            #expect(try await store.isCurrent(second, now: first.expiresAt))
            #expect(try await store.isCurrent(second, now: second.expiresAt) == false)
        }
    }

    @Test(arguments: Backend.available)
    func aLeaseIsRenewedWhileItHoldsAndNotAfterwards(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let lease = try Self.granted(try await Self.acquire(store, "a"))
            let soon = Self.noon + .minutes(1)
            #expect(try await store.renew(lease, now: soon, ttl: .minutes(2)))
            #expect(try await store.isCurrent(lease, now: Self.noon + .seconds(150)))
            #expect(try await store.renew(lease, now: soon + .minutes(2), ttl: .minutes(2)) == false)
        }
    }

    @Test(arguments: Backend.available)
    func aReleasedLeaseIsFreeAndItsFenceGrowsOn(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let first = try Self.granted(try await Self.acquire(store, "a"))
            try await store.release(first)
            #expect(try await store.isCurrent(first, now: Self.noon) == false)
            let second = try Self.granted(try await Self.acquire(store, "b"))
            #expect(second.fence == 2)
            // The first holder's release comes late and must not free the second's.
            try await store.release(first)
            #expect(try await store.isCurrent(second, now: Self.noon))
        }
    }

    @Test(arguments: Backend.available)
    func ofManyAtOnceOneGetsTheLease(_ backend: Backend) async throws {
        try await backend.withStore { store in
            for round in 1...5 {
                let now = Self.noon + .hours(round)
                let leases = try await withThrowingTaskGroup(of: LeaseGrant.self) { group in
                    for holder in 0..<20 {
                        group.addTask { try await Self.acquire(store, "h\(holder)", at: now) }
                    }
                    return try await group.reduce(into: [Lease]()) {
                        if case .granted(let lease) = $1 { $0.append(lease) }
                    }
                }
                #expect(leases.map(\.fence) == [Int64(round)])
            }
        }
    }

    @Test(arguments: Backend.available)
    func aSlotIsTakenOnceHoweverManyAsk(_ backend: Backend) async throws {
        try await backend.withStore { store in
            #expect(try await store.lastSlot(Sample.account) == nil)
            let taken = try await withThrowingTaskGroup(of: Bool.self) { group in
                for owner in 0..<20 {
                    group.addTask {
                        try await store.claimSlot(Sample.account, slot: Self.noon, owner: "o\(owner)", at: Self.noon)
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(taken == 1)
            let next = Self.noon + .hours(1)
            #expect(try await store.claimSlot(Sample.account, slot: next, owner: "o", at: next))
            #expect(try await store.claimSlot(AccountID("act_2"), slot: Self.noon, owner: "o", at: next))
            #expect(try await store.lastSlot(Sample.account) == next)
        }
    }

    @Test(arguments: Backend.available)
    func anEventIsSeenForTheFirstTimeOnce(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let isFirst = try await store.markSeen("Ev1", at: Self.noon)
            #expect(isFirst)
            #expect(try await store.markSeen("Ev1", at: Self.noon) == false)
            #expect(try await store.markSeen("Ev2", at: Self.noon))
        }
    }

    @Test(arguments: Backend.available)
    func whatADeadProcessHeldIsFreeAtOnceAndNothingElseIs(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let dead = try Self.granted(try await Self.acquire(store, "host:12 run_1"))
            let other = try await store.acquireLease(
                "account act_2",
                holder: "host:123 run_2",
                now: Self.noon,
                ttl: .minutes(2)
            )
            try await store.enqueue([NewJob(kind: "a", runAt: Self.noon), NewJob(kind: "b", runAt: Self.noon)])
            let taken = try #require(
                try await store.claimJob(kinds: ["a"], owner: "host:12", now: Self.noon, lease: .minutes(1))
            )
            _ = try await store.claimJob(kinds: ["b"], owner: "host:123", now: Self.noon, lease: .minutes(1))
            #expect(try await store.holders(now: Self.noon) == ["host:12", "host:123"])

            try await store.abandon(process: "host:12", now: Self.noon)
            #expect(try await store.holders(now: Self.noon) == ["host:123"])
            #expect(try await store.isCurrent(dead, now: Self.noon) == false)
            let kept = try Self.granted(other)
            #expect(try await store.isCurrent(kept, now: Self.noon))
            let next = try Self.granted(try await Self.acquire(store, "host:14 run_3"))
            #expect(next.fence == dead.fence + 1)
            let again = try await store.claimJob(
                kinds: ["a", "b"],
                owner: "host:14",
                now: Self.noon,
                lease: .minutes(1)
            )
            #expect(again?.id == taken.id)
            // Should it live after all, it can't end what is no longer its own.
            #expect(try await store.complete(taken, at: Self.noon) == false)
        }
    }
}

extension TimeSpan {
    fileprivate static func seconds(_ count: Int64) -> TimeSpan { TimeSpan(seconds: count) }
}
