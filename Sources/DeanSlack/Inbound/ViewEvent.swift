/// A modal was submitted or closed.
package struct ViewEvent: Sendable, Hashable, Decodable {
    package let origin: InteractionOrigin
    package let view: ViewState

    private enum CodingKeys: CodingKey {
        case view
    }

    package init(from decoder: any Decoder) throws {
        origin = try InteractionOrigin(from: decoder)
        view = try decoder.container(keyedBy: CodingKeys.self).decode(ViewState.self, forKey: .view)
    }
}

/// A modal or Home tab as Slack knows it, with what was filled in.
package struct ViewState: Sendable, Hashable, Decodable {
    package let id: String
    /// "modal" or "home".
    package let type: String
    /// Names this version of the view; an update that carries an older one is refused with `hash_conflict`.
    package let hash: String?
    package let callbackID: String?
    package let privateMetadata: String?
    package let values: StateValues

    private enum CodingKeys: String, CodingKey {
        case id
        case type
        case hash
        case callbackID = "callback_id"
        case privateMetadata = "private_metadata"
        case state
    }

    private struct State: Decodable {
        let values: StateValues?
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(String.self, forKey: .id)
        type = try container.decode(String.self, forKey: .type)
        hash = try container.decodeIfPresent(String.self, forKey: .hash)
        callbackID = try container.decodeIfPresent(String.self, forKey: .callbackID)
        privateMetadata = try container.decodeIfPresent(String.self, forKey: .privateMetadata)
        values = try container.decodeIfPresent(State.self, forKey: .state)?.values ?? StateValues()
    }
}

/// What stands in a view's or message's inputs, by block and action.
package struct StateValues: Sendable, Hashable, Decodable {
    private let blocks: [String: [String: InputValue]]

    package init(_ blocks: [String: [String: InputValue]] = [:]) {
        self.blocks = blocks
    }

    package init(from decoder: any Decoder) throws {
        blocks = try decoder.singleValueContainer().decode([String: [String: InputValue]].self)
    }

    package subscript(block: String, action: String) -> InputValue? { blocks[block]?[action] }

    /// The input with that action id, in whichever block: block ids change with every version of a message.
    package subscript(action action: String) -> InputValue? {
        blocks.sorted { $0.key < $1.key }.lazy.compactMap { $0.value[action] }.first
    }
}
