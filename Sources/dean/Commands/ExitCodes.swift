import ArgumentParser
import DeanBot
import DeanStore
import Foundation

/// The contract's exit codes.
enum DeanExit {
    static let failed = ExitCode(1)
    static let refused = ExitCode(3)
    static let usage = ExitCode(64)
    static let held = ExitCode(75)

    static func code(for error: BotError) -> ExitCode {
        switch error.code {
        case .held: held
        case .refused: refused
        case .notFound, .notConfigured: usage
        case .unavailable: failed
        }
    }
}

/// Standard output is for results; what went wrong goes to standard error.
func printError(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
}

/// Runs `body`, turning Dean's errors into a line on standard error and the contract's exit code.
func reportingErrors(_ body: () async throws -> Void) async throws {
    do {
        try await body()
    } catch let error as BotError {
        printError("dean: \(error.message)")
        throw DeanExit.code(for: error)
    } catch let error as StoreError {
        printError("dean: \(error)")
        throw DeanExit.failed
    }
}
