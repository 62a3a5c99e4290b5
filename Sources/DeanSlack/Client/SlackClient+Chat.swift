package import DeanDomain
import Foundation

extension SlackClient {
    private struct Posted: Decodable {
        let channel: ChannelID
        let ts: MessageTS
    }

    private struct Outgoing: Encodable {
        let message: Message
        let channel: ChannelID
        var ts: MessageTS?
        var user: PersonID?
        var unfurl: Bool?

        private enum CodingKeys: String, CodingKey {
            case channel
            case ts
            case user
            case unfurlLinks = "unfurl_links"
            case unfurlMedia = "unfurl_media"
        }

        func encode(to encoder: any Encoder) throws {
            try message.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(channel, forKey: .channel)
            try container.encodeIfPresent(ts, forKey: .ts)
            try container.encodeIfPresent(user, forKey: .user)
            try container.encodeIfPresent(unfurl, forKey: .unfurlLinks)
            try container.encodeIfPresent(unfurl, forKey: .unfurlMedia)
        }
    }

    private struct Place: Encodable {
        let channel: ChannelID
        let ts: MessageTS
    }

    /// Posts a new message.
    ///
    /// The error is `.unknown` when it may have arrived all the same.
    package func post(
        _ message: Message,
        to channel: ChannelID,
        priority: SlackPriority
    ) async throws(SlackError)
        -> PostedMessage
    {
        try message.validate()
        let body = try SlackJSON.data(Outgoing(message: message, channel: channel, unfurl: false))
        let posted = try await call(
            .postMessage,
            .json(body),
            as: Posted.self,
            priority: priority,
            channel: channel
        )
        return PostedMessage(channel: posted.channel, ts: posted.ts)
    }

    /// Replaces a message as a whole; without blocks, the old ones go.
    package func update(_ posted: PostedMessage, to message: Message, priority: SlackPriority) async throws(SlackError)
    {
        try message.validate(for: .update)
        let outgoing = Outgoing(message: message.inThread(nil), channel: posted.channel, ts: posted.ts)
        _ = try await call(.update, .json(try SlackJSON.data(outgoing)), as: Empty.self, priority: priority)
    }

    /// Shows a message to one person; it is gone when their client restarts.
    package func postEphemeral(
        _ message: Message,
        to user: PersonID,
        in channel: ChannelID,
        priority: SlackPriority
    ) async throws(SlackError) {
        try message.validate()
        let body = try SlackJSON.data(Outgoing(message: message, channel: channel, user: user))
        _ = try await call(.postEphemeral, .json(body), as: Empty.self, priority: priority)
    }

    package func delete(_ posted: PostedMessage, priority: SlackPriority) async throws(SlackError) {
        let body = try SlackJSON.data(Place(channel: posted.channel, ts: posted.ts))
        _ = try await call(.delete, .json(body), as: Empty.self, priority: priority)
    }

    package func permalink(of posted: PostedMessage, priority: SlackPriority) async throws(SlackError) -> String {
        struct Link: Decodable {
            let permalink: String
        }
        let fields = [("channel", posted.channel.rawValue), ("message_ts", posted.ts.rawValue)]
        return try await call(.permalink, .form(fields), as: Link.self, priority: priority).permalink
    }

    /// Answers a command or a click: 5 times within 30 min, without a token.
    package func respond(_ reply: Reply, to responseURL: String, priority: SlackPriority) async throws(SlackError) {
        try reply.message?.validate()
        _ = try await exchange(.responseURL, at: responseURL, .json(try SlackJSON.data(reply)), priority: priority)
    }

    /// Posts through an incoming webhook, which knows its channel.
    package func post(_ message: Message, webhook: Secret, priority: SlackPriority) async throws(SlackError) {
        try message.validate()
        _ = try await exchange(
            .incomingWebhook,
            at: webhook.reveal(),
            .json(try SlackJSON.data(message)),
            priority: priority,
            channel: ChannelID("webhook")
        )
    }
}
