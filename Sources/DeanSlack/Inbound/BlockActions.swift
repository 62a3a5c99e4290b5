import DeanDomain

/// Clicks and choices in a message's, a modal's or the Home tab's blocks.
package struct BlockActions: Sendable, Hashable, Decodable {
    package let origin: InteractionOrigin
    package let actions: [BlockAction]
    /// The message that holds the block, when it is in one.
    package let message: PostedMessage?
    package let threadTS: MessageTS?
    /// Only one person sees that message: it can be changed by `responseURL` alone.
    package let isEphemeral: Bool
    package let channel: ChannelID?
    package let view: ViewState?
    package let values: StateValues

    private enum CodingKeys: String, CodingKey {
        case actions
        case container
        case channel
        case message
        case view
        case state
    }

    private struct Container: Decodable {
        let messageTS: String?
        let channelID: String?
        let threadTS: String?
        let isEphemeral: Bool?

        private enum CodingKeys: String, CodingKey {
            case messageTS = "message_ts"
            case channelID = "channel_id"
            case threadTS = "thread_ts"
            case isEphemeral = "is_ephemeral"
        }
    }

    private struct Named: Decodable {
        let id: String
    }

    private struct Posted: Decodable {
        let ts: String?
        let threadTS: String?

        private enum CodingKeys: String, CodingKey {
            case ts
            case threadTS = "thread_ts"
        }
    }

    private struct State: Decodable {
        let values: StateValues?
    }

    package init(from decoder: any Decoder) throws {
        origin = try InteractionOrigin(from: decoder)
        let keyed = try decoder.container(keyedBy: CodingKeys.self)
        actions = try keyed.decode([BlockAction].self, forKey: .actions)
        let container = try keyed.decodeIfPresent(Container.self, forKey: .container)
        let posted = try keyed.decodeIfPresent(Posted.self, forKey: .message)
        channel = (try keyed.decodeIfPresent(Named.self, forKey: .channel)?.id ?? container?.channelID)
            .map(ChannelID.init(_:))
        let ts = container?.messageTS ?? posted?.ts
        message = channel.flatMap { channel in ts.map { PostedMessage(channel: channel, ts: MessageTS($0)) } }
        threadTS = (container?.threadTS ?? posted?.threadTS).map(MessageTS.init(_:))
        isEphemeral = container?.isEphemeral ?? false
        view = try keyed.decodeIfPresent(ViewState.self, forKey: .view)
        values = try keyed.decodeIfPresent(State.self, forKey: .state)?.values ?? view?.values ?? StateValues()
    }
}

/// One element that was used.
package struct BlockAction: Sendable, Hashable, Decodable {
    /// The kind of element: "button" or "static_select", for example.
    package let type: String
    package let actionID: String
    package let blockID: String
    package let input: InputValue
    package let actionTS: String?

    /// A button's value, an input's text, or the only choice.
    package var value: String? { input.value ?? input.selected.first }

    private enum CodingKeys: String, CodingKey {
        case type
        case actionID = "action_id"
        case blockID = "block_id"
        case actionTS = "action_ts"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        type = try container.decode(String.self, forKey: .type)
        actionID = try container.decode(String.self, forKey: .actionID)
        blockID = try container.decode(String.self, forKey: .blockID)
        actionTS = try container.decodeIfPresent(String.self, forKey: .actionTS)
        input = try InputValue(from: decoder)
    }
}

/// A select menu with an outside source wants the options that match what was typed.
package struct BlockSuggestion: Sendable, Hashable, Decodable {
    package let origin: InteractionOrigin
    package let actionID: String
    package let blockID: String
    package let typed: String

    private enum CodingKeys: String, CodingKey {
        case actionID = "action_id"
        case blockID = "block_id"
        case value
    }

    package init(from decoder: any Decoder) throws {
        origin = try InteractionOrigin(from: decoder)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        actionID = try container.decode(String.self, forKey: .actionID)
        blockID = try container.decode(String.self, forKey: .blockID)
        typed = try container.decodeIfPresent(String.self, forKey: .value) ?? ""
    }
}
