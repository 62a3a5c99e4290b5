/// One block of a message, modal or Home tab.
package enum Block: Hashable, Sendable {
    case header(HeaderBlock)
    case section(SectionBlock)
    case context(ContextBlock)
    case actions(ActionsBlock)
    case divider(DividerBlock)
    case image(ImageBlock)
    case input(InputBlock)
    case table(TableBlock)

    package static func header(_ text: PlainText, id: String? = nil) -> Block {
        .header(HeaderBlock(text: text, blockID: id))
    }

    package static func section(_ text: Mrkdwn, accessory: BlockElement? = nil, id: String? = nil) -> Block {
        .section(SectionBlock(text: text, accessory: accessory, blockID: id))
    }

    /// Up to ten short texts in two columns.
    package static func fields(_ fields: [Mrkdwn], text: Mrkdwn? = nil, id: String? = nil) -> Block {
        .section(SectionBlock(text: text, fields: fields, blockID: id))
    }

    package static func context(_ texts: Mrkdwn..., id: String? = nil) -> Block {
        .context(ContextBlock(elements: texts.map(ContextElement.text), blockID: id))
    }

    package static func actions(_ elements: [BlockElement], id: String? = nil) -> Block {
        .actions(ActionsBlock(elements: elements, blockID: id))
    }

    package static var divider: Block { .divider(DividerBlock()) }

    package static func image(_ source: ImageSource, alt: String, title: PlainText? = nil, id: String? = nil) -> Block {
        .image(ImageBlock(source: source, alt: alt, title: title, blockID: id))
    }

    package static func input(
        _ label: PlainText,
        _ element: BlockElement,
        hint: PlainText? = nil,
        optional: Bool? = nil,
        id: String
    ) -> Block {
        .input(InputBlock(label: label, element: element, hint: hint, optional: optional, blockID: id))
    }

    package var blockID: String? {
        switch self {
        case .header(let block): block.blockID
        case .section(let block): block.blockID
        case .context(let block): block.blockID
        case .actions(let block): block.blockID
        case .divider(let block): block.blockID
        case .image(let block): block.blockID
        case .input(let block): block.blockID
        case .table(let block): block.blockID
        }
    }

    /// The interactive elements, in order.
    package var elements: [BlockElement] {
        switch self {
        case .section(let block): block.accessory.map { [$0] } ?? []
        case .actions(let block): block.elements
        case .input(let block): [block.element]
        case .header, .context, .divider, .image, .table: []
        }
    }
}

extension Block: Codable {
    private enum CodingKeys: CodingKey {
        case type
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let type = try container.decode(String.self, forKey: .type)
        switch type {
        case "header": self = .header(try HeaderBlock(from: decoder))
        case "section": self = .section(try SectionBlock(from: decoder))
        case "context": self = .context(try ContextBlock(from: decoder))
        case "actions": self = .actions(try ActionsBlock(from: decoder))
        case "divider": self = .divider(try DividerBlock(from: decoder))
        case "image": self = .image(try ImageBlock(from: decoder))
        case "input": self = .input(try InputBlock(from: decoder))
        case "table": self = .table(try TableBlock(from: decoder))
        default:  // Dean reads back only what it writes
            throw DecodingError.dataCorruptedError(
                forKey: .type,
                in: container,
                debugDescription: "a block type that Dean writes, not \(type)"
            )
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .header(let block):
            try container.encode("header", forKey: .type)
            try block.encode(to: encoder)
        case .section(let block):
            try container.encode("section", forKey: .type)
            try block.encode(to: encoder)
        case .context(let block):
            try container.encode("context", forKey: .type)
            try block.encode(to: encoder)
        case .actions(let block):
            try container.encode("actions", forKey: .type)
            try block.encode(to: encoder)
        case .divider(let block):
            try container.encode("divider", forKey: .type)
            try block.encode(to: encoder)
        case .image(let block):
            try container.encode("image", forKey: .type)
            try block.encode(to: encoder)
        case .input(let block):
            try container.encode("input", forKey: .type)
            try block.encode(to: encoder)
        case .table(let block):
            try container.encode("table", forKey: .type)
            try block.encode(to: encoder)
        }
    }
}
