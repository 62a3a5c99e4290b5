import DeanDomain
package import DeanSlack

/// What Slack is answered at once, and what is to be stored before that.
///
/// Made from the request alone: no store, no network.
package struct Acknowledgement: Sendable {
    /// JSON, or plain text for a challenge; empty for a bare 200.
    package let body: String
    package let isJSON: Bool
    /// False for what needs no work.
    package let needsWork: Bool
    /// Names the request, so that Slack's repetitions of it are stored once.
    package let key: String?

    private init(_ body: String = "", isJSON: Bool = false, needsWork: Bool, key: String? = nil) {
        self.body = body
        self.isJSON = isJSON
        self.needsWork = needsWork
        self.key = key
    }

    package static func to(_ inbound: SlackInbound) throws -> Acknowledgement {
        switch inbound {
        case .certificateCheck: Acknowledgement(needsWork: false)
        case .command(let command): try to(command)
        case .interaction(let interaction): to(interaction)
        case .event(let event): to(event)
        }
    }

    private static func to(_ command: SlashCommand) throws -> Acknowledgement {
        let key = command.triggerID.map { "command:\($0)" }
        switch CommandText(command.text) {
        case .unknown(let word, let nearest):
            return try ephemeral(Answer.unknownWord(word, nearest: nearest), needsWork: false)
        case .known(.help, _):
            return try ephemeral(Answer.help, needsWork: false)
        case .known(.preview, _):
            return try ephemeral(
                Answer("Reading the account; what I would do appears in the channel in a moment. Nothing is changed."),
                needsWork: true,
                key: key
            )
        case .known(.run, _):
            return try ephemeral(
                Answer("Reading the account; the plan appears in the channel in a moment."),
                needsWork: true,
                key: key
            )
        case .known:
            return Acknowledgement(needsWork: true, key: key)
        }
    }

    private static func to(_ interaction: Interaction) -> Acknowledgement {
        switch interaction {
        case .blockActions(let click):
            let key = click.origin.triggerID.map { "click:\($0)" }
            return Acknowledgement(needsWork: true, key: key)
        case .viewSubmission(let event):
            return Acknowledgement(needsWork: true, key: event.origin.triggerID.map { "view:\($0)" })
        case .viewClosed, .shortcut, .messageAction, .blockSuggestion, .other:
            return Acknowledgement(needsWork: false)
        }
    }

    private static func to(_ event: SlackEvent) -> Acknowledgement {
        switch event {
        case .urlVerification(let challenge): Acknowledgement(challenge, needsWork: false)
        case .callback(let callback): Acknowledgement(needsWork: true, key: "event:\(callback.id)")
        case .appRateLimited, .other: Acknowledgement(needsWork: false)
        }
    }

    private static func ephemeral(_ answer: Answer, needsWork: Bool, key: String? = nil) throws -> Acknowledgement {
        let json = try SlackJSON.text(Reply.ephemeral(answer.message()))
        return Acknowledgement(json, isJSON: true, needsWork: needsWork, key: key)
    }
}
