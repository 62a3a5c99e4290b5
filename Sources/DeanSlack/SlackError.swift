package import DeanDomain

/// Anything that went wrong between Dean and Slack.
///
/// Slack reports its own refusals with HTTP 200 and a code; those codes, the transport's faults and Dean's own checks
/// before sending share one list, so that a caller branches on `code` and never on text.
package struct SlackError: Error, Sendable, CustomStringConvertible {
    package let code: Code
    /// Slack's word for it when `code` is `.unlisted`, else the code's own.
    package let slackCode: String
    /// What was being done, in lower case, and what went wrong.
    package let message: String
    /// Every single finding when a payload or a message is at fault, with its place.
    package let problems: [String]
    package let disposition: Disposition
    package let cause: (any Error)?

    /// What a caller may do next.
    package enum Disposition: Hashable, Sendable {
        /// Nothing was applied; the same call may be sent again after this many seconds.
        case retry(after: TimeSpan)
        /// Nothing was applied, and the same call would fail again.
        case giveUp
        /// It may have been applied; sending it again may do it twice.
        case unknown
    }

    package init(
        _ code: Code,
        _ message: String,
        slackCode: String? = nil,
        problems: [String] = [],
        disposition: Disposition? = nil,
        cause: (any Error)? = nil
    ) {
        self.code = code
        self.slackCode = slackCode ?? code.rawValue
        self.message = message
        self.problems = problems
        self.disposition = disposition ?? code.disposition
        self.cause = cause
    }

    package var description: String {
        problems.isEmpty ? message : message + ": " + problems.joined(separator: "; ")
    }
}

extension SlackError {
    /// What a person reads, with what mends it.
    package var sentence: String { code.sentence(slackCode: slackCode) }
}
