import DeanDomain
import DeanStore
import Testing

struct DriverTests {
    @Test(arguments: Backend.available)
    func everyKindOfValueReadsBackAsWritten(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let rows = try await store.driver.write(durability: .normal) {
                try $0.execute(
                    "CREATE TABLE kinds (number BIGINT, ratio DOUBLE PRECISION, word TEXT, blank TEXT)"
                )
                return try $0.query(
                    "INSERT INTO kinds (word, ratio, number) VALUES ($2, $3, $1) RETURNING number, ratio, word, blank",
                    [.integer(.min), .text("“ü” $1 '"), .real(0.1)]
                )
            }
            let row = try #require(rows.first)
            #expect(rows.columns == ["number", "ratio", "word", "blank"])
            #expect((0..<4).map { row[$0] } == [.integer(.min), .real(0.1), .text("“ü” $1 '"), .null])
            #expect(try row.text("word") == row.text(2))
        }
    }

    @Test(arguments: Backend.available)
    func manyRowsAreWrittenByOneStatementAndReadInChunks(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let rows = (0..<10_000).map { (number: Int64) -> [StoreValue] in
                [.integer(number), .real(0.5), .text(number == 7 ? "" : "“\(number)”"), .null]
            }
            try await store.driver.write(durability: .normal) {
                try $0.execute("CREATE TABLE kinds (number BIGINT, ratio DOUBLE PRECISION, word TEXT, blank TEXT)")
                try $0.execute(
                    "INSERT INTO kinds (number, ratio, word, blank) VALUES ($1, $2, $3, $4)",
                    forEachOf: rows.flatMap { $0 },
                    width: 4
                )
            }
            let (read, sizes) = try await store.driver.read { connection in
                var read: [[StoreValue]] = []
                var sizes: [Int] = []
                try connection.query("SELECT * FROM kinds WHERE number >= $1 ORDER BY number", [.integer(0)]) { chunk in
                    read += chunk.map { row in (0..<4).map { row[$0] } }
                    sizes.append(chunk.count)
                }
                return (read, sizes)
            }
            #expect(read == rows)
            #expect(sizes.count > 1 && sizes.reduce(0, +) == rows.count)
        }
    }

    @Test(arguments: Backend.available)
    func aRowThatTheSchemaRefusesAmongManyTakesBackAll(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let error = await storeError {
                try await store.driver.write(durability: .normal) {
                    try $0.execute(
                        "INSERT INTO seen_events (event_id, seen_at) VALUES ($1, $2)",
                        forEachOf: [.text("a"), .integer(1), .text("b"), .integer(1), .text("a"), .integer(1)],
                        width: 2
                    )
                }
            }
            #expect(error?.code == .conflict)
            let counts = try await store.tableCounts()
            #expect(counts["seen_events"] == 0)
            let isNew = try await store.markSeen("a", at: Sample.noon)
            #expect(isNew)
        }
    }

    @Test(arguments: Backend.available)
    func aColumnOfAnotherTypeOrNameIsAnErrorAndNoZero(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let rows = try await store.driver.read { try $0.query("SELECT 'x' AS word, NULL AS blank") }
            let row = try #require(rows.first)
            #expect(await storeError { _ = try row.integer("word") }?.code == .corrupt)
            #expect(await storeError { _ = try row.text("blank") }?.code == .corrupt)
            #expect(await storeError { _ = try row.real("blank") }?.code == .corrupt)
            #expect(await storeError { _ = try row.text("absent") }?.code == .corrupt)
            #expect(await storeError { _ = try row.raw("word") as RunStatus }?.code == .corrupt)
        }
    }

    @Test(arguments: Backend.available)
    func aWriteThatThrowsLeavesNothing(_ backend: Backend) async throws {
        try await backend.withStore { store in
            for durability in [Durability.normal, .full] {
                await #expect(throws: CancellationError.self) {
                    try await store.driver.write(durability: durability) {
                        try $0.execute("INSERT INTO seen_events (event_id, seen_at) VALUES ('e', 1)")
                        throw CancellationError()
                    }
                }
                let counts = try await store.tableCounts()
                #expect(counts["seen_events"] == 0)
            }
        }
    }

    @Test(arguments: Backend.available)
    func aReadCannotWrite(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let error = await storeError {
                try await store.driver.read {
                    _ = try $0.execute("INSERT INTO seen_events (event_id, seen_at) VALUES ('e', 1)")
                }
            }
            #expect(error != nil)
            let counts = try await store.tableCounts()
            #expect(counts["seen_events"] == 0)
        }
    }

    @Test(arguments: Backend.available)
    func aCancelledCallerStillRecordsWhatWasDone(_ backend: Backend) async throws {
        try await backend.withStore { store in
            try await store.insertPlan(actions: ["a1"])
            try await store.insert(intents: [Sample.intent("00000000")])
            await withTaskGroup(of: Void.self) { group in
                group.cancelAll()
                group.addTask {
                    #expect(Task.isCancelled)
                    do {
                        try await store.save(Sample.intent("00000000", state: .confirmed))
                        #expect(try await store.intent(IntentID("00000000"))?.state == .confirmed)
                    } catch {
                        Issue.record(error)
                    }
                }
            }
        }
    }

    @Test(arguments: Backend.available)
    func aStatementThatTheEngineRefusesIsTheProgramsFault(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let error = await storeError { try await store.driver.read { _ = try $0.query("SELECT * FROM nowhere") } }
            #expect(error?.code == .rejected)
            #expect(error?.isTransient == false)
        }
    }

    @Test(arguments: Backend.available)
    func aSoundDatabaseAnswersAndHasNothingToReport(_ backend: Backend) async throws {
        try await backend.withStore { store in
            try await store.save(snapshot: Sample.snapshot())
            try await store.ping()
            #expect(try await store.integrityCheck().isEmpty)
            #expect(try await store.tableCounts()["ad_objects"] == 6)
        }
    }
}
