import DeanDomain
import DeanStore
import Foundation
import Testing

struct TotalsTests {
    private static let days = Sample.day...Sample.day

    private static func save(_ rows: [StoredInsight], at: Timestamp, in store: Store) async throws {
        try await store.save(insights: rows, account: Sample.account, readAt: at, covering: days)
    }

    @Test(arguments: Backend.available)
    func totalsFollowTheReadingsAndAreKnownAsOfEachMoment(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let later = Sample.noon + .hours(1)
            let first = [
                Sample.insight("11", spend: 500), Sample.insight("12", campaign: "32", spend: 300),
                Sample.insight("13", campaign: nil, spend: 10), Sample.insight("31", level: .campaign, spend: 9_999),
            ]
            try await Self.save(first, at: Sample.noon, in: store)
            try await Self.save([Sample.insight("12", campaign: "32", spend: 400)], at: later, in: store)
            func campaigns(_ moment: Timestamp) async throws -> [ObjectID: [Int64]] {
                try await store.campaignTotals(Sample.account, days: Self.days, asOf: moment)
                    .mapValues { $0.map(\.metrics.spend) }
            }
            func account(_ moment: Timestamp) async throws -> [Int64] {
                try await store.accountTotals(Sample.account, days: Self.days, asOf: moment).map(\.metrics.spend)
            }
            #expect(try await campaigns(Sample.noon) == [ObjectID("31"): [500], ObjectID("32"): [300]])
            #expect(try await campaigns(later) == [ObjectID("31"): [500], ObjectID("32"): [400]])
            #expect(try await account(Sample.noon) == [810])
            #expect(try await account(later) == [910])
            #expect(try await account(Sample.noon - .minutes(1)).isEmpty)
        }
    }

    @Test(arguments: Backend.available)
    func aTotalThatDidNotChangeGetsNoVersion(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let first = [Sample.insight("11"), Sample.insight("12", campaign: "32", goal: .streams)]
            try await Self.save(first, at: Sample.noon, in: store)
            let before = try await store.tableCounts()["time_series_data"]
            try await Self.save([Sample.insight("11", spend: 501)], at: Sample.noon + .hours(1), in: store)
            // The account, campaign 31 and the goal sales; neither campaign 32 nor streams.
            #expect(before == 5)
            #expect(try await store.tableCounts()["time_series_data"] == 8)
        }
    }

    @Test(arguments: Backend.available)
    func newRowsAreAddedToWhatIsKnownOfTheirDay(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let later = Sample.noon + .hours(1)
            let first = [Sample.insight("11", spend: 500), Sample.insight("12", campaign: "32", spend: 300)]
            try await Self.save(first, at: Sample.noon, in: store)
            try await Self.save([Sample.insight("13", spend: 200)], at: later, in: store)
            let campaigns = try await store.campaignTotals(Sample.account, days: Self.days, asOf: later)
                .mapValues { $0.map(\.metrics.spend) }
            #expect(campaigns == [ObjectID("31"): [700], ObjectID("32"): [300]])
            let account = try await store.accountTotals(Sample.account, days: Self.days, asOf: later)
            #expect(account.map(\.metrics.spend) == [1000])
            // At first the account, two campaigns and a goal; then all but campaign 32 once more.
            #expect(try await store.tableCounts()["time_series_data"] == 7)
        }
    }

    @Test(arguments: Backend.available)
    func aReadingThatTakesSeveralTransactionsCountsEachRowOnce(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let rows = (1...9000).map { Sample.insight("\($0)", spend: Int64($0)) }
            try await Self.save(rows, at: Sample.noon, in: store)
            // The same reading once more, as after a crash, with one row restated.
            var again = rows
            again[0] = Sample.insight("1", spend: 101)
            try await Self.save(again, at: Sample.noon, in: store)
            let account = try await store.accountTotals(Sample.account, days: Self.days, asOf: Sample.noon)
            let expected: Int64 = 9000 * 9001 / 2 + 100
            #expect(account.map(\.metrics.spend) == [expected])
        }
    }

    @Test(arguments: Backend.available)
    func delayReadingsShowEachDaysEventsAsTheyBecameVisible(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let zone = try #require(TimeZone(identifier: "America/New_York"))
            let end = (Sample.day + 1).start(in: zone)
            let other = Sample.insight("12", goal: .streams, purchases: 40)
            try await Self.save([Sample.insight("11", purchases: 1), other], at: end - .hours(2), in: store)
            try await Self.save([Sample.insight("11", purchases: 4)], at: end + .hours(3), in: store)
            try await Self.save(
                [Sample.insight("11", purchases: 4), Sample.insight("13", purchases: 2)],
                at: end + .hours(5),
                in: store
            )
            try await Self.save([Sample.insight("11", purchases: 4)], at: end + .hours(8), in: store)
            func readings(_ asOf: Timestamp) async throws -> [DelayReading] {
                try await store.delayReadings(
                    Sample.account,
                    goal: .sales,
                    since: Sample.day,
                    zone: zone,
                    asOf: asOf
                )
            }
            let expected = [(-2.0, 1.0), (3, 4), (5, 6), (8, 6)]
                .map { DelayReading(day: Sample.day, hoursAfterEnd: $0.0, events: $0.1) }
            #expect(try await readings(end + .hours(9)) == expected)
            #expect(try await readings(end + .hours(4)) == Array(expected.prefix(2)))
        }
    }

    @Test(arguments: Backend.available)
    func anAdThatCountsForAnotherGoalTakesItsEventsAlong(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let later = Sample.noon + .hours(1)
            try await Self.save([Sample.insight("11", goal: .sales)], at: Sample.noon, in: store)
            try await Self.save([Sample.insight("11", goal: .fanSegmentation)], at: later, in: store)
            let current = try await store.driver.read {
                try $0.query(
                    "SELECT series_key FROM time_series_data WHERE series = 'goal' AND superseded_at IS NULL"
                ).map { try $0.text(0) }
            }
            #expect(current == ["fan_segmentation"])
        }
    }
}
