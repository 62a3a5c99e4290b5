/// Something that goes wrong with the next calls of one method.
package enum SlackFault: Sendable, Hashable {
    /// The answer comes late.
    case delay(Duration)
    /// 429, with `Retry-After` in seconds; nothing is done.
    case rateLimited(retryAfter: Int)
    /// A status without a JSON body; nothing is done.
    case status(Int)
    /// `ok: false` with this code; nothing is done.
    case error(String)
    /// The call is carried out, and the connection breaks before the answer.
    case loseAnswer
}

/// One call of the Web API, a `response_url` or a webhook, as it was received.
package struct SlackCall: Sendable, Hashable {
    /// `chat.postMessage`, … or `response_url` or `webhook`.
    package let method: String
    package let arguments: SlackJSON
    package let status: Int
    package let answer: SlackJSON

    /// Whether Slack did it.
    package var succeeded: Bool { status == 200 && answer["ok"]?.flag == true }
}
