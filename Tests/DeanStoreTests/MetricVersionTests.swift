import DeanDomain
import DeanStore
import Testing

struct MetricVersionTests {
    private static let morning = Timestamp(seconds: 1_790_000_000 / 86_400 * 86_400 + 6 * 3600)

    /// Reads the ad's day with so much spend at a moment.
    private func read(_ store: Store, _ ad: String, spend: Int64, at: Timestamp) async throws {
        try await store.save(insights: [Sample.insight(ad, spend: spend)], account: Sample.account, readAt: at)
    }

    private func versions(_ store: Store, asOf: Timestamp) async throws -> [MetricVersion] {
        try await store.metricVersions(
            Sample.account,
            days: (Sample.day - 10)...(Sample.day + 10),
            knownDailyAt: Self.morning + .days(40),
            asOf: asOf
        )
    }

    @Test(arguments: Backend.available)
    func eachMorningFindsWhatWasKnownThenAndNothingMore(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let first = Self.morning - .hours(1)
            try await read(store, "11", spend: 100, at: first)
            // Came and went between two mornings.
            try await read(store, "11", spend: 200, at: Self.morning + .hours(2))
            try await read(store, "11", spend: 300, at: Self.morning + .hours(5))
            try await read(store, "11", spend: 400, at: Self.morning + .days(2))
            let known = try await versions(store, asOf: Self.morning + .days(5))
            #expect(known.map(\.metrics.spend) == [100, 300, 400])
            #expect(known.map(\.readAt) == [first, Self.morning + .hours(5), Self.morning + .days(2)])
            #expect(known.last?.supersededAt == nil)
            #expect(known.allSatisfy { $0.ad == ObjectID("11") && $0.day == Sample.day })
        }
    }

    @Test(arguments: Backend.available)
    func whatWasReadLaterIsNotKnownYetAndWhatStoodThenIsStillThere(_ backend: Backend) async throws {
        try await backend.withStore { store in
            try await read(store, "11", spend: 100, at: Self.morning + .hours(1))
            try await read(store, "11", spend: 200, at: Self.morning + .hours(4))
            let known = try await versions(store, asOf: Self.morning + .hours(2))
            #expect(known.map(\.metrics.spend) == [100])
        }
    }

    @Test(arguments: Backend.available)
    func unwantedAdsAreLeftOutAndTheOthersComeInOrder(_ backend: Backend) async throws {
        try await backend.withStore { store in
            for ad in ["13", "11", "12"] { try await read(store, ad, spend: 100, at: Self.morning) }
            let known = try await store.metricVersions(
                Sample.account,
                days: Sample.day...Sample.day,
                knownDailyAt: Self.morning,
                asOf: Self.morning,
                wanted: { $0 != ObjectID("12") }
            )
            #expect(known.map(\.ad) == [ObjectID("11"), ObjectID("13")])
        }
    }
}
