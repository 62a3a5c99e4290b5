package import DeanDomain
package import DeanSlack

/// The way out to Slack that a configuration gives: a bot, or only an incoming webhook.
///
/// Through a webhook a message can be said, not updated, and its buttons lead nowhere; it is for digests.
package struct SlackOutlet: Sendable {
    private let slack: SlackClient
    private let webhook: Secret?
    private let groups = GroupMembers()
    private let clock: WallClock

    package init(client: SlackClient, clock: WallClock) {
        slack = client
        webhook = nil
        self.clock = clock
    }

    package init(webhook: Secret, client: SlackClient, clock: WallClock) {
        slack = client
        self.webhook = webhook
        self.clock = clock
    }

    /// Nil where there is only a webhook.
    package var client: SlackClient? { webhook == nil ? slack : nil }

    /// Posts a message, or replaces the one posted before; nil where it can't be found again.
    func show(
        _ message: Message,
        channel: String,
        ts: String?,
        priority: SlackPriority
    ) async throws -> PostedMessage? {
        if let webhook {
            guard ts == nil else { return nil }
            try await slack.post(message, webhook: webhook, priority: priority)
            return PostedMessage(channel: ChannelID(channel), ts: MessageTS("webhook"))
        }
        if let ts {
            let posted = PostedMessage(channel: ChannelID(channel), ts: MessageTS(ts))
            do {
                try await slack.update(posted, to: message, priority: priority)
                return posted
            } catch let error where error.code == .messageNotFound {
                // Somebody deleted it; what it says still has to be said.
                return try await slack.post(message, to: posted.channel, priority: priority)
            }
        }
        return try await slack.post(message, to: ChannelID(channel), priority: priority)
    }

    func reply(_ message: Message, channel: String, thread: String, priority: SlackPriority) async throws {
        guard webhook == nil else { return }
        _ = try await slack.post(message.inThread(MessageTS(thread)), to: ChannelID(channel), priority: priority)
    }

    func respond(_ reply: Reply, to responseURL: String) async throws {
        try await slack.respond(reply, to: responseURL, priority: .decision)
    }

    func whisper(_ message: Message, channel: String, person: PersonID) async throws {
        guard webhook == nil else { return }
        try await slack.postEphemeral(message, to: person, in: ChannelID(channel), priority: .decision)
    }

    func open(_ modal: Modal, trigger: String) async throws {
        _ = try await slack.open(modal, trigger: trigger)
    }

    func publish(_ home: HomeView, for person: PersonID) async throws {
        _ = try await slack.publish(home, for: person, priority: .decision)
    }

    func members(ofGroup group: String) async throws -> [String] {
        guard webhook == nil else { return [] }
        return try await groups.members(of: group, now: clock.now) {
            try await slack.members(of: UserGroupID(group), priority: .decision).map(\.rawValue)
        }
    }
}
