import GRDB
import GRDBSQLite
import Synchronization

/// Moves what SQLite's log holds into the database file, on a connection of its own beside the writer's.
///
/// Left to itself SQLite does so within every commit that brings the log over a thousand pages: two syncs of the disk,
/// 5 to 20 ms in which nobody's request is stored. Here the writer does it only where the log has grown far, because
/// commits came without a pause for the other connection to catch up in, and it would grow for good.
final class Checkpointer: Sendable {
    /// The log's length, in pages, from which the next checkpoint is due: beside the writer, and within it.
    private struct Progress {
        var due = Checkpointer.step
        var overdue: Int
    }

    /// SQLite's own distance between two checkpoints.
    private static let step = 1000

    private let database: DatabaseQueue
    private let mostPages: Int
    private let progress: Mutex<Progress>

    /// `path` names a database that is in WAL mode already.
    init(path: String, mostPages: Int, configuration: Configuration) throws {
        database = try DatabaseQueue(path: path, configuration: configuration)
        self.mostPages = mostPages
        progress = Mutex(Progress(overdue: mostPages))
    }

    /// Takes over from SQLite's own checkpoints on the connection that writes.
    ///
    /// The connection must be closed before the checkpointer is let go.
    func take(over writer: Database) {
        sqlite3_wal_hook(
            writer.sqliteConnection,
            { context, connection, name, pages in
                guard let context else { return SQLITE_OK }
                let checkpointer = Unmanaged<Checkpointer>.fromOpaque(context).takeUnretainedValue()
                if checkpointer.isOverdue(atPages: Int(pages)) {
                    // Refused while the other connection is at it; then a later commit tries again.
                    var log: CInt = -1
                    var moved: CInt = -1
                    let code = sqlite3_wal_checkpoint_v2(connection, name, SQLITE_CHECKPOINT_PASSIVE, &log, &moved)
                    if code == SQLITE_OK { checkpointer.note(log: Int(log), moved: Int(moved)) }
                }
                return SQLITE_OK
            },
            Unmanaged.passUnretained(self).toOpaque()
        )
    }

    /// Returns when the checkpoints that were due are done.
    func finish() async {
        await withCheckedContinuation { continuation in
            database.asyncWriteWithoutTransaction { _ in continuation.resume() }
        }
    }

    func close() throws { try database.close() }

    /// Notes the log's length after a commit; true when the writer has to make the checkpoint.
    private func isOverdue(atPages pages: Int) -> Bool {
        let (isDue, isOverdue) = progress.withLock { progress in
            let isOverdue = pages >= progress.overdue
            // Beyond the most pages it is the writer's turn alone, or the two would stand in each other's way.
            let isDue = pages >= progress.due && pages < mostPages
            if isOverdue { progress.overdue = pages + Self.step }
            if isDue { progress.due = pages + Self.step }
            return (isDue, isOverdue)
        }
        if isDue {
            database.asyncWriteWithoutTransaction { database in
                // What can't be done now, on a full disk for example, the next one does: the log still has it.
                guard let (log, moved) = try? database.checkpoint(.passive) else { return }
                self.note(log: log, moved: moved)
            }
        }
        return isOverdue
    }

    /// Once all of it was moved, the log begins anew with the next commit.
    private func note(log: Int, moved: Int) {
        if log == moved { progress.withLock { $0 = Progress(overdue: mostPages) } }
    }
}
