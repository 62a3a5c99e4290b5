import DeanDomain
import DeanStore
import Testing

struct MigrationTests {
    @Test(arguments: Backend.available)
    func anEmptyDatabaseGetsTheWholeSchemaOnce(_ backend: Backend) async throws {
        try await backend.withEmptyDatabase { store in
            #expect(try await store.schemaVersion() == 0)
            let applied = try await store.migrate()
            #expect(applied == Migration.all.map(\.number))
            #expect(try await store.schemaVersion() == Migration.newest)
            #expect(try await store.migrate().isEmpty)
            #expect(try await store.tableCounts().values.allSatisfy { $0 == 0 })
        }
    }

    @Test(arguments: Backend.available, Migration.all.map(\.number))
    func everyEarlierSchemaIsBroughtUpToDate(_ backend: Backend, from number: Int) async throws {
        try await backend.withEmptyDatabase { store in
            try await store.migrate(through: number)
            #expect(try await store.schemaVersion() == number)
            try await store.save(snapshot: Sample.snapshot())
            #expect(try await store.migrate() == Migration.all.map(\.number).filter { $0 > number })
            #expect(try await store.snapshot(Sample.account, asOf: Sample.noon) == Sample.snapshot())
            try await store.insertPlan(actions: ["a1"])
            try await store.enqueue([NewJob(kind: "k", runAt: Sample.noon)])
            #expect(try await store.markSeen("e", at: Sample.noon))
        }
    }

    @Test(arguments: Backend.available)
    func aSchemaNewerThanTheProgramIsRefusedAndLeftAlone(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let newer = Migration.newest + 1
            try await store.driver.write(durability: .normal) {
                _ = try $0.execute(
                    "INSERT INTO schema_migrations (number, name) VALUES ($1, 'of tomorrow')",
                    [.number(newer)]
                )
            }
            let error = await storeError { try await store.migrate() }
            #expect(error?.code == .schemaTooNew)
            #expect(error?.message.contains("schema \(newer)") == true)
            #expect(error?.message.contains("up to \(Migration.newest)") == true)
            #expect(await storeError { _ = try await store.schemaVersion() }?.code == .schemaTooNew)
        }
    }

    @Test(arguments: Backend.available)
    func twoProcessesMayMigrateAtOnce(_ backend: Backend) async throws {
        try await backend.withEmptyDatabase { store in
            let applied = try await withThrowingTaskGroup(of: [Int].self) { group in
                for _ in 0..<4 { group.addTask { try await store.migrate() } }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(applied.sorted() == Migration.all.map(\.number))
        }
    }

    @Test func theNumbersCountUpFromOne() {
        #expect(Migration.all.map(\.number) == Array(1...Migration.all.count))
    }
}
