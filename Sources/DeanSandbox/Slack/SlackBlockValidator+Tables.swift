extension SlackBlockValidator {
    /// Checks a table (https://docs.slack.dev/reference/block-kit/blocks/table-block).
    mutating func validateTable(_ block: SlackJSON, at path: String) {
        _ = object(block, at: path, required: ["type", "rows"], optional: ["block_id", "column_settings"])
        if surface != .message { report("table is not supported here", at: path + "/type") }
        tables += 1
        for (row, path) in items(block, "rows", 1...100, at: path) {
            for (cell, path) in items(["cells": row], "cells", 1...20, at: path) { validateCell(cell, at: path) }
        }
        guard let settings = block["column_settings"] else { return }
        // Slack's own examples leave a column's place empty with null.
        for (index, setting) in (settings.items ?? []).enumerated() where setting != .null {
            let path = "\(path)/column_settings/\(index)"
            _ = object(setting, at: path, required: [], optional: ["align", "is_wrapped"])
            choice(setting, "align", ["left", "center", "right"], at: path)
            flag(setting, "is_wrapped", at: path)
        }
        if settings.items.map({ $0.count > 20 }) != false {
            report("must be an array of no more than 20 items", at: path + "/column_settings")
        }
    }

    private mutating func validateCell(_ cell: SlackJSON, at path: String) {
        switch cell["type"]?.text {
        case "raw_text":
            _ = object(cell, at: path, required: ["type", "text"])
            string(cell, "text", 1...3000, at: path)
        case "raw_number":
            _ = object(cell, at: path, required: ["type", "value"], optional: ["text"])
        case "rich_text": validateRichText(cell, at: path)
        case let other: report("unsupported type: \(other ?? "none")", at: path + "/type")
        }
    }

    // MARK: Rich text

    mutating func validateRichText(_ block: SlackJSON, at path: String, extra: [String] = []) {
        _ = object(block, at: path, required: ["type", "elements"], optional: extra)
        for (element, path) in items(block, "elements", 1...Int.max, at: path) {
            switch element["type"]?.text {
            case "rich_text_section":
                _ = object(element, at: path, required: ["type", "elements"])
                validateRichElements(element, at: path)
            case "rich_text_preformatted", "rich_text_quote":
                _ = object(element, at: path, required: ["type", "elements"], optional: ["border"])
                validateRichElements(element, at: path)
            case "rich_text_list":
                _ = object(
                    element,
                    at: path,
                    required: ["type", "style", "elements"],
                    optional: ["indent", "offset", "border"]
                )
                choice(element, "style", ["bullet", "ordered"], at: path)
                for (item, path) in items(element, "elements", 1...Int.max, at: path) {
                    _ = object(item, at: path, required: ["type", "elements"])
                    validateRichElements(item, at: path)
                }
            case let other: report("unsupported type: \(other ?? "none")", at: path + "/type")
            }
        }
    }

    private mutating func validateRichElements(_ element: SlackJSON, at path: String) {
        for (piece, path) in items(element, "elements", 0...Int.max, at: path) {
            guard let type = piece["type"]?.text, let keys = SlackBlockValidator.richPieces[type] else {
                report("unsupported type: \(piece["type"]?.text ?? "none")", at: path + "/type")
                continue
            }
            _ = object(piece, at: path, required: ["type"] + keys.required, optional: ["style"] + keys.optional)
            if let style = piece["style"] {
                _ = object(style, at: path + "/style", required: [], optional: ["bold", "italic", "strike", "code"])
            }
        }
    }

    private static let richPieces: [String: (required: [String], optional: [String])] = [
        "text": (["text"], []),
        "link": (["url"], ["text", "unsafe"]),
        "user": (["user_id"], []),
        "usergroup": (["usergroup_id"], []),
        "channel": (["channel_id"], []),
        "emoji": (["name"], ["unicode", "skin_tone"]),
        "date": (["timestamp", "format"], ["fallback", "url"]),
        "broadcast": (["range"], []),
        "color": (["value"], []),
    ]
}
