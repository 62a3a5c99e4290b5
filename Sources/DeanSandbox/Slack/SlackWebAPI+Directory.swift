extension SlackMethod {
    static let directory: [String: SlackMethod] = [
        "auth.test": SlackMethod(scope: nil, optional: []) { _, _, _, address throws(SlackRefusal) in
            [
                "url": .string(address + "/"), "team": .string(SlackDirectory.teamName),
                "user": .string(SlackPerson.dean.handle), "team_id": .string(SlackDirectory.teamID),
                "user_id": .string(SlackPerson.dean.id), "bot_id": .string(SlackDirectory.botID),
                "app_id": .string(SlackDirectory.appID), "is_enterprise_install": false,
            ]
        },
        "users.info": SlackMethod(
            scope: "users:read",
            takesJSON: false,
            required: ["user"],
            optional: ["include_locale"]
        ) { state, arguments, _, _ throws(SlackRefusal) in
            guard let person = state.directory.person(arguments["user"]?.text ?? "") else {
                throw SlackRefusal("user_not_found")
            }
            return ["user": person.json]
        },
        "usergroups.list": SlackMethod(
            scope: "usergroups:read",
            takesJSON: false,
            optional: ["include_users", "include_count", "include_disabled"]
        ) { state, arguments, _, _ throws(SlackRefusal) in
            let withUsers = ["true", "1"].contains(arguments["include_users"]?.text)
            return ["usergroups": .array(state.directory.groups.map { $0.json(withUsers: withUsers) })]
        },
        "usergroups.users.list": SlackMethod(
            scope: "usergroups:read",
            takesJSON: false,
            required: ["usergroup"],
            optional: ["include_disabled"]
        ) { state, arguments, _, _ throws(SlackRefusal) in
            guard let group = state.directory.groups.first(where: { $0.id == arguments["usergroup"]?.text }) else {
                throw SlackRefusal("no_such_subteam")
            }
            return ["users": SlackJSON(group.members)]
        },
        "conversations.info": SlackMethod(
            scope: "channels:read",
            takesJSON: false,
            required: ["channel"],
            optional: ["include_num_members", "include_locale"]
        ) { state, arguments, _, _ throws(SlackRefusal) in
            ["channel": try state.knownChannel(arguments).json]
        },
        "conversations.list": SlackMethod(
            scope: "channels:read",
            takesJSON: false,
            optional: ["types", "limit", "cursor", "exclude_archived"]
        ) { state, arguments, _, _ throws(SlackRefusal) in
            let channels = state.directory.channels.filter { !$0.isDirect }.map(\.json)
            let (page, next) = try slice(channels, arguments)
            return ["channels": .array(page), "response_metadata": ["next_cursor": .string(next)]]
        },
        "conversations.members": SlackMethod(
            scope: "channels:read",
            takesJSON: false,
            required: ["channel"],
            optional: ["limit", "cursor"]
        ) { state, arguments, _, _ throws(SlackRefusal) in
            let members = try state.knownChannel(arguments).members.sorted().map(SlackJSON.string)
            let (page, next) = try slice(members, arguments)
            return ["members": .array(page), "response_metadata": ["next_cursor": .string(next)]]
        },
    ]

    /// One page of a list; a cursor is the place where the next begins, and "" ends the list.
    private static func slice(
        _ items: [SlackJSON],
        _ arguments: SlackJSON
    ) throws(SlackRefusal) -> (page: [SlackJSON], next: String) {
        let start = try arguments["cursor"]?.text.map { cursor throws(SlackRefusal) -> Int in
            guard let start = Int(cursor), items.indices.contains(start) else { throw SlackRefusal("invalid_cursor") }
            return start
        }
        let limit = arguments["limit"]?.text.flatMap(Int.init) ?? 100
        guard limit > 0 else { throw SlackRefusal("invalid_limit") }
        let end = min((start ?? 0) + limit, items.count)
        return (Array(items[(start ?? 0)..<end]), end < items.count ? String(end) : "")
    }
}

extension SlackPerson {
    var json: SlackJSON {
        [
            "id": .string(id), "team_id": .string(SlackDirectory.teamID), "name": .string(handle),
            "real_name": .string(name), "is_bot": .bool(isBot), "deleted": false, "tz": "Europe/Berlin",
            "profile": ["display_name": .string(handle), "real_name": .string(name), "title": .string(title)],
        ]
    }
}

extension SlackChannel {
    var json: SlackJSON {
        var json: SlackJSON = [
            "id": .string(id), "is_im": .bool(isDirect), "is_channel": .bool(!isDirect), "is_archived": false,
            "is_private": .bool(isDirect), "is_member": .bool(members.contains(SlackPerson.dean.id)),
        ]
        if isDirect {
            json["user"] = SlackJSON(members.first { $0 != SlackPerson.dean.id })
        } else {
            json["name"] = .string(name)
            json["topic"] = ["value": .string(topic)]
            json["num_members"] = .integer(Int64(members.count))
        }
        return json
    }
}

extension SlackUserGroup {
    func json(withUsers: Bool) -> SlackJSON {
        var json: SlackJSON = ["id": .string(id), "handle": .string(handle), "name": .string(name)]
        if withUsers { json["users"] = SlackJSON(members) }
        return json
    }
}
