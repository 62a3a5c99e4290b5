import DeanStore
import GRDB

/// One of GRDB's connections, with its cache of prepared statements.
struct SQLiteConnection: StoreConnection {
    let database: Database

    func query(_ sql: String, _ arguments: [StoreValue]) throws -> StoreRows {
        let statement = try statement(sql)
        let columns = statement.columnNames
        var cells: [StoreValue] = []
        let rows = try Row.fetchCursor(statement, arguments: StatementArguments(arguments.map(\.databaseValue)))
        let width = CInt(columns.count)
        while try rows.next() != nil {
            for column in 0..<width {
                cells.append(try StoreValue(statement: statement, column: column))
            }
        }
        return StoreRows(columns: columns, cells: cells)
    }

    func execute(_ sql: String, _ arguments: [StoreValue]) throws -> Int {
        try statement(sql).execute(arguments: StatementArguments(arguments.map(\.databaseValue)))
        return database.changesCount
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
        switch DatabaseValue(sqliteStatement: statement.sqliteStatement, index: column).storage {
        case .null: self = .null
        case .int64(let value): self = .integer(value)
        case .double(let value): self = .real(value)
        case .string(let value): self = .text(value)
        case .blob:
            throw StoreError(.corrupt, "column \(statement.columnNames[Int(column)]) holds binary data")
        }
    }
}
