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
}

extension TimeSpan {
    fileprivate static func seconds(_ count: Int64) -> TimeSpan { TimeSpan(seconds: count) }
}
