import DeanDomain

/// Holds calls to Slack back until the ledger lets them go. One gate serves all clients of a process.
package actor RateGate {
    private var ledger = RateLedger()
    private let now: @Sendable () -> Duration
    private let sleep: @Sendable (Duration) async throws -> Void

    /// `now` counts from any fixed moment and never goes back.
    package init(
        now: @escaping @Sendable () -> Duration,
        sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.now = now
        self.sleep = sleep
    }

    /// Returns when the call may be sent.
    ///
    /// Throws `.rateLimited` at once when that would take longer than `patience`.
    package func pass(_ request: RateRequest, patience: Duration) async throws(SlackError) {
        let id = ledger.enter(request)
        let deadline = now() + patience
        while true {
            let moment = now()
            guard let wait = ledger.claim(id, at: moment) else { return }
            guard moment + wait <= deadline else {
                ledger.leave(id)
                throw SlackError(
                    .rateLimited,
                    "waiting to call \(request.method.name): its turn is \(wait) away",
                    disposition: .retry(after: TimeSpan(seconds: wait.components.seconds + 1))
                )
            }
            do {
                try await sleep(wait)
            } catch {
                ledger.leave(id)
                throw SlackError(
                    .cancelled,
                    "waiting to call \(request.method.name)",
                    disposition: .retry(after: TimeSpan(seconds: 0)),
                    cause: error
                )
            }
        }
    }

    package func pause(_ request: RateRequest, for span: Duration) {
        ledger.pause(request, until: now() + span)
    }
}
