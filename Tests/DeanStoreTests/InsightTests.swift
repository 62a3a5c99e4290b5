import DeanDomain
import DeanStore
import Testing

struct InsightTests {
    private static let days = Sample.day - 3...Sample.day + 3

    @Test(arguments: Backend.available)
    func aRowReadsBackAsItWasSaved(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let saved = [
                Sample.insight("11"), Sample.insight("12", campaign: nil, goal: nil),
                Sample.insight("13", breakdown: "age=25-34,gender=female"), Sample.insight("14", hour: 0),
            ]
            let counts = try await store.save(insights: saved, account: Sample.account, readAt: Sample.noon)
            #expect(counts == InsightSaveCounts(new: 4))
            let read = try await store.insights(Sample.account, level: .ad, days: Self.days, asOf: Sample.noon)
            #expect(read == saved)
        }
    }

    @Test(arguments: Backend.available)
    func oddActionNamesAndFractionsReadBack(_ backend: Backend) async throws {
        try await backend.withStore { store in
            var saved = Sample.insight()
            saved.row.actions = ["a \"quoted\" \\ name\n": 1e-7, "größer": 0.1, "": -3, "huge": 1e300]
            try await store.save(insights: [saved], account: Sample.account, readAt: Sample.noon)
            let read = try await store.insights(Sample.account, level: .ad, days: Self.days, asOf: Sample.noon)
            #expect(read == [saved])
        }
    }

    @Test(arguments: Backend.available)
    func anUnchangedReReadCostsNoRow(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let rows = [
                Sample.insight("11"), Sample.insight("11", breakdown: "age=25-34"),
                Sample.insight("31", level: .campaign, hour: 7),
            ]
            try await store.save(insights: rows, account: Sample.account, readAt: Sample.noon)
            let before = try await store.tableCounts()
            let counts = try await store.save(
                insights: rows,
                account: Sample.account,
                readAt: Sample.noon + .hours(1)
            )
            #expect(counts == InsightSaveCounts(unchanged: 3))
            #expect(try await store.tableCounts() == before)
        }
    }

    @Test(arguments: Backend.available)
    func aRestatedRowIsKnownAsItWasAtEachMoment(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let later = Sample.noon + .hours(6)
            try await store.save(insights: [Sample.insight()], account: Sample.account, readAt: Sample.noon)
            let restated = Sample.insight(purchases: 5)
            let counts = try await store.save(insights: [restated], account: Sample.account, readAt: later)
            #expect(counts == InsightSaveCounts(changed: 1))
            func events(_ moment: Timestamp) async throws -> Double? {
                try await store.dailyMetrics(Sample.account, days: Self.days, asOf: moment)[ObjectID("11")]?
                    .first?.metrics.events
            }
            #expect(try await events(Sample.noon - .minutes(1)) == nil)
            #expect(try await events(Sample.noon) == 2)
            #expect(try await events(later - .minutes(1)) == 2)
            #expect(try await events(later) == 5)
        }
    }

    @Test(arguments: Backend.available)
    func everyColumnOfARowIsCompared(_ backend: Backend) async throws {
        try await backend.withStore { store in
            var row = Sample.insight()
            let edits: [(inout StoredInsight) -> Void] = [
                { $0.row.actions["link_click"] = 21 }, { $0.row.actionValues = [:] }, { $0.row.reach = nil },
                { $0.row.reach = 0 }, { $0.goal = .streams }, { $0.row.campaignID = ObjectID("32") },
                { $0.row.adSetID = nil }, { $0.metrics.spend += 1 }, { $0.metrics.impressions += 1 },
                { $0.metrics.clicks += 1 }, { $0.metrics.linkClicks += 1 }, { $0.metrics.thruplays += 1 },
                { $0.metrics.events += 0.5 }, { $0.metrics.revenue -= 1 },
            ]
            try await store.save(insights: [row], account: Sample.account, readAt: Sample.noon)
            for (index, edit) in edits.enumerated() {
                edit(&row)
                let counts = try await store.save(
                    insights: [row],
                    account: Sample.account,
                    readAt: Sample.noon + .minutes(index + 1)
                )
                #expect(counts == InsightSaveCounts(changed: 1), "edit \(index)")
            }
        }
    }

    @Test(arguments: Backend.available)
    func aReReadThatLacksARowDeletesNothing(_ backend: Backend) async throws {
        try await backend.withStore { store in
            try await store.save(
                insights: [Sample.insight("11"), Sample.insight("12")],
                account: Sample.account,
                readAt: Sample.noon
            )
            let later = Sample.noon + .hours(1)
            try await store.save(insights: [Sample.insight("11")], account: Sample.account, readAt: later)
            let metrics = try await store.dailyMetrics(Sample.account, days: Self.days, asOf: later)
            #expect(metrics.keys.sorted() == [ObjectID("11"), ObjectID("12")])
        }
    }

    @Test(arguments: Backend.available)
    func dailyMetricsHoldJustTheAdsDailyRowsInDayOrder(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let rows = [
                Sample.insight(day: Sample.day + 1, spend: 700), Sample.insight(day: Sample.day, spend: 500),
                Sample.insight(day: Sample.day + 4), Sample.insight(hour: 3), Sample.insight(breakdown: "age=18-24"),
                Sample.insight("31", level: .campaign),
            ]
            try await store.save(insights: rows, account: Sample.account, readAt: Sample.noon)
            try await store.save(insights: rows, account: AccountID("act_2"), readAt: Sample.noon)
            let metrics = try await store.dailyMetrics(Sample.account, days: Self.days, asOf: Sample.noon)
            #expect(metrics.count == 1)
            #expect(
                metrics[ObjectID("11")]
                    == [
                        DailyMetrics(day: Sample.day, metrics: rows[1].metrics),
                        DailyMetrics(day: Sample.day + 1, metrics: rows[0].metrics),
                    ]
            )
        }
    }

    @Test(arguments: Backend.available)
    func hourlyMetricsHoldTheCampaignsHoursInOrder(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let rows = [
                Sample.insight("32", level: .campaign, hour: 9), Sample.insight("31", level: .campaign, hour: 9),
                Sample.insight("31", level: .campaign, hour: 0), Sample.insight("31", level: .campaign),
                Sample.insight("31", level: .campaign, day: Sample.day - 1, hour: 23), Sample.insight(hour: 4),
            ]
            try await store.save(insights: rows, account: Sample.account, readAt: Sample.noon)
            let hours = try await store.hourlyMetrics(Sample.account, since: Sample.day, asOf: Sample.noon)
            #expect(hours.map(\.hour) == [0, 9, 9])
            #expect(hours.map(\.campaignID) == [ObjectID("31"), ObjectID("31"), ObjectID("32")])
            #expect(hours.first?.metrics == rows[2].metrics)
        }
    }

    @Test(arguments: Backend.available)
    func aDayIsCoveredByAReadingOfTheAdsDaysThatAskedForIt(_ backend: Backend) async throws {
        try await backend.withStore { store in
            #expect(try await !store.hasCoverage(Sample.account, of: Sample.day))
            let campaign = [Sample.insight("31", level: .campaign, day: Sample.day, hour: 1)]
            let days = (Sample.day - 2)...Sample.day
            try await store.save(insights: campaign, account: Sample.account, readAt: Sample.noon, covering: days)
            #expect(try await !store.hasCoverage(Sample.account, of: Sample.day))
            try await store.save(
                insights: [Sample.insight()],
                account: Sample.account,
                readAt: Sample.noon + .hours(1),
                covering: days
            )
            #expect(try await store.hasCoverage(Sample.account, of: Sample.day - 2))
            #expect(try await !store.hasCoverage(Sample.account, of: Sample.day - 3))
            #expect(try await !store.hasCoverage(AccountID("act_2"), of: Sample.day))
        }
    }

    @Test(arguments: Backend.available)
    func aRowThatStandsTwiceIsRefusedByName(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let error = await storeError {
                try await store.save(
                    insights: [Sample.insight(), Sample.insight(spend: 1)],
                    account: Sample.account,
                    readAt: Sample.noon
                )
            }
            #expect(error?.code == .constraint)
            #expect(error?.message.contains("ad 11 stands twice for \(Sample.day)") == true)
            let counts = try await store.tableCounts()
            #expect(counts["performance_metrics"] == 0)
        }
    }

    @Test(arguments: Backend.available)
    func valuesThatTheSchemaForbidsAreRefused(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let edits: [(inout StoredInsight) -> Void] = [
                { $0.row.hour = 24 }, { $0.metrics.impressions = -1 }, { $0.metrics.events = -0.5 },
                { $0.row.objectID = ObjectID("") }, { $0.metrics.events = .nan },
                { $0.row.actions["purchase"] = .infinity },
            ]
            for (index, edit) in edits.enumerated() {
                var row = Sample.insight()
                edit(&row)
                let error = await storeError {
                    try await store.save(insights: [row], account: Sample.account, readAt: Sample.noon)
                }
                #expect(error?.code == .constraint, "edit \(index)")
            }
            let counts = try await store.tableCounts()
            #expect(counts["performance_metrics"] == 0)
        }
    }

    @Test(arguments: Backend.available)
    func anEarlierReadingCannotRestateALaterOne(_ backend: Backend) async throws {
        try await backend.withStore { store in
            try await store.save(insights: [Sample.insight()], account: Sample.account, readAt: Sample.noon)
            let error = await storeError {
                try await store.save(
                    insights: [Sample.insight(spend: 1)],
                    account: Sample.account,
                    readAt: Sample.noon - .hours(1)
                )
            }
            #expect(error?.code == .conflict)
            let same = try await store.save(
                insights: [Sample.insight()],
                account: Sample.account,
                readAt: Sample.noon - .hours(1)
            )
            #expect(same == InsightSaveCounts(unchanged: 1))
        }
    }

    @Test(arguments: Backend.available)
    func aReadingSavedAgainAtTheSameTimeReplacesItself(_ backend: Backend) async throws {
        try await backend.withStore { store in
            try await store.save(insights: [Sample.insight()], account: Sample.account, readAt: Sample.noon)
            try await store.save(insights: [Sample.insight(spend: 9)], account: Sample.account, readAt: Sample.noon)
            let rows = try await store.insights(Sample.account, level: .ad, days: Self.days, asOf: Sample.noon)
            #expect(rows == [Sample.insight(spend: 9)])
            #expect(try await store.tableCounts()["performance_metrics"] == 1)
        }
    }

    /// More rows than one transaction takes, in an order that is not the stored one.
    @Test(arguments: Backend.available)
    func aLargeReadingIsStoredWhole(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let ads = (0..<900).map { String(100_000 + $0) }
            let rows = (0..<5).flatMap { day in
                ads.map { Sample.insight($0, day: Sample.day - 3 + day, spend: Int64(day + 1)) }
            }
            let readAt = Sample.noon
            let counts = try await store.save(insights: rows, account: Sample.account, readAt: readAt)
            #expect(counts == InsightSaveCounts(new: 4_500))
            let metrics = try await store.dailyMetrics(Sample.account, days: Self.days, asOf: readAt)
            #expect(metrics.count == 900)
            #expect(metrics.values.allSatisfy { $0.map(\.metrics.spend) == [1, 2, 3, 4, 5] })
            let totals = try await store.accountTotals(Sample.account, days: Self.days, asOf: readAt)
            #expect(totals.map(\.metrics.spend) == [900, 1_800, 2_700, 3_600, 4_500])
        }
    }
}
