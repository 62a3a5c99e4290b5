/// What went wrong in the local Graph API, for whoever started it.
package struct GraphSandboxError: Error, CustomStringConvertible {
    package enum Code: Sendable {
        /// The server did not come up, or has ended.
        case notRunning
    }

    package let code: Code
    package let message: String
    package let cause: (any Error)?

    package init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    package var description: String { cause.map { "\(message): \($0)" } ?? message }
}
