import DeanDomain
import Logging
import ServiceLifecycle

extension Bot {
    /// Calls `body` about once a second until the process shuts down.
    ///
    /// What it throws is logged, and the ticking goes on.
    ///
    /// Due times are compared with `clock`, not slept for: a sandbox clock that jumps is noticed within a second.
    func everySecond(_ body: @escaping @Sendable () async throws -> Void) async {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await body()
                } catch is CancellationError {
                    return
                } catch {
                    logger.error("in a periodic task", metadata: ["error": "\(error)"])
                }
                do { try await sleep(TimeSpan(seconds: 1)) } catch { return }
            }
        }
    }
}
