/// A global shortcut was used.
package struct Shortcut: Sendable, Hashable, Decodable {
    package let origin: InteractionOrigin
    package let callbackID: String

    private enum CodingKeys: String, CodingKey {
        case callbackID = "callback_id"
    }

    package init(from decoder: any Decoder) throws {
        origin = try InteractionOrigin(from: decoder)
        callbackID = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .callbackID)
    }
}

/// A shortcut was used on a message.
package struct MessageAction: Sendable, Hashable, Decodable {
    package let origin: InteractionOrigin
    package let callbackID: String
    package let message: PostedMessage

    private enum CodingKeys: String, CodingKey {
        case callbackID = "callback_id"
        case channel
        case message
    }

    private struct Named: Decodable {
        let id: ChannelID
    }

    private struct Posted: Decodable {
        let ts: MessageTS
    }

    package init(from decoder: any Decoder) throws {
        origin = try InteractionOrigin(from: decoder)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        callbackID = try container.decode(String.self, forKey: .callbackID)
        message = PostedMessage(
            channel: try container.decode(Named.self, forKey: .channel).id,
            ts: try container.decode(Posted.self, forKey: .message).ts
        )
    }
}
