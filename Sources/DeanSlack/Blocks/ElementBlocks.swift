/// A row of buttons and menus.
package struct ActionsBlock: Hashable, Sendable, Codable {
    package var elements: [BlockElement]
    package var blockID: String?

    package init(elements: [BlockElement], blockID: String? = nil) {
        self.elements = elements
        self.blockID = blockID
    }

    private enum CodingKeys: String, CodingKey {
        case elements
        case blockID = "block_id"
    }
}

/// A labelled input.
package struct InputBlock: Hashable, Sendable, Codable {
    package var label: PlainText
    package var element: BlockElement
    package var hint: PlainText?
    package var optional: Bool?
    package var blockID: String

    package init(
        label: PlainText,
        element: BlockElement,
        hint: PlainText? = nil,
        optional: Bool? = nil,
        blockID: String
    ) {
        self.label = label
        self.element = element
        self.hint = hint
        self.optional = optional
        self.blockID = blockID
    }

    private enum CodingKeys: String, CodingKey {
        case label
        case element
        case hint
        case optional
        case blockID = "block_id"
    }
}
