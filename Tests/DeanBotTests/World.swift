import AsyncHTTPClient
import DeanBot
import DeanDecision
import DeanDomain
import DeanMeta
import DeanSandbox
import DeanSlack
import DeanStore
import DeanStoreSQLite
import Foundation
import Logging
import Synchronization
import Testing

/// A whole Dean between the two simulators, on a clock that stands still until a test moves it.
struct World: Sendable {
    let clock: SandboxClock
    let market: Market
    let graph: GraphServer
    let slack: SlackServer
    let store: Store
    let bot: Bot
    let http: HTTPClient
    let log: LogCapture

    static let start = Timestamp(seconds: 1_795_190_400)  // 2026-11-20T16:00:00Z

    /// Caps that are not in the way of what the demo's account spends.
    static var roomyRules: Rules {
        var rules = Rules()
        rules.caps.accountDailyBudget = 5000
        rules.caps.campaignDailyBudget = 2000
        rules.caps.goalDailyBudget = 5000
        return rules
    }

    static func run(
        account: AccountID = SandboxCredentials.dollarAccount,
        autonomy: Autonomy = .approve,
        rules: Rules = World.roomyRules,
        seed: UInt64 = 7,
        store given: Store? = nil,
        _ body: @Sendable (World) async throws -> Void
    ) async throws {
        let clock = SandboxClock(now: start, speed: 0)
        let market = Market(seed: seed, now: start)
        market.letPeopleEdit(false)
        let graph = GraphServer(market: market, clock: clock, port: 0)
        let slack = SlackServer(SlackConfiguration(clock: clock.wallClock))
        let log = LogCapture()
        let http = HTTPClient(eventLoopGroupProvider: .singleton)
        do {
            let graphURL = "http://127.0.0.1:\(try await graph.start())"
            try await slack.start()
            let store: Store
            if let given { store = given } else { store = Store(driver: try SQLiteDriver.inMemory()) }
            try await store.migrate()
            let bot = bot(
                account: account,
                autonomy: autonomy,
                rules: rules,
                store: store,
                graphURL: graphURL,
                slack: slack,
                http: http,
                clock: clock,
                logger: log.logger
            )
            let world = World(
                clock: clock,
                market: market,
                graph: graph,
                slack: slack,
                store: store,
                bot: bot,
                http: http,
                log: log
            )
            try await body(world)
        } catch {
            try? await slack.stop()
            await graph.stop()
            try? await http.shutdown()
            throw error
        }
        try await slack.stop()
        await graph.stop()
        try await http.shutdown()
    }

    private static func bot(
        account: AccountID,
        autonomy: Autonomy,
        rules: Rules,
        store: Store,
        graphURL: String,
        slack: SlackServer,
        http: HTTPClient,
        clock: SandboxClock,
        logger: Logger
    ) -> Bot {
        let wallClock = clock.wallClock
        var settings = Settings()
        settings.autonomy = autonomy
        settings.globalDailyBudget = 400
        let counter = Mutex(UInt64(0))
        let instant = ContinuousClock.now
        return Bot(
            store: store,
            meta: MetaClient(
                http: http,
                configuration: MetaConfiguration(
                    graphURL: graphURL,
                    appID: SandboxCredentials.appID,
                    appSecret: SandboxCredentials.appSecret,
                    token: SandboxCredentials.token,
                    pageID: SandboxCredentials.pageID,
                    pixelID: SandboxCredentials.pixelID(of: account),
                    timeout: TimeSpan(seconds: 5)
                ),
                clock: wallClock,
                sleep: { _ in },
                logger: logger
            ),
            slack: SlackOutlet(
                client: SlackClient(
                    http: http,
                    api: slack.apiURL,
                    token: slack.configuration.botToken,
                    gate: RateGate(now: { ContinuousClock.now - instant }, sleep: { _ in })
                ),
                clock: wallClock
            ),
            core: RulesCore(),
            configuration: BotConfiguration(
                accounts: [account],
                goals: [
                    Goal(
                        key: .sales,
                        active: true,
                        priority: 5,
                        template: CampaignTemplate(
                            objective: "OUTCOME_SALES",
                            optimizationGoal: "OFFSITE_CONVERSIONS",
                            customEventType: "PURCHASE"
                        )
                    )
                ],
                rules: rules,
                settings: settings,
                approvers: [SlackPerson.maya.id, SlackPerson.jonas.id],
                admins: [SlackPerson.maya.id],
                channel: SlackChannel.ads.id,
                pixelID: SandboxCredentials.pixelID(of: account),
                pageID: SandboxCredentials.pageID
            ),
            clock: wallClock,
            ids: IdentifierSource {
                counter.withLock { value in
                    value += 1
                    return value &* 0x9e37_79b9_7f4a_7c15
                }
            },
            // A second lasts twenty milliseconds here; heartbeats end with what they keep alive.
            sleep: { span in try await Task.sleep(for: .milliseconds(20 * span.seconds)) },
            logger: logger,
            holder: "test:1"
        )
    }

    var account: AccountID { bot.configuration.accounts[0] }

    /// Carries out everything that waits, in every lane but that of training, until nothing is left.
    func settle() async {
        var taken = 1
        while taken > 0 {
            taken = 0
            for lane in Worker.Lane.allCases where lane != .learning {
                taken += await Worker(bot: bot, lane: lane).drain()
            }
        }
    }

    /// An ad set with a daily budget of its own that guards let Dean raise.
    func budgetedAdSet() async throws -> AdSet {
        let snapshot = try #require(try await store.snapshot(account, asOf: clock.now))
        return try #require(
            snapshot.adSets.first {
                $0.dailyBudget != nil && $0.status == .active && $0.learningStage != .learning
            }
        )
    }

    /// Reads the account and stores a plan of one raise by 20 %.
    func planOfOneRaise() async throws -> (plan: Plan, action: ActionRecord, from: Money, to: Money) {
        _ = try await bot.run(RunRequest(account: account, trigger: .cli, autonomy: .observe))
        let adSet = try await budgetedAdSet()
        let from = try #require(adSet.dailyBudget)
        let to = from.scaledDown(by: 1.2)
        let run = try #require(try await store.runs(account, limit: 1).first)
        let plan = Plan(
            id: PlanID(bot.ids.make("plan")),
            accountID: account,
            runID: run.id,
            createdAt: clock.now,
            expiresAt: clock.now + .hours(24),
            stateHash: "x"
        )
        let state = ObjectState(object: adSet.ref, status: adSet.status, dailyBudget: from)
        let record = ActionRecord(
            action: PlannedAction(
                id: ActionID(bot.ids.make("action")),
                type: .updateBudget,
                goal: .sales,
                target: adSet.ref,
                before: [state],
                after: [ObjectState(object: adSet.ref, status: adSet.status, dailyBudget: to)],
                steps: [.setDailyBudget(object: adSet.ref, from: from, to: to)],
                message: "Raise the budget",
                aim: "the cost stays within target",
                confidence: Confidence(0.95),
                priority: 3,
                dailyBudgetChange: to.minorUnits - from.minorUnits
            ),
            accountID: account,
            runID: run.id,
            planID: plan.id,
            status: .proposed,
            createdAt: clock.now
        )
        try await store.insert(plan: plan, actions: [record])
        return (plan, record, from, to)
    }

    /// A second action of a plan, which makes a campaign, as it is after somebody approved it.
    func approvedCreation(
        of draft: CampaignDraft,
        in plan: Plan,
        like other: ActionRecord
    ) async throws -> ActionRecord {
        let target = ObjectRef(kind: .account, id: ObjectID(account.rawValue), name: "the account")
        let record = ActionRecord(
            action: PlannedAction(
                id: ActionID(bot.ids.make("action")),
                type: .createCampaign,
                goal: .sales,
                target: target,
                before: [],
                after: [],
                steps: [.createCampaign(draft)],
                message: "Create a campaign",
                aim: "it can be judged",
                confidence: Confidence(0.9),
                priority: 3
            ),
            accountID: account,
            runID: other.runID,
            planID: plan.id,
            status: .approved,
            decision: HumanDecision(person: PersonID(SlackPerson.maya.id), at: clock.now, approved: true),
            createdAt: clock.now
        )
        try await store.insert(actions: [record])
        return record
    }

    func status(of action: ActionRecord) async throws -> ActionStatus? { try await store.action(action.id)?.status }

    /// Requests that would have changed something at Meta.
    var writes: [GraphRequestRecord] { graph.requests.filter { $0.isWrite } }
}

/// Keeps every log line, to look for what must not stand in it.
final class LogCapture: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    var logger: Logger {
        var logger = Logger(label: "test") { _ in Handler(capture: self) }
        logger.logLevel = .trace
        return logger
    }

    private struct Handler: LogHandler {
        let capture: LogCapture
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let line = "\(event.message) \(metadata.merging(event.metadata ?? [:]) { _, new in new })"
            capture.lines.withLock { $0.append(line) }
        }
    }
}
