import DeanStore
import GRDB

extension StoreError {
    /// By SQLite's result code (https://www.sqlite.org/rescode.html), never by its text.
    init(_ error: DatabaseError, doing: String? = nil) {
        let said = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
        self.init(Self.code(of: error), doing.map { "\($0): \(said)" } ?? said, cause: error)
    }

    private static func code(of error: DatabaseError) -> Code {
        switch error.extendedResultCode {
        case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID: return .conflict
        default: break  // Only the constraint codes need their extended form.
        }
        switch error.resultCode {
        case .SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_TOOBIG: return .constraint
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: return .corrupt
        case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_IOERR, .SQLITE_FULL, .SQLITE_CANTOPEN, .SQLITE_READONLY,
            .SQLITE_NOMEM, .SQLITE_ABORT, .SQLITE_INTERRUPT, .SQLITE_PROTOCOL, .SQLITE_PERM:
            return .unavailable
        default: return .rejected  // What is left are faults of a statement or of its use.
        }
    }
}
