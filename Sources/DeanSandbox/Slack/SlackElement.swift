/// What a person put into a field or chose from a menu, before Slack shapes it.
package struct SlackInput: Sendable, Hashable, ExpressibleByStringLiteral, ExpressibleByArrayLiteral {
    package let values: [String]

    package init(_ values: [String]) { self.values = values }
    package init(stringLiteral value: String) { values = [value] }
    package init(arrayLiteral elements: String...) { values = elements }
}

/// Something in a block that can be clicked, chosen or filled in.
struct SlackElement: Sendable {
    let blockID: String
    let json: SlackJSON
    /// Whether a form may be sent without it.
    let isOptional: Bool

    var type: String { json["type"]?.text ?? "" }
    var actionID: String { json["action_id"]?.text ?? "" }

    static func all(in blocks: [SlackJSON]) -> [SlackElement] {
        blocks.flatMap { block in
            let inside = [block["accessory"], block["element"]].compactMap(\.self) + (block["elements"]?.items ?? [])
            return inside.filter { $0["action_id"] != nil }.map {
                SlackElement(
                    blockID: block["block_id"]?.text ?? "",
                    json: $0,
                    isOptional: block["type"]?.text != "input" || block["optional"]?.flag == true
                )
            }
        }
    }

    /// `state.values`: by block, by action, what is in each field.
    ///
    /// `inputs` are named `block_id/action_id`, or by the action id alone. Fields that are not named keep what they
    /// were opened with.
    static func state(of blocks: [SlackJSON], inputs: [String: SlackInput]) throws(SlackSandboxError) -> SlackJSON {
        var values: SlackJSON = [:]
        for element in all(in: blocks) where element.holdsState {
            let input = inputs[element.blockID + "/" + element.actionID] ?? inputs[element.actionID]
            var block = values[element.blockID] ?? [:]
            block[element.actionID] = try element.state(input)
            values[element.blockID] = block
        }
        return values
    }

    /// Buttons and overflow menus act and keep nothing.
    private var holdsState: Bool { type != "button" && type != "overflow" }

    /// Whether a required field would be sent empty, which Slack's client does not allow.
    func isMissing(in values: SlackJSON) -> Bool {
        guard !isOptional, let entry = values[blockID]?[actionID]?.members else { return false }
        return entry.allSatisfy { key, value in
            key == "type" || value == .null || value == .array([]) || value == .string("")
        }
    }

    /// The element with what is in it: `{type, value}`, `{type, selected_option}` and so on.
    func state(_ input: SlackInput?) throws(SlackSandboxError) -> SlackJSON {
        var entry: SlackJSON = ["type": .string(type)]
        guard let (key, initial, shape) = SlackElement.shapes[type] else { return entry }
        guard let input else {
            entry[key] = json[initial] ?? (shape == .manyOptions || shape == .manyTexts ? [] : .null)
            return entry
        }
        switch shape {
        case .text: entry[key] = input.values.first.flatMap { $0.isEmpty ? nil : .string($0) } ?? .null
        case .moment: entry[key] = input.values.first.flatMap(Int64.init).map(SlackJSON.integer) ?? .null
        case .manyTexts: entry[key] = SlackJSON(input.values)
        case .option: entry[key] = try input.values.first.map(option) ?? .null
        case .manyOptions:
            var chosen: [SlackJSON] = []
            for value in input.values { chosen.append(try option(value)) }
            entry[key] = .array(chosen)
        }
        return entry
    }

    private func option(_ value: String) throws(SlackSandboxError) -> SlackJSON {
        let groups = json["option_groups"]?.items ?? []
        let options = (json["options"]?.items ?? []) + groups.flatMap { $0["options"]?.items ?? [] }
        if let option = options.first(where: { $0["value"]?.text == value }) { return option }
        throw SlackSandboxError(
            .noSuchElement,
            "choosing \(value) in \(actionID): the options are \(options.compactMap { $0["value"]?.text })"
        )
    }

    private enum Shape {
        case text
        case moment
        case manyTexts
        case option
        case manyOptions
    }

    private static let shapes: [String: (key: String, initial: String, shape: Shape)] = [
        "plain_text_input": ("value", "initial_value", .text),
        "number_input": ("value", "initial_value", .text),
        "email_text_input": ("value", "initial_value", .text),
        "url_text_input": ("value", "initial_value", .text),
        "static_select": ("selected_option", "initial_option", .option),
        "overflow": ("selected_option", "initial_option", .option),
        "radio_buttons": ("selected_option", "initial_option", .option),
        "multi_static_select": ("selected_options", "initial_options", .manyOptions),
        "checkboxes": ("selected_options", "initial_options", .manyOptions),
        "users_select": ("selected_user", "initial_user", .text),
        "conversations_select": ("selected_conversation", "initial_conversation", .text),
        "channels_select": ("selected_channel", "initial_channel", .text),
        "multi_users_select": ("selected_users", "initial_users", .manyTexts),
        "multi_conversations_select": ("selected_conversations", "initial_conversations", .manyTexts),
        "multi_channels_select": ("selected_channels", "initial_channels", .manyTexts),
        "datepicker": ("selected_date", "initial_date", .text),
        "timepicker": ("selected_time", "initial_time", .text),
        "datetimepicker": ("selected_date_time", "initial_date_time", .moment),
    ]
}
