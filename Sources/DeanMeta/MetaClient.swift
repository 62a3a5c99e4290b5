package import AsyncHTTPClient
package import DeanDomain
package import Logging

/// Meta's Marketing API as Dean uses it: typed reads, one-shot writes, read-back.
///
/// It must not know why anything is read or written, nor keep anything but Meta's limits from one call to the next.
/// Invariant: a write is one HTTP request. Whatever may have been applied is reported as `unknown`, never sent again
/// here; and the token leaves the process in the `Authorization` header only.
package struct MetaClient: Sendable {
    let http: HTTPClient
    let configuration: MetaConfiguration
    let clock: WallClock
    let sleep: @Sendable (TimeSpan) async throws -> Void
    let logger: Logger
    let budgeter: MetaBudgeter
    let pendingCopies: PendingCopies

    package init(
        http: HTTPClient,
        configuration: MetaConfiguration,
        clock: WallClock,
        sleep: @escaping @Sendable (TimeSpan) async throws -> Void,
        logger: Logger,
        budgeter: MetaBudgeter = MetaBudgeter()
    ) {
        self.http = http
        self.configuration = configuration
        self.clock = clock
        self.sleep = sleep
        self.logger = logger
        self.budgeter = budgeter
        pendingCopies = PendingCopies()
    }

    /// How much of the fullest limit that concerns the account is used, in percent; nil before the first answer.
    package func usage(_ account: AccountID) async -> Double? {
        await budgeter.usage(account, at: clock.now)
    }
}
