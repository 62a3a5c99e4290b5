import DeanDomain
import DeanStore
import Testing

struct JobTests {
    private static let lease = TimeSpan.minutes(5)
    private static let noon = Sample.noon

    private static func claim(_ store: Store, at now: Timestamp = noon, owner: String = "w") async throws -> Job? {
        try await store.claimJob(kinds: ["k", "l"], owner: owner, now: now, lease: lease)
    }

    @Test(arguments: Backend.available)
    func theMostUrgentAndThenTheLongestDueJobIsClaimedFirst(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let noon = Self.noon
            try await store.enqueue([
                NewJob(kind: "k", payload: "late", runAt: noon),
                NewJob(kind: "k", payload: "early", runAt: noon - .hours(1)),
                NewJob(kind: "l", payload: "urgent", runAt: noon, priority: 5),
                NewJob(kind: "k", payload: "future", runAt: noon + .minutes(1), priority: 9),
                NewJob(kind: "other", payload: "foreign", runAt: noon, priority: 9),
            ])
            var payloads: [String] = []
            while let job = try await Self.claim(store) { payloads.append(job.payload) }
            #expect(payloads == ["urgent", "early", "late"])
            #expect(try await store.claimJob(kinds: [], owner: "w", now: noon, lease: Self.lease) == nil)
        }
    }

    /// The order is worked out here once more, the plain way: all that is due, sorted.
    @Test(arguments: Backend.available, [UInt64(1), 2, 3, 4, 5])
    func claimsGoInOneOrderHoweverTheJobsCameAndWhateverLapsed(_ backend: Backend, seed: UInt64) async throws {
        try await backend.withStore { store in
            var random = SeededRandom(seed: seed)
            var jobs: [NewJob] = []
            for number in 0..<60 {
                jobs.append(
                    NewJob(
                        kind: ["k", "l", "other"].randomElement(using: &random) ?? "k",
                        payload: "\(number)",
                        runAt: Self.noon + .minutes(Int.random(in: -3...3, using: &random)),
                        priority: Int.random(in: 0...2, using: &random)
                    )
                )
            }
            try await store.enqueue(jobs)
            // Some are taken by a worker that is not heard of again.
            var lapsed: [String] = []
            for _ in 0..<10 { lapsed.append(try #require(try await Self.claim(store, owner: "silent")).payload) }
            let now = Self.noon + Self.lease
            let due = jobs.filter { $0.kind != "other" && $0.runAt <= now }
            let expected = due.sorted {
                // Swift's sort keeps the order of equals, in which they came.
                ($1.priority, $0.runAt) < ($0.priority, $1.runAt)
            }.map(\.payload)
            var claimed: [String] = []
            while let job = try await Self.claim(store, at: now) { claimed.append(job.payload) }
            #expect(claimed == expected)
            #expect(Set(lapsed).isSubset(of: claimed))
        }
    }

    /// A plan that scans or sorts the backlog takes 10 ms a claim at 30,000 jobs.
    @Test func aClaimSortsNoBacklogOnSQLite() async throws {
        try await Backend.sqliteFile.withStore { store in
            let statement = Store.claimStatement(kinds: 2, lock: "")
            let plan = try await store.driver.read {
                try $0.query(
                    "EXPLAIN QUERY PLAN \(statement)",
                    [.text("w"), .integer(2), .integer(1), .text("k"), .text("l")]
                ).map { try $0.text("detail") }
            }
            #expect(plan.count { $0.contains("USING INDEX jobs_ready (kind=?)") } == 2, "\(plan)")
            #expect(plan.contains { $0.contains("USING INDEX jobs_running (lease_until<?)") }, "\(plan)")
            #expect(!plan.contains { $0.contains("SCAN jobs") }, "\(plan)")
        }
    }

    @Test(arguments: Backend.available)
    func aClaimedJobCarriesAllThatWasEnqueued(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let new = NewJob(
                kind: "k",
                payload: #"{"a":1}"#,
                uniqueKey: "u",
                runAt: Self.noon,
                priority: 2,
                accountID: Sample.account
            )
            #expect(try await store.enqueue([new]) == 1)
            let job = try #require(try await Self.claim(store))
            #expect(job.kind == "k" && job.payload == new.payload && job.uniqueKey == "u" && job.priority == 2)
            #expect(job.accountID == Sample.account && job.runAt == Self.noon && job.owner == "w")
            #expect(job.attempts == 1 && job.leaseUntil == Self.noon + Self.lease && job.error == nil)
        }
    }

    @Test(arguments: Backend.available)
    func aKeyIsEnqueuedOnceAndJobsWithoutAKeyAlways(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let keyed = NewJob(kind: "k", uniqueKey: "slot 1", runAt: Self.noon)
            let free = NewJob(kind: "k", runAt: Self.noon)
            #expect(try await store.enqueue([keyed, keyed, free, free]) == 3)
            let job = try #require(try await Self.claim(store))
            try await store.complete(job, at: Self.noon)
            #expect(try await store.enqueue([keyed]) == 0)
        }
    }

    @Test(arguments: Backend.available)
    func aJobWhoseWorkerIsSilentGoesToAnotherAndIsLostToTheFirst(_ backend: Backend) async throws {
        try await backend.withStore { store in
            try await store.enqueue([NewJob(kind: "k", runAt: Self.noon)])
            let first = try #require(try await Self.claim(store, owner: "first"))
            let before = Self.noon + .minutes(4)
            #expect(try await Self.claim(store, at: before, owner: "second") == nil)
            #expect(try await store.renew(first, now: before, lease: Self.lease))
            #expect(try await Self.claim(store, at: Self.noon + .minutes(6), owner: "second") == nil)
            let expiry = before + Self.lease
            let second = try #require(try await Self.claim(store, at: expiry, owner: "second"))
            #expect(second.id == first.id && second.attempts == 2)
            #expect(try await store.renew(first, now: expiry, lease: Self.lease) == false)
            #expect(try await store.complete(first, at: expiry) == false)
            #expect(try await store.retry(first, at: expiry, error: "x") == false)
            #expect(try await store.fail(first, error: "x", at: expiry) == false)
            #expect(try await store.complete(second, at: expiry))
            #expect(try await store.complete(second, at: expiry) == false)
            #expect(try await store.jobCounts() == [.done: 1])
        }
    }

    @Test(arguments: Backend.available)
    func aJobGivenBackWaitsAndSaysWhatWentWrong(_ backend: Backend) async throws {
        try await backend.withStore { store in
            try await store.enqueue([NewJob(kind: "k", runAt: Self.noon)])
            let later = Self.noon + .minutes(1)
            let first = try #require(try await Self.claim(store))
            #expect(try await store.retry(first, at: later, error: "throttled"))
            #expect(try await Self.claim(store) == nil)
            let second = try #require(try await Self.claim(store, at: later))
            #expect(second.error == "throttled" && second.attempts == 2)
            #expect(try await store.fail(second, error: "gone", at: later))
            #expect(try await Self.claim(store, at: later + .days(9)) == nil)
            #expect(try await store.jobCounts() == [.dead: 1])
        }
    }

    @Test(arguments: Backend.available)
    func twoClaimersNeverGetOneJob(_ backend: Backend) async throws {
        try await backend.withStore { store in
            try await store.enqueue((0..<40).map { NewJob(kind: "k", payload: "\($0)", runAt: Self.noon) })
            let claimed = try await withThrowingTaskGroup(of: [Int64].self) { group in
                for worker in 0..<8 {
                    group.addTask {
                        var ids: [Int64] = []
                        while let job = try await Self.claim(store, owner: "w\(worker)") { ids.append(job.id) }
                        return ids
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(claimed.count == 40)
            #expect(Set(claimed).count == 40)
        }
    }

    @Test(arguments: Backend.available)
    func pruningTakesWhatEndedLongAgoAndNothingElse(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let noon = Self.noon
            try await store.enqueue((0..<3).map { NewJob(kind: "k", uniqueKey: "\($0)", runAt: noon) })
            let old = try #require(try await Self.claim(store))
            try await store.complete(old, at: noon)
            let recent = try #require(try await Self.claim(store))
            try await store.fail(recent, error: "x", at: noon + .hours(2))
            #expect(try await store.markSeen("e1", at: noon))
            #expect(try await store.markSeen("e2", at: noon + .hours(2)))
            #expect(try await store.prune(before: noon + .hours(1)) == 2)
            #expect(try await store.jobCounts() == [.dead: 1, .ready: 1])
            #expect(try await store.markSeen("e1", at: noon))
            #expect(try await store.markSeen("e2", at: noon) == false)
        }
    }
}
