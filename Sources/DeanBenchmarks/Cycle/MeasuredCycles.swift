import AsyncHTTPClient
import DeanBot
import DeanDecision
import DeanDomain
import DeanMeta
import DeanSandbox
import DeanStore
import DeanStoreSQLite
import Foundation
import Logging
import Synchronization

/// Two dry runs an hour apart over one account: the first reads 30 days into a new store, the second what has changed.
///
/// Clock and ids are the same each time, so that two programs ask Meta the same.
struct MeasuredCycles {
    static let start = Timestamp(seconds: 1_780_000_200)

    struct Cost {
        /// Waiting for Meta's answers included, the pauses between looks at a report not.
        var wall: Duration
        /// Of all threads of the process.
        var cpu: Duration
        var reading: Duration
        var writing: Duration
        var deciding: Duration
        var peakMemory: Int
    }

    let graphURL: String
    let clock: SandboxClock

    /// `between` is called before the second cycle, with the clock an hour on.
    func run(between: () -> Void = {}) async throws -> [Cost] {
        try await withTemporaryDirectory { directory in
            let http = HTTPClient(eventLoopGroupProvider: .singleton)
            let driver = TimedDriver(
                driver: try SQLiteDriver(path: directory.appendingPathComponent("dean.sqlite").path)
            )
            do {
                let costs = try await run(driver, http, between: between)
                try await close(driver, http)
                return costs
            } catch {
                try await close(driver, http)
                throw error
            }
        }
    }

    private func run(_ driver: TimedDriver, _ http: HTTPClient, between: () -> Void) async throws -> [Cost] {
        let store = Store(driver: driver)
        try await store.migrate()
        let core = TimedCore(core: RulesCore())
        let bot = bot(store: store, core: core, http: http)
        var costs = [try await cost(of: bot, driver, core)]
        clock.advance(by: .hours(1))
        between()
        costs.append(try await cost(of: bot, driver, core))
        return costs
    }

    private func close(_ driver: TimedDriver, _ http: HTTPClient) async throws {
        try await driver.close()
        try await http.shutdown()
    }

    private func cost(of bot: Bot, _ driver: TimedDriver, _ core: TimedCore) async throws -> Cost {
        let figures = ProcessFigures.own
        for stopwatch in [driver.reading, driver.writing, core.deciding] { _ = stopwatch.take() }
        try figures.forgetPeak()
        let cpu = try figures.cpuTime()
        let begin = ContinuousClock.now
        let result = try await bot.run(
            RunRequest(account: SandboxCredentials.dollarAccount, trigger: .cli, dryRun: true)
        )
        let wall = ContinuousClock.now - begin
        guard result.success, result.errors.isEmpty, result.tier != .emergency else {
            throw BenchmarkError(.answer, "a cycle did not go well: \(result.errors.joined(separator: "; "))")
        }
        return Cost(
            wall: wall,
            cpu: try figures.cpuTime() - cpu,
            reading: driver.reading.take(),
            writing: driver.writing.take(),
            deciding: core.deciding.take(),
            peakMemory: try figures.peakMemory()
        )
    }

    private func bot(store: Store, core: TimedCore, http: HTTPClient) -> Bot {
        let logger = Logger(label: "dean") { StreamLogHandler.standardError(label: $0) }
        let random = Mutex(SeededRandom(seed: 1))
        let meta = MetaClient(
            http: http,
            configuration: MetaConfiguration(
                graphURL: graphURL,
                appID: SandboxCredentials.appID,
                appSecret: SandboxCredentials.appSecret,
                token: SandboxCredentials.token,
                pageID: SandboxCredentials.pageID,
                pixelID: SandboxCredentials.pixelID(of: SandboxCredentials.dollarAccount)
            ),
            clock: clock.wallClock,
            // The pauses between looks at a report are Meta's time.
            sleep: { _ in },
            logger: logger
        )
        return Bot(
            store: store,
            meta: meta,
            slack: nil,
            core: core,
            configuration: configuration,
            clock: clock.wallClock,
            ids: IdentifierSource { random.withLock { $0.next() } },
            sleep: { try await Task.sleep(for: .seconds($0.seconds)) },
            logger: logger,
            holder: "benchmark"
        )
    }

    /// An account of this size has caps to match.
    private var configuration: BotConfiguration {
        var rules = Rules()
        rules.caps.accountDailyBudget = 1_000_000
        rules.caps.campaignDailyBudget = 10_000
        rules.caps.goalDailyBudget = 1_000_000
        rules.caps.writesPerRun = 500
        var settings = Settings()
        settings.globalDailyBudget = 1_000_000
        let sales = Goal(
            key: .sales,
            active: true,
            priority: 5,
            template: CampaignTemplate(
                objective: "OUTCOME_SALES",
                optimizationGoal: "OFFSITE_CONVERSIONS",
                customEventType: "PURCHASE"
            )
        )
        return BotConfiguration(
            accounts: [SandboxCredentials.dollarAccount],
            goals: [sales],
            rules: rules,
            settings: settings,
            pixelID: SandboxCredentials.pixelID(of: SandboxCredentials.dollarAccount),
            pageID: SandboxCredentials.pageID
        )
    }
}
