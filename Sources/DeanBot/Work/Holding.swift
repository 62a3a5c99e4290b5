package import DeanDomain
import DeanStore
import Logging

/// Leases and jobs are held by renewing them: a process that dies lets go within a minute, without anybody's help.
package enum Holding {
    package static let span = TimeSpan(seconds: 60)
    package static let renewal = TimeSpan(seconds: 20)
}

extension Bot {
    /// Runs `body` while `renew` keeps something held; what is lost meanwhile is noticed by those who ask the store
    /// before they write.
    func whileRenewing<Value: Sendable>(
        _ renew: @escaping @Sendable () async throws -> Bool,
        _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask {
                while !Task.isCancelled {
                    do {
                        try await sleep(Holding.renewal)
                        guard try await renew() else { return nil }
                    } catch is CancellationError {
                        return nil
                    } catch {
                        logger.warning("renewing a lease", metadata: ["error": "\(error)"])
                    }
                }
                return nil
            }
            group.addTask { try await body() }
            while let result = try await group.next() {
                guard let result else { continue }
                group.cancelAll()
                return result
            }
            throw CancellationError()
        }
    }

    /// Runs `body` under the lease `name`; throws `BotError.held` with `refusal`'s words when somebody else has it.
    func holding<Value: Sendable>(
        _ name: String,
        as holder: String,
        refusal: (_ by: String, _ until: Timestamp) -> String,
        _ body: @escaping @Sendable (Lease) async throws -> Value
    ) async throws -> Value {
        let lease: Lease
        switch try await store.acquireLease(name, holder: holder, now: clock.now, ttl: Holding.span) {
        case .granted(let granted): lease = granted
        case .held(let by, let until): throw BotError(.held, refusal(by, until))
        }
        do {
            let value = try await whileRenewing {
                try await store.renew(lease, now: clock.now, ttl: Holding.span)
            } _: {
                try await body(lease)
            }
            try await store.release(lease)
            return value
        } catch {
            try await store.release(lease)
            throw error
        }
    }
}
