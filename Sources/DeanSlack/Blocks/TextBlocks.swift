/// A large bold line.
package struct HeaderBlock: Hashable, Sendable, Codable {
    package var text: PlainText
    package var blockID: String?

    package init(text: PlainText, blockID: String? = nil) {
        self.text = text
        self.blockID = blockID
    }

    private enum CodingKeys: String, CodingKey {
        case text
        case blockID = "block_id"
    }
}

/// Text, or up to ten fields in two columns, or both, with one element beside it.
package struct SectionBlock: Hashable, Sendable, Codable {
    package var text: Mrkdwn?
    package var fields: [Mrkdwn]?
    package var accessory: BlockElement?
    /// Shows long text whole instead of behind "see more".
    package var expand: Bool?
    package var blockID: String?

    package init(
        text: Mrkdwn? = nil,
        fields: [Mrkdwn]? = nil,
        accessory: BlockElement? = nil,
        expand: Bool? = nil,
        blockID: String? = nil
    ) {
        self.text = text
        self.fields = fields?.isEmpty == true ? nil : fields
        self.accessory = accessory
        self.expand = expand
        self.blockID = blockID
    }

    private enum CodingKeys: String, CodingKey {
        case text
        case fields
        case accessory
        case expand
        case blockID = "block_id"
    }
}

/// Small grey text and pictures.
package struct ContextBlock: Hashable, Sendable, Codable {
    package var elements: [ContextElement]
    package var blockID: String?

    package init(elements: [ContextElement], blockID: String? = nil) {
        self.elements = elements
        self.blockID = blockID
    }

    private enum CodingKeys: String, CodingKey {
        case elements
        case blockID = "block_id"
    }
}

package enum ContextElement: Hashable, Sendable, Codable {
    case text(Mrkdwn)
    case image(ImageElement)

    private enum CodingKeys: CodingKey {
        case type
    }

    package init(from decoder: any Decoder) throws {
        let type = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .type)
        self = type == "image" ? .image(try ImageElement(from: decoder)) : .text(try Mrkdwn(from: decoder))
    }

    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .text(let text): try text.encode(to: encoder)
        case .image(let image):
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode("image", forKey: .type)
            try image.encode(to: encoder)
        }
    }
}

package struct DividerBlock: Hashable, Sendable, Codable {
    package var blockID: String?

    package init(blockID: String? = nil) {
        self.blockID = blockID
    }

    private enum CodingKeys: String, CodingKey {
        case blockID = "block_id"
    }
}
