/// Something to click, choose or fill in, or a small picture.
package enum BlockElement: Hashable, Sendable {
    case button(Button)
    case select(StaticSelect)
    case multiSelect(MultiStaticSelect)
    case overflow(OverflowMenu)
    case checkboxes(Checkboxes)
    case radioButtons(RadioButtons)
    case textInput(PlainTextInput)
    case image(ImageElement)

    package static func button(
        _ text: PlainText,
        action: String,
        value: String? = nil,
        style: Button.Style? = nil,
        confirm: Confirm? = nil
    ) -> BlockElement {
        .button(Button(text: text, actionID: action, value: value, style: style, confirm: confirm))
    }

    package var actionID: String? {
        switch self {
        case .button(let element): element.actionID
        case .select(let element): element.actionID
        case .multiSelect(let element): element.actionID
        case .overflow(let element): element.actionID
        case .checkboxes(let element): element.actionID
        case .radioButtons(let element): element.actionID
        case .textInput(let element): element.actionID
        case .image: nil
        }
    }

    /// Slack's name for the kind of element.
    package var type: String {
        switch self {
        case .button: "button"
        case .select: "static_select"
        case .multiSelect: "multi_static_select"
        case .overflow: "overflow"
        case .checkboxes: "checkboxes"
        case .radioButtons: "radio_buttons"
        case .textInput: "plain_text_input"
        case .image: "image"
        }
    }
}

extension BlockElement: Codable {
    private enum CodingKeys: CodingKey {
        case type
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let type = try container.decode(String.self, forKey: .type)
        switch type {
        case "button": self = .button(try Button(from: decoder))
        case "static_select": self = .select(try StaticSelect(from: decoder))
        case "multi_static_select": self = .multiSelect(try MultiStaticSelect(from: decoder))
        case "overflow": self = .overflow(try OverflowMenu(from: decoder))
        case "checkboxes": self = .checkboxes(try Checkboxes(from: decoder))
        case "radio_buttons": self = .radioButtons(try RadioButtons(from: decoder))
        case "plain_text_input": self = .textInput(try PlainTextInput(from: decoder))
        case "image": self = .image(try ImageElement(from: decoder))
        default:  // Dean reads back only what it writes
            throw DecodingError.dataCorruptedError(
                forKey: .type,
                in: container,
                debugDescription: "an element type that Dean writes, not \(type)"
            )
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(type, forKey: .type)
        switch self {
        case .button(let element): try element.encode(to: encoder)
        case .select(let element): try element.encode(to: encoder)
        case .multiSelect(let element): try element.encode(to: encoder)
        case .overflow(let element): try element.encode(to: encoder)
        case .checkboxes(let element): try element.encode(to: encoder)
        case .radioButtons(let element): try element.encode(to: encoder)
        case .textInput(let element): try element.encode(to: encoder)
        case .image(let element): try element.encode(to: encoder)
        }
    }
}
