import DeanDomain

/// The JSON that Slack sends to an app.
enum SlackPayload {
    static func event(_ event: SlackJSON, id: String, at now: Timestamp) -> SlackJSON {
        [
            "token": "sandbox", "team_id": .string(SlackDirectory.teamID), "api_app_id": .string(SlackDirectory.appID),
            "type": "event_callback", "event_id": .string(id), "event_time": .integer(now.seconds), "event": event,
            "authorizations": [
                [
                    "enterprise_id": nil, "team_id": .string(SlackDirectory.teamID),
                    "user_id": .string(SlackPerson.dean.id), "is_bot": true, "is_enterprise_install": false,
                ]
            ],
            "is_ext_shared_channel": false,
        ]
    }

    /// What every interaction carries.
    static func interaction(_ type: String, by person: SlackPerson, trigger: String?) -> SlackJSON {
        var payload: SlackJSON = [
            "type": .string(type), "token": "sandbox", "api_app_id": .string(SlackDirectory.appID),
            "team": ["id": .string(SlackDirectory.teamID), "domain": .string(SlackDirectory.teamDomain)],
            "user": [
                "id": .string(person.id), "username": .string(person.handle), "name": .string(person.handle),
                "team_id": .string(SlackDirectory.teamID),
            ],
            "enterprise": nil, "is_enterprise_install": false,
        ]
        if let trigger { payload["trigger_id"] = .string(trigger) }
        return payload
    }

    /// One entry of `actions` in `block_actions`.
    static func action(
        _ element: SlackElement,
        _ input: SlackInput?,
        at stamp: String
    ) throws(SlackSandboxError) -> SlackJSON {
        var action = try element.state(input)
        action["action_id"] = .string(element.actionID)
        action["block_id"] = .string(element.blockID)
        action["action_ts"] = .string(stamp)
        if element.type == "button" {
            for key in ["text", "value", "style"] { if let value = element.json[key] { action[key] = value } }
        }
        return action
    }

    /// The fields of a slash command's form.
    static func command(
        _ command: String,
        _ text: String,
        by person: SlackPerson,
        in channel: SlackChannel,
        responseURL: String,
        trigger: String
    ) -> [(name: String, value: String)] {
        [
            ("token", "sandbox"), ("team_id", SlackDirectory.teamID), ("team_domain", SlackDirectory.teamDomain),
            ("channel_id", channel.id), ("channel_name", channel.isDirect ? "directmessage" : channel.name),
            ("user_id", person.id), ("user_name", person.handle), ("command", command), ("text", text),
            ("api_app_id", SlackDirectory.appID), ("is_enterprise_install", "false"), ("response_url", responseURL),
            ("trigger_id", trigger),
        ]
    }
}
