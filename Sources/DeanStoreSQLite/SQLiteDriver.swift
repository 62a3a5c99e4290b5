package import DeanStore
import Foundation
import GRDB
import Synchronization

/// The store's engine in a file of its own process: SQLite in WAL mode, one writer and several readers.
///
/// Readers never wait for the writer. Calls go through GRDB's queues with a continuation rather than its `async`
/// methods, because those throw as soon as the calling task is cancelled and would lose the record of what was done.
package final class SQLiteDriver: StoreDriver {
    private let database: any DatabaseWriter
    /// Nil for a database in memory, which has no log.
    private let checkpointer: Checkpointer?
    private let isClosed = Mutex(false)

    package let dialect = Dialect(
        identity: "INTEGER PRIMARY KEY",
        claimLock: "",
        integrityChecks: [
            "SELECT integrity_check FROM pragma_integrity_check",
            "SELECT 'a row of ' || \"table\" || ' names a missing row of ' || parent FROM pragma_foreign_key_check",
        ]
    )

    /// Opens the file at `path`, or makes it and the directories above it.
    ///
    /// The log beside it is kept to about `mostLogPages` of 4 KiB.
    package init(path: String, mostLogPages: Int = 16_384) throws {
        let file = URL(fileURLWithPath: path)
        do {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            let pool = try DatabasePool(path: path, configuration: Self.configuration)
            let checkpointer = try Checkpointer(
                path: path,
                mostPages: mostLogPages,
                configuration: Self.configuration
            )
            pool.writeWithoutTransaction { checkpointer.take(over: $0) }
            database = pool
            self.checkpointer = checkpointer
        } catch let error as DatabaseError {
            throw StoreError(error, doing: "opening \(path)")
        } catch {
            throw StoreError(.unavailable, "opening \(path): \(error)", cause: error)
        }
    }

    private init(database: any DatabaseWriter) {
        self.database = database
        checkpointer = nil
    }

    /// A database of its own that is gone with the driver.
    package static func inMemory() throws -> SQLiteDriver {
        do {
            return SQLiteDriver(database: try DatabaseQueue(configuration: configuration))
        } catch let error as DatabaseError {
            throw StoreError(error, doing: "making a database in memory")
        }
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(5)
        configuration.label = "dean"
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = NORMAL") }
        return configuration
    }

    package func read<T: Sendable>(
        _ body: @escaping @Sendable (any StoreConnection) throws -> T
    ) async throws -> T {
        try checkOpen()
        return try await withCheckedThrowingContinuation { continuation in
            database.asyncRead { access in
                continuation.resume(
                    with: Self.result { try body(SQLiteConnection(database: try access.get())) }
                )
            }
        }
    }

    package func write<T: Sendable>(
        durability: Durability,
        _ body: @escaping @Sendable (any StoreConnection) throws -> T
    ) async throws -> T {
        try checkOpen()
        return try await withCheckedThrowingContinuation { continuation in
            database.asyncWriteWithoutTransaction { database in
                continuation.resume(with: Self.result { try Self.transaction(database, durability, body) })
            }
        }
    }

    package func close() async throws {
        isClosed.withLock { $0 = true }
        do {
            try database.close()
            try checkpointer?.close()
        } catch let error as DatabaseError {
            throw StoreError(error, doing: "closing the database")
        }
    }

    /// Returns when the log's checkpoints that were due are done.
    package func checkpointsDone() async { await checkpointer?.finish() }

    private func checkOpen() throws {
        if isClosed.withLock({ $0 }) { throw StoreError(.unavailable, "the database is closed") }
    }

    /// With NORMAL, WAL commits survive the process but not a power loss; FULL syncs the log, earlier commits included.
    ///
    /// The pragma has no effect inside a transaction, hence before it, on the one connection that writes.
    private static func transaction<T>(
        _ database: Database,
        _ durability: Durability,
        _ body: (any StoreConnection) throws -> T
    ) throws -> T {
        if durability == .full { try database.execute(sql: "PRAGMA synchronous = FULL") }
        var result = Result<T, any Error>.failure(StoreError(.unavailable, "the transaction did not begin"))
        do {
            try database.inTransaction(.immediate) {
                result = .success(try body(SQLiteConnection(database: database)))
                return .commit
            }
        } catch {
            result = .failure(error)
        }
        if durability == .full { try database.execute(sql: "PRAGMA synchronous = NORMAL") }
        return try result.get()
    }

    private static func result<T>(_ body: () throws -> T) -> Result<T, any Error> {
        do {
            return .success(try body())
        } catch let error as DatabaseError {
            return .failure(StoreError(error))
        } catch {
            return .failure(error)
        }
    }
}
