/// One call of a batch.
package struct BatchRequest: Sendable, Hashable {
    package enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
    }

    package var method: Method
    /// Below the version: "123/copies".
    package var path: String
    package var parameters: [String: String]
    /// What it is for, lower case.
    package var doing: String

    package init(_ method: Method, _ path: String, _ parameters: [String: String] = [:], doing: String) {
        self.method = method
        self.path = path
        self.parameters = parameters
        self.doing = doing
    }
}

/// What became of one call of a batch.
package enum BatchOutcome: Sendable, Hashable {
    /// The answer, as JSON.
    case answered(String)
    case rejected(MetaError)
    /// It may have been applied.
    case unknown(MetaError)
    /// Meta ran out of time before it; nothing was changed.
    case notRun
}
