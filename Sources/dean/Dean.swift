import ArgumentParser

/// The binary: subcommands only; what they do is in the libraries that they compose.
@main
struct Dean: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dean",
        abstract: "Runs a company's Meta ads from Slack, safely.",
        discussion: """
            Try it without any account: dean demo.
            Exit codes: 0 done, 1 failed, 3 refused by a guardrail, 64 usage or malformed input, 75 another run holds \
            the account.
            """,
        subcommands: [
            ServeCommand.self, RunCommand.self, ApproveCommand.self, RejectCommand.self, UndoCommand.self,
            ExplainCommand.self, HistoryCommand.self, ImportCommand.self, DoctorCommand.self, MigrateCommand.self,
            ManifestCommand.self, ModelsCommand.self, ScoreCommand.self, SandboxCommand.self, DemoCommand.self,
        ]
    )
}
