/// A button; with `url` it also opens a page.
package struct Button: Hashable, Sendable, Codable {
    package var text: PlainText
    package var actionID: String
    package var value: String?
    package var url: String?
    package var style: Style?
    package var confirm: Confirm?
    /// Read out instead of the text.
    package var accessibilityLabel: String?

    package enum Style: String, Sendable, Codable {
        case primary
        case danger
    }

    package init(
        text: PlainText,
        actionID: String,
        value: String? = nil,
        url: String? = nil,
        style: Style? = nil,
        confirm: Confirm? = nil,
        accessibilityLabel: String? = nil
    ) {
        self.text = text
        self.actionID = actionID
        self.value = value
        self.url = url
        self.style = style
        self.confirm = confirm
        self.accessibilityLabel = accessibilityLabel.map { EscapedText.tidied($0) }
    }

    private enum CodingKeys: String, CodingKey {
        case text
        case actionID = "action_id"
        case value
        case url
        case style
        case confirm
        case accessibilityLabel = "accessibility_label"
    }
}

/// Asks once more before an action is sent.
package struct Confirm: Hashable, Sendable, Codable {
    package var title: PlainText
    package var text: PlainText
    package var confirm: PlainText
    package var deny: PlainText
    package var style: Button.Style?

    package init(title: PlainText, text: PlainText, confirm: PlainText, deny: PlainText, style: Button.Style? = nil) {
        self.title = title
        self.text = text
        self.confirm = confirm
        self.deny = deny
        self.style = style
    }
}
