import ArgumentParser
import DeanBot
import DeanDomain
import DeanStore
import Foundation

struct ModelsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models",
        abstract: "The learned models: train one, look at how well the one in force holds, list them.",
        subcommands: [Train.self, Validate.self, List.self]
    )

    struct Train: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "train",
            abstract: "Train a model from the kept readings; it serves where it is better than the rules."
        )

        @OptionGroup var options: ModelsOptions

        func run() async throws {
            try await options.each { try await $0.trainModel($1) }
        }
    }

    struct Validate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "validate",
            abstract: "Hold the recorded predictions against what came; a model worse than the rules is rolled back."
        )

        @OptionGroup var options: ModelsOptions

        func run() async throws {
            try await options.each { try await $0.validateModel($1) }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "The models, newest first, with what they were trained on and how they scored."
        )

        @OptionGroup var options: CommonOptions

        @Option(help: "One account; default: all.")
        var account: String?

        func run() async throws {
            try await reportingErrors {
                let configuration = try options.load()
                try await Composition.with(configuration, clock: SystemSources.clock) { composition in
                    let models = try await composition.store.models(account.map { AccountID($0) })
                    if models.isEmpty { print("no models yet: dean models train makes the first") }
                    for model in models { print(ModelText.line(model)) }
                }
            }
        }
    }
}

struct ModelsOptions: ParsableArguments {
    @OptionGroup var options: CommonOptions

    @Option(help: "The ad account (act_…); default: all that have been read.")
    var account: String?

    /// Calls `body` for each account and prints what it says; ends with 1 where it could not be done.
    func each(_ body: (Bot, AccountID) async throws -> (isDone: Bool, words: String)) async throws {
        try await reportingErrors {
            let configuration = try options.load()
            try await Composition.with(configuration, clock: SystemSources.clock) { composition in
                let known = try await composition.store.knownAccounts()
                let accounts = account.map { [AccountID($0)] } ?? known
                guard !accounts.isEmpty else {
                    throw BotError(.notFound, "no account has been read yet: dean run --dry-run reads one")
                }
                var isDone = true
                for account in accounts {
                    let outcome = try await body(composition.bot, account)
                    print("\(account)  \(outcome.words)")
                    isDone = isDone && outcome.isDone
                }
                if !isDone { throw DeanExit.failed }
            }
        }
    }
}

/// A model in a line.
enum ModelText {
    static func line(_ model: LearnedModel) -> String {
        var line =
            "\(model.trainedAt)  \(model.account)  \(model.state.rawValue)  \(model.rows) weeks of \(model.ads) ads, "
            + "\(model.firstDay) to \(model.lastDay)"
        if let head = model.scores.target, let brier = head.brier, let rules = head.rulesBrier {
            line += "  Brier \(format(brier)), the rules' \(format(rules))"
        }
        return line + "  \(model.reason)  [\(model.id)]"
    }

    private static func format(_ value: Double) -> String { String(format: "%.3f", value) }
}
