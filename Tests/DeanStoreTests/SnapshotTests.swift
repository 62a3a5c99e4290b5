import DeanDomain
import DeanStore
import Testing

struct SnapshotTests {
    @Test(arguments: Backend.available)
    func aSnapshotReadsBackAsItWasSaved(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let saved = Sample.snapshot()
            try await store.save(snapshot: saved)
            #expect(try await store.snapshot(Sample.account, asOf: Sample.noon) == saved)
            #expect(try await store.knownAccounts() == [Sample.account])
        }
    }

    @Test(arguments: Backend.available)
    func anAccountIsUnknownBeforeItsFirstReading(_ backend: Backend) async throws {
        try await backend.withStore { store in
            try await store.save(snapshot: Sample.snapshot())
            #expect(try await store.snapshot(Sample.account, asOf: Sample.noon - .minutes(1)) == nil)
            #expect(try await store.snapshot(AccountID("act_2"), asOf: Sample.noon) == nil)
        }
    }

    @Test(arguments: Backend.available)
    func eachMomentSeesTheReadingOfItsTime(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let later = Sample.noon + .hours(1)
            let first = Sample.snapshot()
            // Ad 12 is gone, ad 11 was paused, ad 13 is new.
            let second = Sample.snapshot(
                readAt: later,
                ads: [Sample.ad("11", status: .paused, effective: "PAUSED"), Sample.ad("13")]
            )
            try await store.save(snapshot: first)
            try await store.save(snapshot: second)
            #expect(try await store.snapshot(Sample.account, asOf: later - .minutes(1)) == first)
            #expect(try await store.snapshot(Sample.account, asOf: later) == second)
        }
    }

    @Test(arguments: Backend.available)
    func anUnchangedSnapshotAddsNoVersion(_ backend: Backend) async throws {
        try await backend.withStore { store in
            try await store.save(snapshot: Sample.snapshot())
            let before = try await store.tableCounts()
            try await store.save(snapshot: Sample.snapshot(readAt: Sample.noon + .hours(1)))
            let after = try await store.tableCounts()
            #expect(after["ad_objects"] == before["ad_objects"])
            #expect(after["ad_lifecycle"] == before["ad_lifecycle"])
            #expect(after["snapshots"] == 2)
            let read = try await store.snapshot(Sample.account, asOf: Sample.noon + .hours(1))
            #expect(read?.readAt == Sample.noon + .hours(1))
        }
    }

    @Test(arguments: Backend.available)
    func theLifecycleOfAnAdHoldsEveryChangeOfItsStatus(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let times = (0..<4).map { Sample.noon + .hours($0) }
            let paused = Sample.ad("11", status: .paused, effective: "PAUSED")
            var renamed = paused
            renamed.name = "New name"
            for (time, ads) in zip(times, [[Sample.ad("11")], [paused], [renamed], []]) {
                try await store.save(snapshot: Sample.snapshot(readAt: time, ads: ads))
            }
            let changes = try await store.lifecycle(of: ObjectID("11"), account: Sample.account)
            #expect(changes.map(\.seenAt) == [times[0], times[1], times[3]])
            #expect(changes.map(\.from?.status) == [nil, "ACTIVE", "PAUSED"])
            #expect(changes.map(\.to?.effectiveStatus) == ["ACTIVE", "PAUSED", nil])
        }
    }

    @Test(arguments: Backend.available)
    func theFirstSightOfAnAdIsKept(_ backend: Backend) async throws {
        try await backend.withStore { store in
            try await store.save(snapshot: Sample.snapshot(ads: [Sample.ad("11")]))
            try await store.save(snapshot: Sample.snapshot(readAt: Sample.noon + .hours(1), ads: []))
            try await store.save(snapshot: Sample.snapshot(readAt: Sample.noon + .hours(2), ads: [Sample.ad("11")]))
            let rows = try await store.driver.read {
                try $0.query("SELECT ad_id, created_at, first_seen_at FROM ad_creation_times")
            }
            #expect(rows.count == 1)
            #expect(try rows.first?.time("first_seen_at") == Sample.noon)
            #expect(try rows.first?.time("created_at") == Sample.noon - .days(5))
        }
    }

    @Test(arguments: Backend.available)
    func anEarlierReadingCannotFollowALaterOne(_ backend: Backend) async throws {
        try await backend.withStore { store in
            try await store.save(snapshot: Sample.snapshot())
            let error = await storeError {
                try await store.save(snapshot: Sample.snapshot(readAt: Sample.noon - .hours(1), ads: []))
            }
            #expect(error?.code == .conflict)
            #expect(try await store.snapshot(Sample.account, asOf: Sample.noon) == Sample.snapshot())
        }
    }

    @Test(arguments: Backend.available)
    func aReadingSavedTwiceIsCorrectedInPlace(_ backend: Backend) async throws {
        try await backend.withStore { store in
            try await store.save(snapshot: Sample.snapshot())
            let corrected = Sample.snapshot(ads: [Sample.ad("11", status: .paused)])
            try await store.save(snapshot: corrected)
            #expect(try await store.snapshot(Sample.account, asOf: Sample.noon) == corrected)
            #expect(try await store.tableCounts()["ad_objects"] == 5)
            let kept = try await store.lifecycle(of: ObjectID("11"), account: Sample.account)
            #expect(kept.map(\.from?.status) == [nil])
            #expect(kept.map(\.to?.status) == ["PAUSED"])
            #expect(try await store.lifecycle(of: ObjectID("12"), account: Sample.account).isEmpty)
        }
    }

    @Test(arguments: Backend.available)
    func anObjectListedTwiceIsRefusedAndNothingIsStored(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let error = await storeError {
                try await store.save(snapshot: Sample.snapshot(ads: [Sample.ad("11"), Sample.ad("11")]))
            }
            #expect(error?.code == .conflict)
            let counts = try await store.tableCounts()
            #expect(counts["ad_objects"] == 0)
            #expect(try await store.knownAccounts().isEmpty)
        }
    }
}
