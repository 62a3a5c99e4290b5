/// A message as the workspace keeps it.
package struct SlackMessage: Sendable, Hashable {
    package let channel: String
    package let ts: String
    package let author: String
    package var text: String
    package var blocks: [SlackJSON]
    /// The `ts` of the message that heads the thread this one is in.
    package let threadTS: String?
    package var editedTS: String?
    package var metadata: SlackJSON?
    /// The one person who sees it; nil for a message that the channel sees.
    package let visibleTo: String?
    package var fileIDs: [String] = []

    /// Whether the app wrote it.
    package var isFromApp: Bool { author == SlackPerson.dean.id }

    /// Everything that a reader sees, blocks first, one piece a line.
    package var readableText: String {
        let pieces = blocks.flatMap(SlackMessage.readable)
        return (pieces.isEmpty ? [text] : pieces).joined(separator: "\n")
    }

    /// The action ids of everything that can be clicked or chosen, in order.
    package var actionIDs: [String] { SlackElement.all(in: blocks).map(\.actionID) }

    /// The buttons with this action id, as `(text, value)`.
    package func buttons(_ actionID: String) -> [(text: String, value: String?)] {
        SlackElement.all(in: blocks).filter { $0.actionID == actionID && $0.type == "button" }
            .map { ($0.json["text"]?["text"]?.text ?? "", $0.json["value"]?.text) }
    }

    private static func readable(_ json: SlackJSON) -> [String] {
        switch json {
        case .object(let members):
            if let text = members["text"]?.text { return [text] }
            return ["title", "text", "fields", "label", "element", "elements", "accessory", "rows", "hint", "options"]
                .compactMap { members[$0] }.flatMap(readable)
        case .array(let items): return items.flatMap(readable)
        case .null, .bool, .integer, .number, .string: return []
        }
    }

    /// The message as Slack's payloads carry it.
    package var json: SlackJSON {
        var json: SlackJSON = [
            "type": "message", "ts": .string(ts), "user": .string(author), "text": .string(text),
            "team": .string(SlackDirectory.teamID),
        ]
        if isFromApp {
            json["bot_id"] = .string(SlackDirectory.botID)
            json["app_id"] = .string(SlackDirectory.appID)
        }
        if !blocks.isEmpty { json["blocks"] = .array(blocks) }
        if let threadTS { json["thread_ts"] = .string(threadTS) }
        if let editedTS { json["edited"] = ["user": .string(author), "ts": .string(editedTS)] }
        if let metadata { json["metadata"] = metadata }
        if !fileIDs.isEmpty { json["files"] = .array(fileIDs.map { ["id": .string($0)] }) }
        return json
    }
}
