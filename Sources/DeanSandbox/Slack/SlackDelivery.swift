/// A request of Slack's to the app, signed: it can be kept and sent again, as retries and attackers do.
package struct SlackRequest: Sendable, Hashable {
    /// `/slack/commands`, `/slack/interactions` or `/slack/events`.
    package var path: String
    package var headers: [String: String]
    package var body: [UInt8]

    package init(path: String, headers: [String: String], body: [UInt8]) {
        self.path = path
        self.headers = headers
        self.body = body
    }
}

/// What became of a request to the app.
package struct SlackDelivery: Sendable, Hashable {
    package enum Outcome: Sendable, Hashable {
        /// 200 within the limit.
        case acknowledged
        case status(Int)
        case timedOut
        case unreachable
    }

    package let request: SlackRequest
    package let outcome: Outcome
    package let body: [UInt8]
    package let headers: [String: String]
    package let took: Duration

    package var text: String { String(decoding: body, as: UTF8.self) }
    package var json: SlackJSON? { SlackJSON(parsing: body) }

    /// What Slack's client tells the person; nil when all went well.
    var complaint: String? {
        switch outcome {
        case .acknowledged: nil
        case .timedOut: "operation_timeout"
        case .status, .unreachable: "dispatch_failed"
        }
    }

    /// The `x-slack-retry-reason` of the next attempt.
    var retryReason: String {
        switch outcome {
        case .timedOut: "http_timeout"
        case .unreachable: "connection_failed"
        case .status, .acknowledged: "http_error"
        }
    }
}
