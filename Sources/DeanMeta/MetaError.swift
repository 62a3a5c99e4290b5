package import DeanDomain
package import Logging

/// Why a call to Meta did not do what it was for.
///
/// The kind follows from Meta's codes alone; texts are for people, they change and are translated.
package struct MetaError: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Kind: String, Sendable, CaseIterable {
        case throttled
        case transient
        case token
        case permission
        case invalid
        /// Not found, or invisible to the token: Meta does not tell which.
        case gone
        case version
        case budget
        case lifecycle
        case tooMuchData = "too_much_data"
        /// HTML, an empty body or JSON that is cut off.
        case unreadable
        case connection
        case timeout
        case other
    }

    /// What the caller should do next.
    package enum Disposition: Sendable, Hashable {
        case retry(after: TimeSpan)
        case giveUp
        /// The write may have been applied: read back before anything else.
        case unknown
    }

    package var kind: Kind
    /// What was being done, lower case: "reading campaigns of act_1".
    package var doing: String
    /// What went wrong, without any credential in it.
    package var message: String
    /// Meta's `code`.
    package var code: Int?
    /// Meta's `error_subcode`.
    package var subcode: Int?
    package var trace: String?
    /// Meta's explanation for the person at the screen.
    package var userMessage: String?
    /// The parameters that Meta blames.
    package var blamed: [String]
    package var httpStatus: Int?
    /// True when the request would have changed something at Meta and had left this process.
    package var mayHaveChanged: Bool
    /// How long Meta wants to be left alone, where it said so.
    package var retryAfter: TimeSpan?

    package init(
        _ kind: Kind,
        doing: String,
        message: String,
        code: Int? = nil,
        subcode: Int? = nil,
        trace: String? = nil,
        userMessage: String? = nil,
        blamed: [String] = [],
        httpStatus: Int? = nil,
        mayHaveChanged: Bool = false,
        retryAfter: TimeSpan? = nil
    ) {
        self.kind = kind
        self.doing = doing
        self.message = message
        self.code = code
        self.subcode = subcode
        self.trace = trace
        self.userMessage = userMessage
        self.blamed = blamed
        self.httpStatus = httpStatus
        self.mayHaveChanged = mayHaveChanged
        self.retryAfter = retryAfter
    }

    package var disposition: Disposition {
        switch kind {
        case .throttled: .retry(after: retryAfter ?? TimeSpan(seconds: 300))
        case .transient, .unreadable, .connection, .timeout:
            mayHaveChanged ? .unknown : .retry(after: retryAfter ?? TimeSpan(seconds: 2))
        case .token, .permission, .invalid, .gone, .version, .budget, .lifecycle, .tooMuchData, .other: .giveUp
        }
    }

    package var logLevel: Logger.Level {
        switch kind {
        case .tooMuchData: .info
        case .throttled: .notice
        case .transient, .gone, .budget, .lifecycle, .unreadable, .connection, .timeout: .warning
        case .token, .permission, .invalid, .version, .other: .error
        }
    }

    /// Code and subcode as Meta's documentation writes them: "190/463".
    package var codes: String? {
        guard let code else { return nil }
        return subcode.map { "\(code)/\($0)" } ?? "\(code)"
    }

    package var description: String {
        var parts = ["\(kind.rawValue): \(doing): \(message)"]
        if let codes { parts.append("code \(codes)") }
        if let httpStatus { parts.append("HTTP \(httpStatus)") }
        if let trace { parts.append("fbtrace_id \(trace)") }
        return parts.joined(separator: ", ")
    }
}
