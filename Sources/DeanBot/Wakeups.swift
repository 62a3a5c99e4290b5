import Synchronization

/// Tells waiting workers that the store has new work for them, so that they need not poll quickly.
///
/// A wake-up carries no data: the store is the truth, and one that is lost costs a worker at most its next poll. It wakes
/// those who take that kind of job and nobody else: a click must not make the lanes beside it ask the store in vain.
package final class Wakeups: Sendable {
    private struct Waiter {
        let kinds: [JobPayload.Kind]
        let continuation: AsyncStream<Void>.Continuation
    }

    private struct Waiters {
        var next = 0
        var waiting: [Int: Waiter] = [:]
    }

    private let waiters = Mutex(Waiters())

    package init() {}

    /// One element for each wake-up since the last was taken, at most one kept.
    func subscribe(to kinds: [JobPayload.Kind]) -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let id = waiters.withLock { waiters in
            waiters.next += 1
            waiters.waiting[waiters.next] = Waiter(kinds: kinds, continuation: continuation)
            return waiters.next
        }
        continuation.onTermination = { [weak self] _ in
            _ = self?.waiters.withLock { $0.waiting.removeValue(forKey: id) }
        }
        return stream
    }

    /// Wakes those who take jobs of that kind; without a kind, everybody.
    func signal(_ kind: JobPayload.Kind? = nil) {
        let waiting = waiters.withLock { Array($0.waiting.values) }
        for waiter in waiting where kind.map(waiter.kinds.contains) ?? true { waiter.continuation.yield() }
    }
}
