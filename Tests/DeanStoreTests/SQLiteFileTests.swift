import DeanDomain
import DeanStore
import DeanStoreSQLite
import Foundation
import Testing

struct SQLiteFileTests {
    private static func open(_ path: String) throws -> Store { Store(driver: try SQLiteDriver(path: path)) }

    @Test func aFileKeepsAllOverARestart() async throws {
        try await withTemporaryFile { path in
            let first = try Self.open(path)
            try await first.migrate()
            try await first.save(snapshot: Sample.snapshot())
            try await first.insertPlan(actions: ["a1"])
            try await first.close()
            let second = try Self.open(path)
            #expect(try await second.migrate().isEmpty)
            #expect(try await second.snapshot(Sample.account, asOf: Sample.noon) == Sample.snapshot())
            #expect(try await second.actions(plan: PlanID("plan_1")) == [Sample.action("a1")])
            try await second.close()
        }
    }

    /// What a killed process leaves behind is its files as they are: nothing is closed, no checkpoint is made.
    @Test func aKilledProcessLosesNothingItHasCommittedAndKeepsNothingItHasNot() async throws {
        try await withTemporaryFile { path in
            let killed = try Self.open(path)
            try await killed.migrate()
            try await killed.insertPlan(actions: ["a1"])
            _ = try await killed.decide([ActionID("a1")], decision: Sample.approval(), at: Sample.noon)
            let copy = path + ".copy"
            try await killed.driver.write(durability: .normal) {
                try $0.execute("DELETE FROM automation_actions")
                for suffix in ["", "-wal"] {
                    try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
                }
            }
            let restarted = try Self.open(copy)
            #expect(try await restarted.action(ActionID("a1"))?.status == .approved)
            #expect(try await restarted.integrityCheck().isEmpty)
            try await restarted.close()
            try await killed.close()
        }
    }

    @Test func readersDoNotWaitForTheWriter() async throws {
        try await withTemporaryFile { path in
            let store = try Self.open(path)
            try await store.migrate()
            let isRead = DispatchSemaphore(value: 0)
            let (begun, continuation) = AsyncStream<Void>.makeStream()
            async let isReadDuringTheWrite = store.driver.write(durability: .normal) {
                try $0.execute("INSERT INTO seen_events (event_id, seen_at) VALUES ('e', 1)")
                continuation.finish()
                return isRead.wait(timeout: .now() + 5) == .success
            }
            for await _ in begun {}
            let during = try await store.tableCounts()
            isRead.signal()
            #expect(try await isReadDuringTheWrite)
            #expect(during["seen_events"] == 0)
            #expect(try await store.tableCounts()["seen_events"] == 1)
            try await store.close()
        }
    }

    @Test func aSecondProcessWaitsForTheFirstOnesWrite() async throws {
        try await withTemporaryFile { path in
            let stores = [try Self.open(path), try Self.open(path)]
            try await stores[0].migrate()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<60 {
                    group.addTask {
                        _ = try await stores[index % 2].markSeen("e\(index % 30)", at: Sample.noon)
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await stores[0].tableCounts()["seen_events"] == 30)
            for store in stores { try await store.close() }
        }
    }

    @Test func aFileThatIsNoDatabaseIsCorruptAndNamed() async throws {
        try await withTemporaryFile { path in
            let directory = URL(fileURLWithPath: path).deletingLastPathComponent()
            try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
            try Data(repeating: 65, count: 8_192).write(to: URL(fileURLWithPath: path))
            let error = await storeError { _ = try SQLiteDriver(path: path) }
            #expect(error?.code == .corrupt)
            #expect(error?.message.contains(path) == true)
        }
    }

    @Test func aPlaceThatCannotBeWrittenIsUnavailable() async throws {
        let error = await storeError { _ = try SQLiteDriver(path: "/dev/null/dean.sqlite") }
        #expect(error?.code == .unavailable)
    }

    @Test func aClosedStoreSaysSo() async throws {
        try await withTemporaryFile { path in
            let store = try Self.open(path)
            try await store.migrate()
            try await store.close()
            #expect(await storeError { try await store.ping() }?.code == .unavailable)
            let write = await storeError { _ = try await store.markSeen("e", at: Sample.noon) }
            #expect(write?.code == .unavailable)
        }
    }

    /// Fills about `pages` pages of 4 KiB in one transaction.
    private static func write(_ pages: Int, to driver: SQLiteDriver) async throws {
        let text = String(repeating: "x", count: 8 * 4096)
        try await driver.write(durability: .normal) { connection in
            for _ in 0..<pages / 8 { try connection.execute("INSERT INTO filling VALUES ($1)", [.text(text)]) }
        }
    }

    private static func pages(_ path: String) throws -> Int {
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
        return try #require(size) / 4096
    }

    @Test func theLogIsMovedIntoTheFileBesideTheWriter() async throws {
        try await withTemporaryFile { path in
            let driver = try SQLiteDriver(path: path)
            try await driver.write(durability: .normal) { _ = try $0.execute("CREATE TABLE filling (text TEXT)") }
            for _ in 0..<3 { try await Self.write(480, to: driver) }
            await driver.checkpointsDone()
            #expect(try Self.pages(path) > 1000)
            try await driver.close()
        }
    }

    @Test func theLogDoesNotGrowForGoodWhereNobodyElseCatchesUp() async throws {
        try await withTemporaryFile { path in
            let driver = try SQLiteDriver(path: path, mostLogPages: 500)
            try await driver.write(durability: .normal) { _ = try $0.execute("CREATE TABLE filling (text TEXT)") }
            for _ in 0..<6 { try await Self.write(800, to: driver) }
            #expect(try Self.pages(path + "-wal") < 2 * 900)
            #expect(try Self.pages(path) > 5 * 800)
            try await driver.close()
        }
    }

    @Test func anApprovalIsSyncedToTheDiskAndOrdinaryWritesAreNot() async throws {
        try await withTemporaryFile { path in
            let store = try Self.open(path)
            func level(_ durability: Durability) async throws -> StoreValue? {
                try await store.driver.write(durability: durability) { try $0.query("PRAGMA synchronous").first?[0] }
            }
            #expect(try await level(.normal) == .integer(1))
            #expect(try await level(.full) == .integer(2))
            #expect(try await level(.normal) == .integer(1))
            try await store.close()
        }
    }
}
