import AsyncHTTPClient
import DeanBot
import DeanDecision
import DeanDomain
import DeanMeta
import DeanSlack
import DeanStore
import DeanStoreSQLite
import Foundation
import Logging
import NIOCore

/// The parts of one process, put together from its configuration.
struct Composition: Sendable {
    let configuration: DeanConfiguration
    let store: Store
    let bot: Bot
    let intake: Intake
    let logger: Logger
    private let driver: SQLiteDriver
    private let http: HTTPClient

    /// Opens the store, brings its schema up to date, and connects the clients; `close()` ends what it opened.
    static func open(_ configuration: DeanConfiguration, clock: WallClock) async throws -> Composition {
        let logger = LoggerSetup.logger(configuration)
        let driver = try openDriver(configuration)
        let store = Store(driver: driver)
        do {
            try await store.migrate()
            try await letGoOfTheDead(store, clock: clock, logger: logger)
        } catch {
            try? await driver.close()
            throw error
        }
        let http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: httpConfiguration())
        let wakeups = Wakeups()
        let bot = Bot(
            store: store,
            meta: metaClient(configuration, http: http, clock: clock, logger: logger),
            slack: slackOutlet(configuration, http: http),
            core: RulesCore(),
            configuration: BotConfiguration(configuration),
            clock: clock,
            ids: SystemSources.identifiers,
            sleep: SystemSources.sleep,
            wakeups: wakeups,
            logger: logger,
            holder: SystemSources.holder
        )
        return Composition(
            configuration: configuration,
            store: store,
            bot: bot,
            intake: Intake(store: store, clock: clock, wakeups: wakeups),
            logger: logger,
            driver: driver,
            http: http
        )
    }

    static func with(
        _ configuration: DeanConfiguration,
        clock: WallClock,
        _ body: (Composition) async throws -> Void
    ) async throws {
        let composition = try await open(configuration, clock: clock)
        do {
            try await body(composition)
        } catch {
            try await composition.close()
            throw error
        }
        try await composition.close()
    }

    func close() async throws {
        try await http.shutdown()
        try await driver.close()
    }

    /// Posts and updates what waits to be said; what Slack does not take now stays in the store for `serve`.
    func deliverMessages() async {
        await Worker(bot: bot, lane: .messages).drain()
    }

    func carryOutWrites() async throws {
        await Worker(bot: bot, lane: .writes).drain()
    }

    /// A process that was killed holds its accounts and jobs for a minute more; whoever starts after it on the same machine
    /// sees that it is gone, and needn't wait.
    private static func letGoOfTheDead(_ store: Store, clock: WallClock, logger: Logger) async throws {
        for holder in try await store.holders(now: clock.now) {
            guard let process = ProcessIdentity(holder), process.isGone() else { continue }
            logger.notice(
                "a process ended without letting go; going on with its work",
                metadata: ["process": "\(holder)"]
            )
            try await store.abandon(process: holder, now: clock.now)
        }
    }

    private static func openDriver(_ configuration: DeanConfiguration) throws -> SQLiteDriver {
        switch configuration.database {
        case .sqlite(let path):
            let directory = URL(fileURLWithPath: path).deletingLastPathComponent()
            do {
                try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
            } catch {
                throw BotError(
                    .unavailable,
                    "making the data directory \(directory.path): \(error.localizedDescription); set DEAN_DATA_DIR",
                    cause: error
                )
            }
            return try SQLiteDriver(path: path)
        case .postgres:
            throw BotError(
                .notConfigured,
                "DATABASE_URL names PostgreSQL; this version keeps its store in SQLite: use sqlite:PATH or leave it out"
            )
        }
    }

    private static func httpConfiguration() -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        configuration.timeout = .init(connect: .seconds(5), read: .seconds(60))
        configuration.redirectConfiguration = .disallow
        return configuration
    }

    private static func metaClient(
        _ configuration: DeanConfiguration,
        http: HTTPClient,
        clock: WallClock,
        logger: Logger
    ) -> MetaClient? {
        guard let token = configuration.meta.token else { return nil }
        return MetaClient(
            http: http,
            configuration: MetaConfiguration(
                graphURL: configuration.meta.graphURL,
                version: configuration.meta.apiVersion,
                appID: configuration.meta.appID,
                appSecret: configuration.meta.appSecret,
                token: token,
                pageID: configuration.meta.pageID,
                pixelID: configuration.meta.pixelID
            ),
            clock: clock,
            sleep: SystemSources.sleep,
            logger: logger
        )
    }

    private static func slackOutlet(
        _ configuration: DeanConfiguration,
        http: HTTPClient
    ) -> SlackOutlet? {
        let slack = configuration.slack
        guard slack.botToken != nil || slack.webhookURL != nil else { return nil }
        let client = SlackClient(
            http: http,
            api: slack.apiURL,
            token: slack.botToken,
            gate: RateGate(now: SystemSources.uptime, sleep: SystemSources.pause)
        )
        if slack.botToken != nil { return SlackOutlet(client: client, clock: SystemSources.clock) }
        return slack.webhookURL.map { SlackOutlet(webhook: $0, client: client, clock: SystemSources.clock) }
    }
}

extension BotConfiguration {
    init(_ configuration: DeanConfiguration) {
        self.init(
            accounts: configuration.meta.accounts,
            goals: configuration.goals,
            signals: configuration.signals,
            rules: configuration.rules,
            settings: configuration.settings,
            approvers: configuration.slack.approvers,
            admins: configuration.slack.admins,
            channel: configuration.slack.channel,
            runInterval: configuration.runInterval,
            pixelID: configuration.meta.pixelID,
            pageID: configuration.meta.pageID,
            fallbackZone: configuration.accountTimeZone ?? "UTC",
            profile: configuration.profile
        )
    }
}

extension MetaEnvironment {
    /// Whether Meta is a simulator on this machine.
    var graphIsLoopback: Bool {
        guard let host = URLComponents(string: graphURL)?.host else { return false }
        return host == "localhost" || host == "::1" || host == "[::1]" || host.hasPrefix("127.")
    }
}
