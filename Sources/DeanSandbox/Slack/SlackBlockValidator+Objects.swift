extension SlackBlockValidator {
    enum TextKind: Sendable {
        case plain
        case any
    }

    mutating func validateText(
        _ value: SlackJSON?,
        _ kind: TextKind,
        _ length: ClosedRange<Int>,
        at path: String
    ) {
        guard let value else { return report("missing required text", at: path) }
        switch (value["type"]?.text, kind) {
        case ("plain_text", _):
            _ = object(value, at: path, required: ["type", "text"], optional: ["emoji"])
            flag(value, "emoji", at: path)
        case ("mrkdwn", .any):
            _ = object(value, at: path, required: ["type", "text"], optional: ["verbatim"])
            flag(value, "verbatim", at: path)
        case ("mrkdwn", .plain): report("must be plain_text", at: path + "/type")
        case (let other, _): report("unsupported type: \(other ?? "none")", at: path + "/type")
        }
        string(value, "text", length, at: path)
    }

    mutating func validateOption(_ option: SlackJSON, in type: String, richText: Bool, at path: String) {
        _ = object(
            option,
            at: path,
            required: ["text", "value"],
            optional: type == "overflow" ? ["url"] : ["description"]
        )
        validateText(option["text"], richText ? .any : .plain, 1...75, at: path + "/text")
        string(option, "value", 1...75, at: path)
        webAddress(option, "url", at: path)
        if option["description"] != nil {
            validateText(option["description"], richText ? .any : .plain, 1...75, at: path + "/description")
        }
    }

    mutating func validateConfirm(_ confirm: SlackJSON, at path: String) {
        _ = object(confirm, at: path, required: ["title", "text", "confirm", "deny"], optional: ["style"])
        validateText(confirm["title"], .plain, 1...100, at: path + "/title")
        validateText(confirm["text"], .plain, 1...300, at: path + "/text")
        validateText(confirm["confirm"], .plain, 1...30, at: path + "/confirm")
        validateText(confirm["deny"], .plain, 1...30, at: path + "/deny")
        choice(confirm, "style", ["primary", "danger"], at: path)
    }

    /// Checks a modal or a Home; `problems` holds what is wrong.
    mutating func validateView(_ view: SlackJSON) {
        let modal = surface == .modal
        _ = object(
            view,
            at: "/view",
            required: modal ? ["type", "title", "blocks"] : ["type", "blocks"],
            optional: ["private_metadata", "callback_id", "external_id"]
                + (modal ? ["submit", "close", "clear_on_close", "notify_on_close"] : [])
        )
        choice(view, "type", [modal ? "modal" : "home"], at: "/view")
        for key in modal ? ["title", "submit", "close"] : [] where view[key] != nil {
            validateText(view[key], .plain, 1...24, at: "/view/" + key)
        }
        string(view, "private_metadata", 0...3000, at: "/view")
        string(view, "callback_id", 0...255, at: "/view")
        string(view, "external_id", 0...255, at: "/view")
        flag(view, "clear_on_close", at: "/view")
        flag(view, "notify_on_close", at: "/view")
        validate(view["blocks"])
        let hasInput = view["blocks"]?.items?.contains { $0["type"]?.text == "input" } == true
        if modal && hasInput && view["submit"] == nil {
            report("must provide submit when there are input blocks", at: "/view")
        }
        if view.serialized.utf8.count > 250_000 { report("view is larger than 250 kB", at: "/view") }
    }
}
