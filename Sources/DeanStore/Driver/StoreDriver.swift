/// One database engine, as the store sees it.
///
/// The module knows tables, queries and transactions and nothing of the engine beneath, of Meta or of Slack. All SQL is
/// written once, in what SQLite 3.40 and PostgreSQL 15 both accept, with `$1` parameters; a dollar sign in a statement
/// is always a parameter. What the engines do not share is in `Dialect`.
///
/// A call that has begun is carried through even when the calling task is cancelled meanwhile: a write often records
/// what was already done at Meta, and losing it would make the next run do it again.
package protocol StoreDriver: Sendable {
    var dialect: Dialect { get }

    /// Runs `body` on one consistent view of the database; writing in it is an error.
    func read<T: Sendable>(_ body: @escaping @Sendable (any StoreConnection) throws -> T) async throws -> T

    /// Runs `body` in one transaction that is committed when it returns and rolled back when it throws.
    func write<T: Sendable>(
        durability: Durability,
        _ body: @escaping @Sendable (any StoreConnection) throws -> T
    ) async throws -> T

    /// Ends all connections; later calls throw `StoreError.Code.unavailable`.
    func close() async throws
}

/// A connection inside a transaction.
///
/// Synchronous, and only valid within the closure that received it.
package protocol StoreConnection {
    /// Rows of a SELECT, or of a write with RETURNING.
    func query(_ sql: String, _ arguments: [StoreValue]) throws -> StoreRows

    /// The number of rows that the statement inserted, updated or deleted.
    @discardableResult
    func execute(_ sql: String, _ arguments: [StoreValue]) throws -> Int

    /// Runs the statement once for each row of values; `rows` holds them one after the other, `width` values each.
    func execute(_ sql: String, forEachOf rows: [StoreValue], width: Int) throws

    /// Gives the rows of a SELECT to `take` some thousands at a time, so that they need not all be held at once.
    func query(_ sql: String, _ arguments: [StoreValue], inChunks take: (StoreRows) throws -> Void) throws
}

extension StoreConnection {
    package func query(_ sql: String) throws -> StoreRows { try query(sql, []) }

    @discardableResult
    package func execute(_ sql: String) throws -> Int { try execute(sql, []) }
}

/// What a commit survives.
package enum Durability: Sendable {
    /// The process being killed.
    case normal
    /// The machine losing power as well: an approval, an intent before its write is sent.
    case full
}

/// What SQLite and PostgreSQL do not share.
package struct Dialect: Sendable {
    /// Column definition of a primary key that numbers rows by itself.
    package var identity: String
    /// Appended to the SELECT that picks a row to claim, so that two claimers never wait for or get the same one.
    package var claimLock: String
    /// Queries that return one text row per damage found, and nothing or "ok" in a sound database.
    package var integrityChecks: [String]

    package init(identity: String, claimLock: String, integrityChecks: [String]) {
        self.identity = identity
        self.claimLock = claimLock
        self.integrityChecks = integrityChecks
    }
}
