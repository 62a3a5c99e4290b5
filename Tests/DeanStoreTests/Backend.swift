import DeanDomain
import DeanStore
import DeanStoreSQLite
import Foundation
import Testing

/// The databases that the suite runs against, all of it on each.
enum Backend: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case sqliteFile
    case sqliteMemory

    static let available = allCases

    var testDescription: String { rawValue }

    /// Runs `body` on a store with an up-to-date schema and nothing in it.
    func withStore(_ body: (Store) async throws -> Void) async throws {
        try await withEmptyDatabase { store in
            try await store.migrate()
            try await body(store)
        }
    }

    /// Runs `body` on a database without a schema.
    func withEmptyDatabase(_ body: (Store) async throws -> Void) async throws {
        switch self {
        case .sqliteMemory:
            let store = Store(driver: try SQLiteDriver.inMemory())
            try await body(store)
            try await store.close()
        case .sqliteFile:
            try await withTemporaryFile { path in
                let store = Store(driver: try SQLiteDriver(path: path))
                try await body(store)
                try await store.close()
            }
        }
    }
}

/// A path in a fresh directory that is gone afterwards.
func withTemporaryFile(_ body: (String) async throws -> Void) async throws {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("store-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: directory) }
    try await body(directory.appendingPathComponent("data/dean.sqlite").path)
}

/// The `StoreError` that `body` throws; nil, with an issue recorded, when it throws none.
func storeError(
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> Void
) async -> StoreError? {
    do {
        try await body()
        Issue.record("expected a StoreError, nothing was thrown", sourceLocation: sourceLocation)
    } catch let error as StoreError {
        return error
    } catch {
        Issue.record("expected a StoreError, got \(error)", sourceLocation: sourceLocation)
    }
    return nil
}
