import ArgumentParser

/// What Dean costs, and what its decisions are worth: how quickly it answers Slack, what a cycle takes, what a process
/// that waits weighs; and how its scores compare on public data (`Decisions`).
///
/// It measures from outside what it can, and knows of Dean's insides only what it takes to build one cycle. None of it
/// is a test: a figure belongs to the machine and the day it was taken on. Its invariant: a figure is printed only when
/// everything that it counts was answered as it should be.
@main
struct DeanBenchmarks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dean-benchmarks",
        abstract: "What Dean costs, as rows of a Markdown table. Build with -c release.",
        subcommands: [
            AckCommand.self, CycleCommand.self, ServeCommand.self, GraphCommand.self, FatigueCommand.self,
            ForecastCommand.self, AnomaliesCommand.self, WinnersCommand.self, MeansCommand.self, PolicyCommand.self,
            LearnCommand.self,
        ]
    )
}
