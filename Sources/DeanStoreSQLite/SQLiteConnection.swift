import DeanStore
import GRDB
import GRDBSQLite

/// One of GRDB's connections, with its cache of prepared statements.
struct SQLiteConnection: StoreConnection {
    let database: Database

    private static let chunk = 4096

    func query(_ sql: String, _ arguments: [StoreValue]) throws -> StoreRows {
        let statement = try statement(sql)
        var cells: [StoreValue] = []
        try forEachRow(of: statement, arguments) { try read(statement, into: &cells) }
        return StoreRows(columns: statement.columnNames, cells: cells)
    }

    func query(_ sql: String, _ arguments: [StoreValue], inChunks take: (StoreRows) throws -> Void) throws {
        let statement = try statement(sql)
        let most = Self.chunk * statement.columnCount
        var cells: [StoreValue] = []
        cells.reserveCapacity(most)
        try forEachRow(of: statement, arguments) {
            try read(statement, into: &cells)
            guard cells.count >= most else { return }
            try take(StoreRows(columns: statement.columnNames, cells: cells))
            cells.removeAll(keepingCapacity: true)
        }
        if !cells.isEmpty { try take(StoreRows(columns: statement.columnNames, cells: cells)) }
    }

    func execute(_ sql: String, _ arguments: [StoreValue]) throws -> Int {
        try statement(sql).execute(arguments: StatementArguments(arguments.map(\.databaseValue)))
        return database.changesCount
    }

    /// Binds and steps by SQLite's own functions: through GRDB a row of twenty columns takes twice as long.
    func execute(_ sql: String, forEachOf rows: [StoreValue], width: Int) throws {
        let statement = try statement(sql)
        let handle = statement.sqliteStatement
        defer {
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
        }
        for start in stride(from: 0, to: rows.count, by: width) {
            for column in 0..<width { rows[start + column].bind(to: handle, at: CInt(column + 1)) }
            let code = sqlite3_step(handle)
            guard code == SQLITE_DONE else {
                throw DatabaseError(resultCode: ResultCode(rawValue: code), message: database.lastErrorMessage)
            }
            sqlite3_reset(handle)
        }
    }

    private func forEachRow(of statement: Statement, _ arguments: [StoreValue], _ body: () throws -> Void) throws {
        let rows = try Row.fetchCursor(statement, arguments: StatementArguments(arguments.map(\.databaseValue)))
        while try rows.next() != nil { try body() }
    }

    private func read(_ statement: Statement, into cells: inout [StoreValue]) throws {
        for column in 0..<CInt(statement.columnCount) {
            cells.append(try StoreValue(statement: statement, column: column))
        }
    }

    /// SQLite numbers `$1` by where it first stands in the statement, `?1` by its number, as the store means it.
    private func statement(_ sql: String) throws -> Statement {
        try database.cachedStatement(sql: String(decoding: sql.utf8.map { $0 == 36 ? 63 : $0 }, as: UTF8.self))
    }
}

extension StoreValue {
    var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let value): value.databaseValue
        case .real(let value): value.databaseValue
        case .text(let value): value.databaseValue
        }
    }

    init(statement: Statement, column: CInt) throws {
        let handle = statement.sqliteStatement
        switch sqlite3_column_type(handle, column) {
        case SQLITE_NULL: self = .null
        case SQLITE_INTEGER: self = .integer(sqlite3_column_int64(handle, column))
        case SQLITE_FLOAT: self = .real(sqlite3_column_double(handle, column))
        case SQLITE_TEXT:
            let bytes = sqlite3_column_text(handle, column)
            let count = Int(sqlite3_column_bytes(handle, column))
            self = .text(String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self))
        default:  // A blob is the one type that is left.
            throw StoreError(.corrupt, "column \(statement.columnNames[Int(column)]) holds binary data")
        }
    }

    fileprivate func bind(to handle: OpaquePointer, at index: CInt) {
        switch self {
        case .null: sqlite3_bind_null(handle, index)
        case .integer(let value): sqlite3_bind_int64(handle, index, value)
        case .real(let value): sqlite3_bind_double(handle, index, value)
        case .text(var value):
            value.withUTF8 { bytes in
                // SQLite takes no bytes at all for NULL, and copies them where it is told that they are transient.
                guard let start = bytes.baseAddress else {
                    sqlite3_bind_text(handle, index, "", 0, nil)
                    return
                }
                let isTransient = unsafeBitCast(OpaquePointer(bitPattern: -1), to: sqlite3_destructor_type.self)
                start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                    _ = sqlite3_bind_text(handle, index, $0, CInt(bytes.count), isTransient)
                }
            }
        }
    }
}
