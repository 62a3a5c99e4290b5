import ArgumentParser
import DeanBot
import DeanDomain
import DeanStore

struct HistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "history", abstract: "The last runs.")

    @OptionGroup var options: CommonOptions

    @Option(name: .shortAndLong, help: "How many.")
    var number = 10

    @Option(help: "One account; default: all.")
    var account: String?

    func run() async throws {
        guard (1...1000).contains(number) else { throw ValidationError("-n \(number): expected 1 to 1000") }
        try await reportingErrors {
            let configuration = try options.load()
            try await Composition.with(configuration, clock: SystemSources.clock) { composition in
                let runs = try await composition.store.runs(account.map { AccountID($0) }, limit: number)
                if runs.isEmpty { print("no runs yet: dean run --dry-run makes the first") }
                for run in runs {
                    let counts = run.counts
                    print(
                        "\(run.startedAt)  \(run.accountID)  \(run.trigger.rawValue)\(run.dryRun ? " (dry)" : "")  "
                            + "\(run.status.rawValue)  proposed \(counts.proposed), promoted \(counts.winnersPromoted), "
                            + "scaled \(counts.budgetsScaled), paused \(counts.adsetsPaused), "
                            + "errors \(run.errors.count)  [\(run.id)]"
                    )
                }
            }
        }
    }
}

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Why: the evidence and the reasons behind an action, ad, ad set or campaign."
    )

    @OptionGroup var options: CommonOptions

    @Argument(help: "The id of an action, ad, ad set or campaign.")
    var id: String

    func run() async throws {
        try await reportingErrors {
            let configuration = try options.load()
            try await Composition.with(configuration, clock: SystemSources.clock) { composition in
                print(try await composition.bot.explanation(of: id).plainText)
            }
        }
    }
}

struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Bring the store's schema up to date; other commands do so by themselves when they start."
    )

    @OptionGroup var options: CommonOptions

    func run() async throws {
        try await reportingErrors {
            let configuration = try options.load()
            try await Composition.with(configuration, clock: SystemSources.clock) { composition in
                print("the schema is at version \(try await composition.store.schemaVersion())")
            }
        }
    }
}
