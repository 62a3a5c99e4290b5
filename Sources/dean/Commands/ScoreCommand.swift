import ArgumentParser
import DeanScore
import Foundation

struct ScoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score",
        abstract: "The decision core on a file: CSV in, CSV on standard output, nothing else is read.",
        subcommands: [
            ScoreAnomaliesCommand.self, ScoreForecastCommand.self, ScoreWinnersCommand.self, ScorePolicyCommand.self,
        ]
    )
}

struct ScoreAnomaliesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "anomalies",
        abstract: "timestamp,value to timestamp,value,anomaly_score,flag, each row from itself and earlier ones."
    )

    @OptionGroup var file: ScoreFile

    @Option(help: "The column that holds the values.")
    var column = "value"

    func run() async throws {
        try file.stream { source, sink throws(ScoreError) in
            try Scoring.anomalies(from: source, column: column, to: sink)
        }
    }
}

struct ScoreForecastCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forecast",
        abstract: "unique_id,ds,y to the next values of each series with prediction intervals."
    )

    @OptionGroup var file: ScoreFile

    @Option(help: "How many steps to forecast.")
    var horizon: Int

    @Option(help: "How many steps a season has: 24 for hours, 7 for days, 1 for none.")
    var season: Int

    @Option(help: "How many per cent of the values the intervals hold, separated by commas.")
    var level = "80,95"

    func run() async throws {
        let levels = level.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
        guard !levels.contains(nil) else {
            throw ValidationError("--level is \"\(level)\"; expected numbers separated by commas, such as 80,95")
        }
        try await file.score {
            try await Scoring.forecast($0, horizon: horizon, season: season, levels: levels.compactMap { $0 })
        }
    }
}

struct ScoreWinnersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "winners",
        abstract: "Counts or means of tests' arms to the chance of each to be best, expected loss and a decision."
    )

    @OptionGroup var file: ScoreFile

    func run() async throws {
        try await file.score { try await Scoring.winners($0) }
    }
}

struct ScorePolicyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "Pulls and rewards so far to each arm's share of the next step's traffic."
    )

    @OptionGroup var file: ScoreFile

    func run() async throws {
        try await file.score { try Scoring.policy($0) }
    }
}

/// The one file that a score is a function of.
struct ScoreFile: ParsableArguments {
    @Option(help: "The CSV file (header, UTF-8).")
    var input: String

    /// Writes the whole result, or nothing: malformed input ends with exit code 64 and its line and column.
    func score(_ body: ([UInt8]) async throws -> [UInt8]) async throws {
        guard let data = FileManager.default.contents(atPath: input) else {
            printError("dean: reading \(input): there is no such file, or it may not be read")
            throw DeanExit.usage
        }
        do {
            let result = try await body([UInt8](data))
            try FileHandle.standardOutput.write(contentsOf: Data(result))
        } catch let error as ScoreError {
            throw reported(error)
        }
    }

    /// The same for a file of any length: memory does not grow with it.
    func stream(_ body: (@escaping Scoring.Source, Scoring.Sink) throws(ScoreError) -> Void) throws {
        guard let file = FileHandle(forReadingAtPath: input) else {
            printError("dean: reading \(input): there is no such file, or it may not be read")
            throw DeanExit.usage
        }
        do throws(ScoreError) {
            let output = try OutputSpool()
            try body(
                { () throws(ScoreError) in
                    do {
                        guard let piece = try file.read(upToCount: OutputSpool.pieceSize), !piece.isEmpty else {
                            return nil
                        }
                        return [UInt8](piece)
                    } catch {
                        throw .usage("reading the file: \(error.localizedDescription)")
                    }
                },
                output.write
            )
            try output.copy { try FileHandle.standardOutput.write(contentsOf: $0) }
        } catch {
            throw reported(error)
        }
    }

    private func reported(_ error: ScoreError) -> ExitCode {
        printError("dean: \(input): \(error)")
        switch error.code {
        case .usage, .malformed: return DeanExit.usage
        case .output: return DeanExit.failed
        }
    }
}
