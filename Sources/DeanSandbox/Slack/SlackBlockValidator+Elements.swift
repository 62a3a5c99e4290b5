extension SlackBlockValidator {
    enum Place: Sendable {
        case section
        case actions
        case input
    }

    mutating func validateElement(_ element: SlackJSON, in place: Place, at path: String) {
        guard let type = element["type"]?.text else { return report("missing required field: type", at: path) }
        if type == "image", place == .section { return validateImageElement(element, at: path) }
        guard let kind = SlackBlockValidator.elements[type], kind.places.contains(place) else {
            return report("unsupported type: \(type)", at: path + "/type")
        }
        _ = object(
            element,
            at: path,
            required: ["type"] + kind.required,
            optional: ["action_id"] + kind.optional
        )
        string(element, "action_id", 1...255, at: path)
        // Slack would make an id up; an app that lets it could never tell what was clicked.
        if element["action_id"] == nil { report("missing required field: action_id", at: path) }
        for key in ["focus_on_load", "multiline", "is_decimal_allowed", "response_url_enabled"] {
            flag(element, key, at: path)
        }
        if element["placeholder"] != nil {
            validateText(element["placeholder"], .plain, 1...150, at: path + "/placeholder")
        }
        if let confirm = element["confirm"] { validateConfirm(confirm, at: path + "/confirm") }
        if type == "button" { validateButton(element, at: path) }
        if let limit = kind.optionLimit { validateOptions(element, limit, of: type, at: path) }
        if type == "plain_text_input" {
            integer(element, "min_length", 0...3000, at: path)
            integer(element, "max_length", 1...3000, at: path)
            string(element, "initial_value", 0...3000, at: path)
        }
    }

    private mutating func validateButton(_ button: SlackJSON, at path: String) {
        validateText(button["text"], .plain, 1...75, at: path + "/text")
        string(button, "value", 1...2000, at: path)
        webAddress(button, "url", at: path)
        choice(button, "style", ["primary", "danger"], at: path)
        string(button, "accessibility_label", 1...75, at: path)
    }

    private mutating func validateOptions(
        _ element: SlackJSON,
        _ limit: Int,
        of type: String,
        at path: String
    ) {
        var values: Set<String> = []
        if (element["options"] == nil) == (element["option_groups"] == nil) {
            report("must provide exactly one of options and option_groups", at: path)
        }
        let richText = type == "checkboxes" || type == "radio_buttons"
        for (option, path) in items(element, "options", 1...limit, at: path) {
            validateOption(option, in: type, richText: richText, at: path)
            if let value = option["value"]?.text, !values.insert(value).inserted {
                report("option value \"\(value)\" already exists", at: path + "/value")
            }
        }
        for (group, path) in items(element, "option_groups", 1...100, at: path) {
            _ = object(group, at: path, required: ["label", "options"])
            validateText(group["label"], .plain, 1...75, at: path + "/label")
            for (option, path) in items(group, "options", 1...limit, at: path) {
                validateOption(option, in: type, richText: false, at: path)
            }
        }
        validateInitial(element, at: path)
    }

    /// What a menu opens with must be one of its options to the letter.
    private mutating func validateInitial(_ element: SlackJSON, at path: String) {
        let groups = element["option_groups"]?.items ?? []
        let options = (element["options"]?.items ?? []) + groups.flatMap { $0["options"]?.items ?? [] }
        if let initial = element["initial_option"], !options.contains(initial) {
            report("must match one of the options", at: path + "/initial_option")
        }
        for (initial, path) in items(element, "initial_options", 1...100, at: path) where !options.contains(initial) {
            report("must match one of the options", at: path)
        }
    }

    private struct Kind {
        let places: Set<Place>
        var required: [String] = []
        var optional: [String] = []
        var optionLimit: Int?
    }

    private static let anywhere: Set<Place> = [.section, .actions, .input]
    private static let menu = ["placeholder", "confirm", "focus_on_load"]
    private static let typed = ["initial_value", "placeholder", "focus_on_load", "dispatch_action_config"]

    private static let elements: [String: Kind] = [
        "button": Kind(
            places: [.section, .actions],
            required: ["text"],
            optional: ["value", "url", "style", "confirm", "accessibility_label"]
        ),
        "overflow": Kind(
            places: [.section, .actions],
            required: ["options"],
            optional: ["confirm"],
            optionLimit: 5
        ),
        "static_select": Kind(
            places: anywhere,
            optional: menu + ["options", "option_groups", "initial_option"],
            optionLimit: 100
        ),
        "multi_static_select": Kind(
            places: [.section, .input],
            optional: menu + ["options", "option_groups", "initial_options", "max_selected_items"],
            optionLimit: 100
        ),
        "users_select": Kind(places: anywhere, optional: menu + ["initial_user"]),
        "multi_users_select": Kind(
            places: [.section, .input],
            optional: menu + ["initial_users", "max_selected_items"]
        ),
        "channels_select": Kind(
            places: anywhere,
            optional: menu + ["initial_channel", "response_url_enabled"]
        ),
        "conversations_select": Kind(
            places: anywhere,
            optional: menu + [
                "initial_conversation", "default_to_current_conversation", "response_url_enabled", "filter",
            ]
        ),
        "multi_channels_select": Kind(
            places: [.section, .input],
            optional: menu + ["initial_channels", "max_selected_items"]
        ),
        "multi_conversations_select": Kind(
            places: [.section, .input],
            optional: menu + [
                "initial_conversations", "default_to_current_conversation", "filter", "max_selected_items",
            ]
        ),
        "checkboxes": Kind(
            places: anywhere,
            required: ["options"],
            optional: ["initial_options", "confirm", "focus_on_load"],
            optionLimit: 10
        ),
        "radio_buttons": Kind(
            places: anywhere,
            required: ["options"],
            optional: ["initial_option", "confirm", "focus_on_load"],
            optionLimit: 10
        ),
        "datepicker": Kind(places: anywhere, optional: menu + ["initial_date"]),
        "timepicker": Kind(places: anywhere, optional: menu + ["initial_time", "timezone"]),
        "datetimepicker": Kind(
            places: [.actions, .input],
            optional: ["initial_date_time", "confirm", "focus_on_load"]
        ),
        "plain_text_input": Kind(places: [.input], optional: typed + ["multiline", "min_length", "max_length"]),
        "email_text_input": Kind(places: [.input], optional: typed),
        "url_text_input": Kind(places: [.input], optional: typed),
        "number_input": Kind(
            places: [.input],
            required: ["is_decimal_allowed"],
            optional: typed + ["min_value", "max_value"]
        ),
    ]
}
