import ArgumentParser
import DeanBot
import DeanDecision
import DeanDomain
import DeanStore
import DeanStoreSQLite
import Foundation
import Logging
import Synchronization

struct LearnCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "learn",
        abstract: "What training a model costs, and what a model in force adds to a cycle."
    )

    @Option(help: "How many ads the account has.")
    var ads = 1000

    func validate() throws {
        guard ads >= 5 else { throw ValidationError("--ads \(ads): expected 5 or more") }
    }

    func run() async throws {
        try await withTemporaryDirectory { directory in
            let driver = try SQLiteDriver(path: directory.appendingPathComponent("dean.sqlite").path)
            do {
                try await measure(Store(driver: driver))
            } catch {
                try await driver.close()
                throw error
            }
            try await driver.close()
        }
    }

    private func measure(_ store: Store) async throws {
        try await store.migrate()
        let world = LearningWorld(ads: ads, today: AccountDay(ordinal: 20_700))
        try await world.fill(store)
        let bot = bot(store, world)
        let words = "\(ads.grouped) ads × \(LearningWorld.days) days"
        let before = try await cost { try await cycle(bot, expecting: .rules) }
        let training = try await cost {
            let outcome = try await bot.trainModel(LearningWorld.account)
            guard outcome.isDone else { throw BenchmarkError(.answer, "nothing was trained: \(outcome.words)") }
        }
        let model = try await store.servingModel(LearningWorld.account, asOf: world.now)
        guard let model, let head = model.scores.target else {
            throw BenchmarkError(.answer, "no model serves after training on ads that tire")
        }
        let after = try await cost { try await cycle(bot, expecting: .ml) }
        Figure("training, \(words): time, CPU time, peak memory", training.words).print()
        Figure(
            "— rows, Brier score out of time, the rules'",
            "\(model.rows.grouped), \(score(head.brier)), \(score(head.rulesBrier))"
        ).print()
        Figure("evidence and decision without a model, \(words)", before.words).print()
        Figure("the same with predictions and their reasons", after.words).print()
    }

    private func score(_ value: Double?) -> String { value.map { String(format: "%.3f", $0) } ?? "none" }

    private func cycle(_ bot: Bot, expecting tier: Tier) async throws {
        let request = RunRequest(account: LearningWorld.account, trigger: .cli, dryRun: true, observes: false)
        let result = try await bot.run(request)
        guard result.success, result.tier == tier else {
            throw BenchmarkError(.answer, "a cycle in tier \(result.tier?.rawValue ?? "none"), not \(tier.rawValue)")
        }
    }

    private struct Cost {
        let wall: Duration
        let cpu: Duration
        let peakMemory: Int

        var words: String { "\(wall.inSeconds), \(cpu.inSeconds), \(peakMemory.inMegabytes)" }
    }

    private func cost(_ body: () async throws -> Void) async throws -> Cost {
        let figures = ProcessFigures.own
        try figures.forgetPeak()
        let cpu = try figures.cpuTime()
        let begin = ContinuousClock.now
        try await body()
        return Cost(
            wall: ContinuousClock.now - begin,
            cpu: try figures.cpuTime() - cpu,
            peakMemory: try figures.peakMemory()
        )
    }

    private func bot(_ store: Store, _ world: LearningWorld) -> Bot {
        let random = Mutex(SeededRandom(seed: 1))
        return Bot(
            store: store,
            meta: nil,
            slack: nil,
            core: RulesCore(),
            configuration: BotConfiguration(accounts: [LearningWorld.account], goals: [world.goal]),
            clock: .fixed(world.now),
            ids: IdentifierSource { random.withLock { $0.next() } },
            sleep: { try await Task.sleep(for: .seconds($0.seconds)) },
            logger: Logger(label: "dean") { StreamLogHandler.standardError(label: $0) },
            holder: "benchmark"
        )
    }
}
