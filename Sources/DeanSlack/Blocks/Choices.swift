/// One choice.
package struct BlockOption: Hashable, Sendable, Codable {
    package var text: PlainText
    package var value: String
    package var description: PlainText?
    /// In overflow menus only: opens a page.
    package var url: String?

    package init(text: PlainText, value: String, description: PlainText? = nil, url: String? = nil) {
        self.text = text
        self.value = value
        self.description = description
        self.url = url
    }
}

/// A menu with one choice.
package struct StaticSelect: Hashable, Sendable, Codable {
    package var placeholder: PlainText
    package var actionID: String
    package var options: [BlockOption]
    package var initial: BlockOption?
    package var confirm: Confirm?

    package init(
        placeholder: PlainText,
        actionID: String,
        options: [BlockOption],
        initial: BlockOption? = nil,
        confirm: Confirm? = nil
    ) {
        self.placeholder = placeholder
        self.actionID = actionID
        self.options = options
        self.initial = initial
        self.confirm = confirm
    }

    private enum CodingKeys: String, CodingKey {
        case placeholder
        case actionID = "action_id"
        case options
        case initial = "initial_option"
        case confirm
    }
}

/// A menu with several choices; not for actions blocks.
package struct MultiStaticSelect: Hashable, Sendable, Codable {
    package var placeholder: PlainText
    package var actionID: String
    package var options: [BlockOption]
    package var initial: [BlockOption]?
    package var maximum: Int?

    package init(
        placeholder: PlainText,
        actionID: String,
        options: [BlockOption],
        initial: [BlockOption] = [],
        maximum: Int? = nil
    ) {
        self.placeholder = placeholder
        self.actionID = actionID
        self.options = options
        self.initial = initial.isEmpty ? nil : initial
        self.maximum = maximum
    }

    private enum CodingKeys: String, CodingKey {
        case placeholder
        case actionID = "action_id"
        case options
        case initial = "initial_options"
        case maximum = "max_selected_items"
    }
}

/// The "…" menu.
package struct OverflowMenu: Hashable, Sendable, Codable {
    package var actionID: String
    package var options: [BlockOption]
    package var confirm: Confirm?

    package init(actionID: String, options: [BlockOption], confirm: Confirm? = nil) {
        self.actionID = actionID
        self.options = options
        self.confirm = confirm
    }

    private enum CodingKeys: String, CodingKey {
        case actionID = "action_id"
        case options
        case confirm
    }
}

package struct Checkboxes: Hashable, Sendable, Codable {
    package var actionID: String
    package var options: [BlockOption]
    package var initial: [BlockOption]?
    package var confirm: Confirm?

    package init(actionID: String, options: [BlockOption], initial: [BlockOption] = [], confirm: Confirm? = nil) {
        self.actionID = actionID
        self.options = options
        self.initial = initial.isEmpty ? nil : initial
        self.confirm = confirm
    }

    private enum CodingKeys: String, CodingKey {
        case actionID = "action_id"
        case options
        case initial = "initial_options"
        case confirm
    }
}

package struct RadioButtons: Hashable, Sendable, Codable {
    package var actionID: String
    package var options: [BlockOption]
    package var initial: BlockOption?
    package var confirm: Confirm?

    package init(actionID: String, options: [BlockOption], initial: BlockOption? = nil, confirm: Confirm? = nil) {
        self.actionID = actionID
        self.options = options
        self.initial = initial
        self.confirm = confirm
    }

    private enum CodingKeys: String, CodingKey {
        case actionID = "action_id"
        case options
        case initial = "initial_option"
        case confirm
    }
}
