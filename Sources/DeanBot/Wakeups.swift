import Synchronization

/// Tells waiting workers that the store has new work, so that they need not poll quickly.
///
/// A wake-up carries no data: the store is the truth, and one that is lost costs a worker at most its next poll.
package final class Wakeups: Sendable {
    private struct Waiters {
        var next = 0
        var continuations: [Int: AsyncStream<Void>.Continuation] = [:]
    }

    private let waiters = Mutex(Waiters())

    package init() {}

    /// One element for each wake-up since the last was taken, at most one kept.
    package func subscribe() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let id = waiters.withLock { waiters in
            waiters.next += 1
            waiters.continuations[waiters.next] = continuation
            return waiters.next
        }
        continuation.onTermination = { [weak self] _ in
            _ = self?.waiters.withLock { $0.continuations.removeValue(forKey: id) }
        }
        return stream
    }

    package func signal() {
        let continuations = waiters.withLock { Array($0.continuations.values) }
        for continuation in continuations { continuation.yield() }
    }
}
