import DeanDomain
import DeanStore
import Testing

struct ReadingRecordTests {
    @Test(arguments: Backend.available)
    func failedAndEmptyReadingsOfARunAreItsGaps(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let at = Sample.noon
            try await store.record(.account, account: Sample.account, status: .ok, rows: 1, at: at)
            try await store.record(
                .structure,
                account: Sample.account,
                status: .failed,
                reason: "code 17",
                rows: 0,
                at: at
            )
            try await store.record(.hourlyInsights, account: Sample.account, status: .empty, rows: 0, at: at)
            try await store.record(.breakdowns, account: Sample.account, status: .empty, rows: 0, at: at - .hours(1))
            let gaps = try await store.gaps(Sample.account, at: at)
            #expect(
                gaps == [
                    ReadingGap(what: .hourlyInsights, reason: "came back empty"),
                    ReadingGap(what: .structure, reason: "code 17"),
                ]
            )
        }
    }

    @Test(arguments: Backend.available)
    func theLastReadingOfEachKindIsKnown(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let later = Sample.noon + .hours(1)
            try await store.record(.account, account: Sample.account, status: .ok, rows: 1, at: Sample.noon)
            try await store.record(.account, account: Sample.account, status: .empty, rows: 0, at: later)
            try await store.record(.account, account: Sample.account, status: .ok, rows: 2, at: later)
            try await store.record(.dailyInsights, account: Sample.account, status: .ok, rows: 7, at: Sample.noon)
            let last = try await store.lastReadings(Sample.account)
            #expect(last.count == 2)
            #expect(last[.account]?.rows == 2)
            #expect(last[.account]?.at == later)
            #expect(last[.dailyInsights]?.status == .ok)
        }
    }

    @Test(arguments: Backend.available)
    func aFailureWithoutAReasonIsRefused(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let error = await storeError {
                try await store.record(.account, account: Sample.account, status: .failed, rows: 0, at: Sample.noon)
            }
            #expect(error?.code == .constraint)
        }
    }

    @Test(arguments: Backend.available)
    func quarantinedRowsAreKeptWithTheirReason(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let rows = (1...70).map { (line: Int) in
                QuarantinedRow(
                    source: "insights act_1",
                    line: line,
                    reason: "spend is no number",
                    raw: "{\"x\":'\(line)$1'}"
                )
            }
            try await store.quarantine(rows, account: Sample.account, runID: RunID("run_1"), at: Sample.noon)
            let loose = QuarantinedRow(source: "import report.csv", reason: "no header", raw: "")
            try await store.quarantine([loose], at: Sample.noon)
            #expect(try await store.quarantineCount(RunID("run_1")) == 70)
            #expect(try await store.quarantineCount(RunID("run_2")) == 0)
            let newest = try await store.quarantined(limit: 2)
            #expect(newest.map(\.row) == [loose, rows[69]])
            #expect(newest.map(\.account) == [nil, Sample.account])
            #expect(newest.last?.runID == RunID("run_1"))
        }
    }

    @Test(arguments: Backend.available)
    func theLastEditOfEachObjectCounts(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let noon = Sample.noon
            let edits = [
                HumanEdit(object: ObjectID("11"), at: noon, what: "paused"),
                HumanEdit(object: ObjectID("11"), at: noon + .hours(2), what: "resumed"),
                HumanEdit(object: ObjectID("12"), at: noon - .days(3), what: "renamed"),
            ]
            try await store.recordHumanEdits(edits, account: Sample.account)
            try await store.recordHumanEdits(edits, account: Sample.account)
            #expect(try await store.tableCounts()["human_edits"] == 3)
            let since = noon - .days(1)
            #expect(try await store.humanEdits(Sample.account, since: since) == [ObjectID("11"): noon + .hours(2)])
            #expect(
                try await store.humanEdits(Sample.account, since: since, asOf: noon + .hours(1))
                    == [ObjectID("11"): noon]
            )
            #expect(try await store.humanEdits(AccountID("act_2"), since: since).isEmpty)
        }
    }
}
