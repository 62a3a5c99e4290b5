package import DeanDecision
package import DeanDomain
package import DeanMeta
package import DeanStore
package import Logging

/// Dean's conduct: one cycle over an account, what people may decide, and what they are told.
///
/// It knows the store, Meta and Slack through their clients and decides nothing about ads itself: that is
/// `DecisionCore`. It must not know of HTTP routes, files or the environment. Its invariant: every step reads and writes
/// the store, so a process that dies between any two lines loses nothing that it has acknowledged.
package struct Bot: Sendable {
    package let store: Store
    /// Nil without Meta credentials: Dean then works from what has been imported, and writes nothing.
    package let meta: MetaClient?
    /// Nil where Slack isn't configured: results go to the store and to standard output only.
    package let slack: SlackOutlet?
    package let core: any DecisionCore
    package let configuration: BotConfiguration
    package let clock: WallClock
    package let ids: IdentifierSource
    /// Waits; tests advance a clock instead.
    package let sleep: @Sendable (TimeSpan) async throws -> Void
    package let wakeups: Wakeups
    package let logger: Logger
    /// Names this process in leases: "host:pid".
    package let holder: String

    package init(
        store: Store,
        meta: MetaClient?,
        slack: SlackOutlet?,
        core: any DecisionCore,
        configuration: BotConfiguration,
        clock: WallClock,
        ids: IdentifierSource,
        sleep: @escaping @Sendable (TimeSpan) async throws -> Void,
        wakeups: Wakeups = Wakeups(),
        logger: Logger,
        holder: String
    ) {
        self.store = store
        self.meta = meta
        self.slack = slack
        self.core = core
        self.configuration = configuration
        self.clock = clock
        self.ids = ids
        self.sleep = sleep
        self.wakeups = wakeups
        self.logger = logger
        self.holder = holder
    }

    /// The settings in force for an account: what an admin saved, else the configuration file's.
    func settings(of account: AccountID) async throws -> Settings {
        try await store.settings(account) ?? configuration.settings
    }
}
