import ArgumentParser
import DeanBot
import DeanDomain
import DeanStore
import Foundation

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "One cycle in the foreground: observe, learn, decide, guard, propose or execute, report."
    )

    @OptionGroup var options: CommonOptions

    @Flag(help: "Send Meta nothing but GET and validate_only; show what would be proposed.")
    var dryRun = false

    @Option(help: "The ad account (act_…); default: all of FB_AD_ACCOUNT_ID.")
    var account: String?

    @Option(help: "One goal only, by its key.")
    var goal: String?

    @Option(help: "observe, approve or auto; default: the account's setting.")
    var autonomy: Autonomy?

    @Flag(name: .customLong("no-ml"), help: "Rules alone, no learned models.")
    var withoutModels = false

    @Flag(help: "Show the evidence and the guards of every action.")
    var explain = false

    @Flag(help: "Print the result as JSON.")
    var json = false

    @Option(help: "Set the clock of the whole cycle (ISO 8601), for replays and the sandbox.")
    var now: String?

    func run() async throws {
        try await reportingErrors {
            let configuration = try options.load(for: .run)
            let moment = try frozenMoment(configuration)
            let goalKey = try goalKey()
            let clock = moment.map(WallClock.fixed) ?? SystemSources.clock
            try await Composition.with(configuration, clock: clock) { composition in
                let accounts = try await accounts(configuration, composition: composition)
                var worst: ExitCode?
                var results: [RunResult] = []
                for account in accounts {
                    let request = RunRequest(
                        account: account,
                        trigger: .cli,
                        dryRun: dryRun,
                        goal: goalKey,
                        autonomy: autonomy,
                        observes: observes(moment, configuration),
                        rulesOnly: withoutModels
                    )
                    do {
                        results.append(try await composition.bot.run(request))
                    } catch let error as BotError {
                        printError("dean: \(error.message)")
                        worst = DeanExit.code(for: error)
                    }
                }
                await composition.deliverMessages()
                try await show(results, bot: composition.bot)
                if let worst { throw worst }
                if results.contains(where: { !$0.success }) { throw DeanExit.failed }
            }
        }
    }

    /// `--now` with a real Meta behind it may look, never write.
    private func frozenMoment(_ configuration: DeanConfiguration) throws -> Timestamp? {
        guard let now else { return nil }
        guard let moment = Timestamp(iso: now) else {
            throw ValidationError("--now \(now): expected ISO 8601, for example 2026-11-20T10:00:00Z")
        }
        if !dryRun, !configuration.meta.graphIsLoopback {
            printError("dean: --now with a graph host that is not loopback is allowed with --dry-run only")
            throw DeanExit.refused
        }
        return moment
    }

    /// Meta tells only the present: a replay of the past is made from what was kept.
    private func observes(_ moment: Timestamp?, _ configuration: DeanConfiguration) -> Bool {
        guard let moment else { return true }
        return configuration.meta.graphIsLoopback || moment > SystemSources.clock.now - .hours(1)
    }

    private func goalKey() throws -> GoalKey? {
        guard let goal else { return nil }
        guard let key = GoalKey(rawValue: goal) else {
            let known = GoalKey.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--goal \(goal): expected one of \(known)")
        }
        return key
    }

    private func accounts(_ configuration: DeanConfiguration, composition: Composition) async throws -> [AccountID] {
        if let account {
            guard AccountID.isWellFormed(account) else {
                throw BotError(.notFound, "--account \(account): expected an ad account such as act_1234567890")
            }
            return [AccountID(account)]
        }
        if !configuration.meta.accounts.isEmpty { return configuration.meta.accounts }
        let known = try await composition.bot.store.knownAccounts()
        guard !known.isEmpty else {
            throw BotError(
                .notConfigured,
                "no ad account: set FB_AD_ACCOUNT_ID, give --account act_…, or import a file first (dean import)"
            )
        }
        return known
    }

    private func show(_ results: [RunResult], bot: Bot) async throws {
        guard json else {
            for result in results {
                if let digest = try await bot.digestText(of: result.runId) { print(digest + "\n") }
                print(RunText.text(of: result, explain: explain))
            }
            return
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        if results.count == 1, let result = results.first {
            print(String(decoding: try encoder.encode(result), as: UTF8.self))
        } else {
            print(String(decoding: try encoder.encode(results), as: UTF8.self))
        }
    }
}

extension Autonomy: ExpressibleByArgument {}
