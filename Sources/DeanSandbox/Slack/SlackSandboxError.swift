/// What went wrong in the local Slack, for the test or page that asked.
package struct SlackSandboxError: Error, CustomStringConvertible {
    package enum Code: Sendable {
        /// The server did not come up, or was used before it did.
        case notRunning
        /// No button, menu or field with that action id is in sight.
        case noSuchElement
        /// The person has no such view open.
        case noSuchView
        /// What was waited for did not happen in time.
        case timedOut
        /// A person tried what Slack's own client would not let them do.
        case refusedByClient
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

/// An `ok: false` answer of the Web API.
struct SlackRefusal: Error, Equatable {
    let code: String
    var messages: [String] = []
    var extra: [String: SlackJSON] = [:]

    init(_ code: String, messages: [String] = [], extra: [String: SlackJSON] = [:]) {
        self.code = code
        self.messages = messages
        self.extra = extra
    }

    var json: SlackJSON {
        var answer: SlackJSON = ["ok": false, "error": .string(code)]
        if !messages.isEmpty { answer["response_metadata"] = ["messages": SlackJSON(messages)] }
        for (key, value) in extra { answer[key] = value }
        return answer
    }
}
