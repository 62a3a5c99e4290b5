/// A modal or an App Home, as it was opened or published.
package struct SlackView: Sendable, Hashable {
    package let id: String
    package let userID: String
    package var hash: String
    /// The view's own members (`type`, `title`, `blocks`, …), every block with an id.
    package var definition: SlackJSON
    package let rootID: String
    package let previousID: String?
    /// What the app found wrong with the last submission, by block id.
    package var errors: [String: String] = [:]

    package var blocks: [SlackJSON] { definition["blocks"]?.items ?? [] }
    package var title: String { definition["title"]?["text"]?.text ?? "" }
    package var callbackID: String { definition["callback_id"]?.text ?? "" }
    package var actionIDs: [String] { SlackElement.all(in: blocks).map(\.actionID) }

    /// The view as Slack's payloads carry it, with the state of its fields.
    func json(values: SlackJSON) -> SlackJSON {
        var json = definition
        json["id"] = .string(id)
        json["team_id"] = .string(SlackDirectory.teamID)
        json["app_id"] = .string(SlackDirectory.appID)
        json["app_installed_team_id"] = .string(SlackDirectory.teamID)
        json["bot_id"] = .string(SlackDirectory.botID)
        json["hash"] = .string(hash)
        json["root_view_id"] = .string(rootID)
        json["previous_view_id"] = SlackJSON(previousID)
        json["state"] = ["values": values]
        for (key, value) in SlackView.defaults where json[key] == nil { json[key] = value }
        return json
    }

    private static let defaults: [String: SlackJSON] = [
        "private_metadata": "", "callback_id": "", "external_id": "", "clear_on_close": false,
        "notify_on_close": false, "title": nil, "submit": nil, "close": nil,
    ]
}
