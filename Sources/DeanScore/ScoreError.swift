/// Why a file could not be scored.
package struct ScoreError: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Code: Sendable, Hashable {
        /// The command was called wrongly, or its file can't be read.
        case usage
        /// The file's content is not what the command takes.
        case malformed
        /// There is no room or no reader for the output.
        case output
    }

    package let code: Code
    /// Says where (line and column, from 1), what is wrong, what was expected and how to mend it.
    package let message: String

    package var description: String { message }

    static func malformed(line: Int, column: String? = nil, _ problem: String) -> ScoreError {
        let place = column.map { "line \(line), column \($0)" } ?? "line \(line)"
        return ScoreError(code: .malformed, message: "reading CSV, \(place): \(problem)")
    }

    package static func output(_ message: String) -> ScoreError { ScoreError(code: .output, message: message) }

    package static func usage(_ message: String) -> ScoreError { ScoreError(code: .usage, message: message) }
}
