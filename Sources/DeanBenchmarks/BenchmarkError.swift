/// Why there is no figure.
struct BenchmarkError: Error, CustomStringConvertible {
    enum Code {
        /// A process could not be started, or ended too early.
        case process
        /// The operating system does not tell.
        case unreadable
        /// Dean answered otherwise than it should have.
        case answer
        /// Meta was asked something that it had not been asked while its answers were recorded.
        case unrecorded
    }

    let code: Code
    let message: String
    let cause: (any Error)?

    init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    var description: String { message + (cause.map { ": \($0)" } ?? "") }
}
