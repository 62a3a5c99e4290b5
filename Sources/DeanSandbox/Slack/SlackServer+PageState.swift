import DeanDomain

extension SlackServer {
    /// Everything that the page shows to one person.
    func pageState(for person: SlackPerson) -> SlackJSON {
        var page: SlackJSON = workspace.read { state in
            [
                "team": ["id": .string(SlackDirectory.teamID), "name": .string(SlackDirectory.teamName)],
                "me": .string(person.id),
                "app": .string(SlackPerson.dean.id),
                "people": .array(state.directory.people.map(\.pageJSON)),
                "channels": .array(
                    state.directory.channels.filter { $0.members.contains(person.id) }.map { channel in
                        var json = channel.json
                        json["name"] = .string(channel.name)
                        json["topic"] = .string(channel.topic)
                        return json
                    }
                ),
                "groups": .array(state.directory.groups.map { $0.json(withUsers: false) }),
                "messages": .array(
                    state.messages.filter { message in
                        state.directory.channel(message.channel)?.members.contains(person.id) == true
                            && (message.visibleTo == nil || message.visibleTo == person.id)
                    }.map { message in
                        var json = message.json
                        json["channel"] = .string(message.channel)
                        json["ephemeral"] = .bool(message.visibleTo != nil)
                        return json
                    }
                ),
                "files": .object(state.files.mapValues(\.json)),
                "home": state.homes[person.id]?.pageJSON ?? nil,
                "modals": .array((state.modals[person.id] ?? []).map(\.pageJSON)),
            ]
        }
        page["command"] = .string(configuration.command)
        page["words"] = .array(configuration.commandWords.map(\.json))
        page["controls"] = .array(configuration.controls.map(\.json))
        page["now"] = .integer(configuration.clock.now.seconds)
        return page
    }
}

extension SlackView {
    fileprivate var pageJSON: SlackJSON {
        var json = definition
        json["id"] = .string(id)
        json["hash"] = .string(hash)
        json["errors"] = .object(errors.mapValues(SlackJSON.string))
        return json
    }
}

extension SlackPerson {
    fileprivate var pageJSON: SlackJSON {
        [
            "id": .string(id), "handle": .string(handle), "name": .string(name), "title": .string(title),
            "is_bot": .bool(isBot),
        ]
    }
}

extension SlackCommandWord {
    fileprivate var json: SlackJSON {
        ["word": .string(word), "usage": .string(usage), "summary": .string(summary)]
    }
}

extension DemoControl {
    fileprivate var json: SlackJSON { ["id": .string(id), "label": .string(label), "hint": .string(hint)] }
}

extension DemoWrite {
    var json: SlackJSON {
        [
            "at": .integer(at.seconds), "method": .string(method), "path": .string(path),
            "summary": .string(summary), "outcome": .string(outcome),
        ]
    }
}
