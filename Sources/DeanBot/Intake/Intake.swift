package import DeanDomain
package import DeanSlack
package import DeanStore

/// Takes what Slack sends: stores it as a job and answers at once.
///
/// Nothing here reads Meta, Slack or more of the store than the one insert. The insert is shared: requests that arrive
/// while a transaction is being written are written together by the next one, so the acknowledgement stays quick at any
/// rate and still means that the request is on disk.
package actor Intake {
    private let store: Store
    private let clock: WallClock
    private let wakeups: Wakeups
    private var waiting: [(job: NewJob, answer: CheckedContinuation<Void, any Error>)] = []
    private var writing = false

    package init(store: Store, clock: WallClock, wakeups: Wakeups) {
        self.store = store
        self.clock = clock
        self.wakeups = wakeups
    }

    /// Returns once the request is stored.
    ///
    /// A repetition with the same key is stored once.
    package func accept(_ route: SlackInbound.Route, body: [UInt8], key: String?) async throws {
        let kept = String(decoding: VerificationToken.removed(from: body), as: UTF8.self)
        let job = try JobPayload.slack(route, body: kept).newJob(
            at: clock.now,
            uniqueKey: key.map { "slack:\($0)" }
        )
        try await withCheckedThrowingContinuation { continuation in
            waiting.append((job, continuation))
            if !writing {
                writing = true
                // Not a stray task: it ends with the queue, and every caller awaits its own entry in it.
                Task { await write() }
            }
        }
    }

    private func write() async {
        while !waiting.isEmpty {
            let batch = waiting
            waiting.removeAll(keepingCapacity: true)
            do {
                _ = try await store.enqueue(batch.map(\.job))
                for entry in batch { entry.answer.resume() }
                wakeups.signal(.slack)
            } catch {
                for entry in batch { entry.answer.resume(throwing: error) }
            }
        }
        writing = false
    }
}
