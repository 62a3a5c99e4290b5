import DeanDomain
import DeanSlack
import DeanStore
import Logging

/// Carries out what Slack sent, from the store, after it was acknowledged.
extension Bot {
    func handle(_ route: SlackInbound.Route, body: String) async throws {
        switch try SlackInbound.parse(route, body: Array(body.utf8)) {
        case .command(let command): try await handle(command)
        case .interaction(.blockActions(let click)): try await handle(click)
        case .interaction(.viewSubmission(let view)): try await handle(view)
        case .event(.callback(let callback)): try await handle(callback.event)
        case .interaction, .event, .certificateCheck: return
        }
    }

    private func handle(_ command: SlashCommand) async throws {
        let asker = Asker(
            person: command.user,
            channel: command.channel.rawValue,
            responseURL: command.responseURL
        )
        guard let answer = try await answer(command.text, from: asker) else { return }
        try await tell(answer, person: command.user, channel: command.channel, responseURL: command.responseURL)
    }

    private func handle(_ event: WorkspaceEvent) async throws {
        switch event {
        case .appMention(let mention):
            guard let person = mention.user, mention.botID == nil else { return }
            let asker = Asker(
                person: person,
                channel: mention.channel.rawValue,
                threadTS: mention.answerThread.rawValue
            )
            let answer =
                try await answer(mention.words, from: asker) ?? Answer("On it; the result appears in the channel.")
            try await slack?.reply(
                answer.message(),
                channel: mention.channel.rawValue,
                thread: mention.answerThread.rawValue,
                priority: .decision
            )
        case .appHomeOpened(let user, let tab, _):
            guard tab == "home" else { return }
            try await publishHome(for: user.rawValue)
        case .appUninstalled, .tokensRevoked:
            logger.warning("the workspace has revoked Dean's access; give it a new SLACK_BOT_TOKEN")
        case .message, .other:
            return
        }
    }

    private func handle(_ click: BlockActions) async throws {
        for action in click.actions {
            switch action.actionID {
            case PlanCard.approvePlan, PlanCard.approveAction:
                try await decide(click, action: action, approve: true, reason: nil)
            case PlanCard.rejectPlan, PlanCard.rejectAction:
                try await askForReason(click, action: action)
            case PlanCard.explainAction:
                try await explain(click, action: action)
            default:
                // Every other id is a control of the Home tab; one that nobody knows does nothing there.
                try await handleHome(click, action: action)
            }
        }
    }

    private func decide(_ click: BlockActions, action: BlockAction, approve: Bool, reason: String?) async throws {
        guard let value = ButtonValue(action.value) else { return }
        let outcome = try await decide(
            plan: value.plan,
            actions: value.action.map { [$0] },
            by: click.origin.user,
            approve: approve,
            reason: reason
        )
        guard let why = outcome.refusal else { return }
        try await tell(
            Answer(why),
            person: click.origin.user,
            channel: click.channel,
            responseURL: click.origin.responseURL
        )
    }

    private func explain(_ click: BlockActions, action: BlockAction) async throws {
        guard let value = ButtonValue(action.value), let id = value.action else { return }
        try await tell(
            try await explanation(of: id.rawValue),
            person: click.origin.user,
            channel: click.channel,
            responseURL: click.origin.responseURL
        )
    }

    /// Opens the modal for a rejection's reason; when Slack no longer takes the trigger, rejects without one.
    private func askForReason(_ click: BlockActions, action: BlockAction) async throws {
        guard let value = ButtonValue(action.value) else { return }
        if let why = await denial(of: click.origin.user, verb: "reject") {
            try await tell(
                Answer(why),
                person: click.origin.user,
                channel: click.channel,
                responseURL: click.origin.responseURL
            )
            return
        }
        if let slack, let trigger = click.origin.triggerID {
            let context = RejectionContext(
                value: value.text,
                channel: click.channel?.rawValue,
                responseURL: click.origin.responseURL
            )
            do {
                try await slack.open(Layout.rejectionModal(try context.json()), trigger: trigger)
                return
            } catch let error as SlackError {
                logger.warning("opening the rejection modal", metadata: ["error": "\(error)"])
            }
        }
        try await decide(click, action: action, approve: false, reason: nil)
    }

    private func handle(_ view: ViewEvent) async throws {
        guard view.view.callbackID == Layout.rejectionCallback,
            let context = RejectionContext(json: view.view.privateMetadata),
            let value = ButtonValue(context.value)
        else { return }
        let reason = view.view.values[action: Layout.reasonAction]?.value
        let outcome = try await decide(
            plan: value.plan,
            actions: value.action.map { [$0] },
            by: view.origin.user,
            approve: false,
            reason: reason.flatMap { $0.isEmpty ? nil : $0 }
        )
        guard let why = outcome.refusal else { return }
        try await tell(
            Answer(why),
            person: view.origin.user,
            channel: context.channel.map { ChannelID($0) },
            responseURL: context.responseURL
        )
    }

    /// Says something to one person: through the response URL while it lives, else as an ephemeral message.
    func tell(_ answer: Answer, person: PersonID, channel: ChannelID?, responseURL: String?) async throws {
        guard let slack else { return }
        if let responseURL {
            do {
                try await slack.respond(.ephemeral(answer.message()), to: responseURL)
                return
            } catch let error as SlackError {
                logger.info("answering through a response URL", metadata: ["error": "\(error)"])
            }
        }
        guard let channel = channel?.rawValue ?? configuration.channel else { return }
        try await slack.whisper(answer.message(), channel: channel, person: person)
    }

    /// Another run holds the account: the asker is told who.
    func tellHeld(_ request: RunRequest, error: BotError) async throws {
        guard let person = request.requestedBy else { return }
        try await tell(
            Answer("\(error.message)"),
            person: person,
            channel: request.channel.map { ChannelID($0) },
            responseURL: request.responseURL
        )
    }
}
