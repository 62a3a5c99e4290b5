import ArgumentParser
import DeanBot
import DeanDomain
import DeanSlack
import DeanStore

struct ApproveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve",
        abstract: "Approve a plan, or some of its actions, and carry them out."
    )

    @OptionGroup var decision: DecisionOptions

    func run() async throws {
        try await decision.decide(approve: true)
    }
}

struct RejectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reject",
        abstract: "Reject a plan, or some of its actions."
    )

    @OptionGroup var decision: DecisionOptions

    func run() async throws {
        try await decision.decide(approve: false)
    }
}

/// What `approve` and `reject` take: the same decision path as the buttons in Slack.
struct DecisionOptions: ParsableArguments {
    @OptionGroup var options: CommonOptions

    @Argument(help: "The plan's id.")
    var plan: String

    @Option(name: .customLong("action"), help: "One action of it; may be repeated. Default: all that wait.")
    var actions: [String] = []

    @Option(name: .customLong("as"), help: "The Slack user id in whose name this is decided.")
    var person: String

    @Option(help: "Why; shown on the card and kept.")
    var reason: String?

    func decide(approve: Bool) async throws {
        try await reportingErrors {
            let configuration = try options.load(for: approve ? .approve : .reject)
            try await Composition.with(configuration, clock: SystemSources.clock) { composition in
                let bot = composition.bot
                let outcome = try await bot.decide(
                    plan: PlanID(plan),
                    actions: actions.isEmpty ? nil : actions.map { ActionID($0) },
                    by: PersonID(person),
                    approve: approve,
                    reason: reason
                )
                switch outcome.kind {
                case .refused(let why):
                    throw BotError(.refused, why.plainText)
                case .moved(let moved):
                    if approve { try await composition.carryOutWrites() }
                    await composition.deliverMessages()
                    var failed = false
                    for id in moved {
                        guard let record = try await bot.store.action(id) else { continue }
                        print("\(record.status.rawValue)  \(record.action.message)")
                        if let words = record.outcome { print("    \(words)") }
                        failed = failed || [.failed, .unknown].contains(record.status)
                        if record.status == .refused { throw DeanExit.refused }
                    }
                    if failed { throw DeanExit.failed }
                }
            }
        }
    }
}

struct UndoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo",
        abstract: "Take back what a done action changed."
    )

    @OptionGroup var options: CommonOptions

    @Argument(help: "The action's id.")
    var action: String

    @Option(name: .customLong("as"), help: "The Slack user id in whose name this is decided.")
    var person: String

    func run() async throws {
        try await reportingErrors {
            let configuration = try options.load(for: .approve)
            try await Composition.with(configuration, clock: SystemSources.clock) { composition in
                let outcome = try await composition.bot.undo(ActionID(action), by: PersonID(person))
                switch outcome.kind {
                case .refused(let why):
                    throw BotError(.refused, why.plainText)
                case .moved(let made):
                    try await composition.carryOutWrites()
                    await composition.deliverMessages()
                    for id in made {
                        guard let record = try await composition.bot.store.action(id) else { continue }
                        print("\(record.status.rawValue)  \(record.action.message)")
                        if let words = record.outcome { print("    \(words)") }
                        if record.status != .done { throw DeanExit.refused }
                    }
                }
            }
        }
    }
}
