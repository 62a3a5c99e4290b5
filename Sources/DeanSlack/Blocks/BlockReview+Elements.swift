extension BlockReview {
    enum Place: String {
        case actions = "an actions block"
        case section = "a section"
        case input = "an input block"
    }

    mutating func element(_ path: String, _ element: BlockElement, in place: Place) {
        if !Self.isAllowed(element, in: place) { note(path, "\(element.type) cannot stand in \(place.rawValue)") }
        string(path + ".action_id", element.actionID, atMost: 255)
        switch element {
        case .button(let button): self.button(path, button)
        case .select(let select):
            text(path + ".placeholder", select.placeholder, atMost: 150)
            options(path, select.options, initial: select.initial.map { [$0] }, atMost: 100)
            confirm(path, select.confirm)
        case .multiSelect(let select):
            text(path + ".placeholder", select.placeholder, atMost: 150)
            options(path, select.options, initial: select.initial, atMost: 100)
            if let maximum = select.maximum, maximum < 1 { note(path + ".max_selected_items", "less than 1") }
        case .overflow(let menu):
            options(path, menu.options, initial: nil, atMost: 5, withAddresses: true)
            confirm(path, menu.confirm)
        case .checkboxes(let boxes):
            options(path, boxes.options, initial: boxes.initial, atMost: 10)
            confirm(path, boxes.confirm)
        case .radioButtons(let buttons):
            options(path, buttons.options, initial: buttons.initial.map { [$0] }, atMost: 10)
            confirm(path, buttons.confirm)
        case .textInput(let input): textInput(path, input)
        case .image(let image):
            source(path, image.source)
            string(path + ".alt_text", image.alt, atMost: 2000)
        }
    }

    private static func isAllowed(_ element: BlockElement, in place: Place) -> Bool {
        switch element {
        case .button, .overflow: place != .input
        case .select, .checkboxes, .radioButtons: true
        case .multiSelect: place != .actions
        case .textInput: place == .input
        case .image: place == .section
        }
    }

    private mutating func button(_ path: String, _ button: Button) {
        text(path + ".text", button.text, atMost: 75)
        string(path + ".value", button.value, atMost: 2000)
        address(path + ".url", button.url)
        string(path + ".accessibility_label", button.accessibilityLabel, atMost: 75)
        confirm(path, button.confirm)
    }

    private mutating func textInput(_ path: String, _ input: PlainTextInput) {
        text(path + ".placeholder", input.placeholder, atMost: 150)
        count(path + ".min_length", input.minLength ?? 0, "characters", atMost: 3000)
        count(path + ".max_length", input.maxLength ?? 1, "characters", atLeast: 1, atMost: 3000)
        if let least = input.minLength, let most = input.maxLength, least > most {
            note(path + ".min_length", "\(least), more than max_length \(most)")
        }
        count(path + ".initial_value", input.initial?.utf16.count ?? 0, "characters", atMost: input.maxLength ?? 3000)
    }

    private mutating func confirm(_ path: String, _ confirm: Confirm?) {
        guard let confirm else { return }
        text(path + ".confirm.title", confirm.title, atMost: 100)
        text(path + ".confirm.text", confirm.text, atMost: 300)
        text(path + ".confirm.confirm", confirm.confirm, atMost: 30)
        text(path + ".confirm.deny", confirm.deny, atMost: 30)
    }

    private mutating func options(
        _ path: String,
        _ options: [BlockOption],
        initial: [BlockOption]?,
        atMost maximum: Int,
        withAddresses: Bool = false
    ) {
        count(path + ".options", options.count, "options", atLeast: 1, atMost: maximum)
        var seen: Set<String> = []
        for (index, option) in options.enumerated() {
            let path = "\(path).options[\(index)]"
            text(path + ".text", option.text, atMost: 75)
            string(path + ".value", option.value, atMost: 75)
            text(path + ".description", option.description, atMost: 75)
            if !seen.insert(option.value).inserted { note(path + ".value", "\"\(option.value)\" twice") }
            if withAddresses {
                address(path + ".url", option.url)
            } else if option.url != nil {
                note(path + ".url", "only in an overflow menu")
            }
        }
        for option in initial ?? [] where !options.contains(option) {
            note(path + ".initial_option", "\"\(option.value)\" is not one of the options")
        }
    }
}
