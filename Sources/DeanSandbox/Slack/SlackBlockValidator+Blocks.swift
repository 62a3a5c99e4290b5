extension SlackBlockValidator {
    mutating func validateBlock(_ block: SlackJSON, at path: String) {
        guard let type = block["type"]?.text else { return report("missing required field: type", at: path) }
        switch type {
        case "section": validateSection(block, at: path)
        case "header":
            _ = object(block, at: path, required: ["type", "text"], optional: ["block_id"])
            validateText(block["text"], .plain, 1...150, at: path + "/text")
        case "divider": _ = object(block, at: path, required: ["type"], optional: ["block_id"])
        case "context": validateContext(block, at: path)
        case "actions": validateActions(block, at: path)
        case "image":
            _ = object(
                block,
                at: path,
                required: ["type", "alt_text"],
                optional: ["block_id", "image_url", "slack_file", "title"]
            )
            validateImage(block, at: path)
            if block["title"] != nil { validateText(block["title"], .plain, 1...2000, at: path + "/title") }
        case "input": validateInput(block, at: path)
        case "markdown":
            _ = object(block, at: path, required: ["type", "text"], optional: ["block_id"])
            string(block, "text", 1...12_000, at: path)
            markdownLength += block["text"]?.text?.utf16.count ?? 0
            if surface != .message { report("markdown is not supported here", at: path + "/type") }
        case "table": validateTable(block, at: path)
        case "rich_text": validateRichText(block, at: path, extra: ["block_id"])
        default:
            // Blocks that are still rolling out are refused by workspaces that do not have them yet; so here.
            report("unsupported type: \(type)", at: path + "/type")
        }
        validateBlockID(block, at: path)
    }

    private mutating func validateBlockID(_ block: SlackJSON, at path: String) {
        string(block, "block_id", 1...255, at: path)
        guard let id = block["block_id"]?.text else { return }
        if !blockIDs.insert(id).inserted { report("block_id \"\(id)\" already exists", at: path + "/block_id") }
    }

    private mutating func validateSection(_ block: SlackJSON, at path: String) {
        _ = object(
            block,
            at: path,
            required: ["type"],
            optional: ["block_id", "text", "fields", "accessory", "expand"]
        )
        if block["text"] == nil && block["fields"] == nil {
            report("must provide either fields or text", at: path)
        }
        if block["text"] != nil { validateText(block["text"], .any, 1...3000, at: path + "/text") }
        for (field, path) in items(block, "fields", 1...10, at: path) {
            validateText(field, .any, 1...2000, at: path)
        }
        flag(block, "expand", at: path)
        if let accessory = block["accessory"] {
            validateElement(accessory, in: .section, at: path + "/accessory")
        }
    }

    private mutating func validateContext(_ block: SlackJSON, at path: String) {
        _ = object(block, at: path, required: ["type", "elements"], optional: ["block_id"])
        for (element, path) in items(block, "elements", 1...10, at: path) {
            if element["type"]?.text == "image" {
                validateImageElement(element, at: path)
            } else {
                validateText(element, .any, 1...2000, at: path)
            }
        }
    }

    private mutating func validateActions(_ block: SlackJSON, at path: String) {
        _ = object(block, at: path, required: ["type", "elements"], optional: ["block_id"])
        var actionIDs: Set<String> = []
        for (element, path) in items(block, "elements", 1...25, at: path) {
            validateElement(element, in: .actions, at: path)
            if let id = element["action_id"]?.text, !actionIDs.insert(id).inserted {
                report("action_id \"\(id)\" already exists in this block", at: path + "/action_id")
            }
        }
    }

    private mutating func validateInput(_ block: SlackJSON, at path: String) {
        _ = object(
            block,
            at: path,
            required: ["type", "label", "element"],
            optional: ["block_id", "hint", "optional", "dispatch_action"]
        )
        validateText(block["label"], .plain, 1...2000, at: path + "/label")
        if block["hint"] != nil { validateText(block["hint"], .plain, 1...2000, at: path + "/hint") }
        flag(block, "optional", at: path)
        flag(block, "dispatch_action", at: path)
        if let element = block["element"] { validateElement(element, in: .input, at: path + "/element") }
    }

    // MARK: Images

    mutating func validateImageElement(_ element: SlackJSON, at path: String) {
        _ = object(element, at: path, required: ["type", "alt_text"], optional: ["image_url", "slack_file"])
        validateImage(element, at: path)
    }

    private mutating func validateImage(_ image: SlackJSON, at path: String) {
        string(image, "alt_text", 1...2000, at: path)
        if (image["image_url"] == nil) == (image["slack_file"] == nil) {
            report("must provide exactly one of image_url and slack_file", at: path)
        }
        webAddress(image, "image_url", at: path)
        guard let file = image["slack_file"] else { return }
        _ = object(file, at: path + "/slack_file", required: [], optional: ["id", "url"])
        if (file["id"] == nil) == (file["url"] == nil) {
            report("must provide exactly one of id and url", at: path + "/slack_file")
        }
        if let id = file["id"]?.text, !fileIDs.contains(id) {
            report("invalid slack file", at: path + "/slack_file")
        }
    }
}
