import Synchronization

/// Holds the state behind a lock, and tells everybody who waits when it changes.
final class SlackWorkspace: Sendable {
    private struct Cell: Sendable {
        var state = SlackState()
        var revision = 0
        var watchers: [Int: AsyncStream<Int>.Continuation] = [:]
        var lastWatcher = 0
    }

    private let cell = Mutex(Cell())

    func read<Value: Sendable>(_ look: (SlackState) throws -> Value) rethrows -> Value {
        try cell.withLock { try look($0.state) }
    }

    /// Changes the state in one piece, and wakes whoever waits, also when the change throws half-way.
    @discardableResult
    func change<Value: Sendable>(_ body: (inout SlackState) throws -> Value) rethrows -> Value {
        defer { announce() }
        return try cell.withLock { try body(&$0.state) }
    }

    /// The number of changes so far, now and after each.
    func revisions() -> AsyncStream<Int> {
        let (stream, continuation) = AsyncStream.makeStream(of: Int.self, bufferingPolicy: .bufferingNewest(1))
        let id = cell.withLock { cell in
            cell.lastWatcher += 1
            cell.watchers[cell.lastWatcher] = continuation
            continuation.yield(cell.revision)
            return cell.lastWatcher
        }
        continuation.onTermination = { [weak self] _ in self?.forget(id) }
        return stream
    }

    /// Returns once `condition` holds; false if the task was cancelled first.
    func wait(until condition: @Sendable () -> Bool) async -> Bool {
        for await _ in revisions() where condition() { return true }
        return condition()
    }

    private func announce() {
        let (revision, watchers) = cell.withLock { cell in
            cell.revision += 1
            return (cell.revision, Array(cell.watchers.values))
        }
        for watcher in watchers { watcher.yield(revision) }
    }

    private func forget(_ id: Int) {
        cell.withLock { _ = $0.watchers.removeValue(forKey: id) }
    }
}
