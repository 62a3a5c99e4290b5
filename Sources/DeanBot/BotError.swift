/// Why Dean did not do what was asked.
///
/// The message is for people: lower case, with the mend.
package struct BotError: Error, Sendable, CustomStringConvertible {
    package enum Code: Sendable, Hashable {
        /// Another run holds the account (exit code 75).
        case held
        /// A guardrail or a person's authority forbids it (exit code 3).
        case refused
        /// There is no such plan, action or object.
        case notFound
        /// Something it needs isn't configured.
        case notConfigured
        /// The store or another part it stands on is not there.
        case unavailable
    }

    package let code: Code
    package let message: String
    package let cause: (any Error)?

    package init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    package var description: String { message }
}
