import DeanDomain

extension SlackMethod {
    static let chat: [String: SlackMethod] = [
        "chat.postMessage": SlackMethod(
            scope: "chat:write",
            required: ["channel"],
            optional: presentation + ["reply_broadcast", "username", "icon_emoji", "icon_url"]
        ) { state, arguments, moment, _ throws(SlackRefusal) in
            let channel = try state.writableChannel(arguments)
            var draft = try state.draft(from: arguments)
            draft.threadTS = try state.thread(arguments, in: channel)
            let message = state.post(draft, in: channel.id, by: SlackPerson.dean.id, at: moment)
            return ["channel": .string(channel.id), "ts": .string(message.ts), "message": message.json]
        },
        "chat.update": SlackMethod(
            scope: "chat:write",
            required: ["channel", "ts"],
            optional: presentation
        ) { state, arguments, moment, _ throws(SlackRefusal) in
            let channel = try state.writableChannel(arguments)
            let index = try state.ownMessage(arguments, in: channel, otherwise: "cant_update_message")
            state.replace(at: index, with: try state.draft(from: arguments, textLimit: 4000), at: moment)
            let message = state.messages[index]
            return [
                "channel": .string(channel.id), "ts": .string(message.ts), "text": .string(message.text),
                "message": message.json,
            ]
        },
        "chat.postEphemeral": SlackMethod(
            scope: "chat:write",
            required: ["channel", "user"],
            optional: presentation
        ) { state, arguments, moment, _ throws(SlackRefusal) in
            let channel = try state.writableChannel(arguments)
            let user = arguments["user"]?.text ?? ""
            guard state.directory.person(user) != nil else { throw SlackRefusal("user_not_found") }
            guard channel.members.contains(user) else { throw SlackRefusal("user_not_in_channel") }
            var draft = try state.draft(from: arguments)
            draft.visibleTo = user
            draft.threadTS = try state.thread(arguments, in: channel)
            let message = state.post(draft, in: channel.id, by: SlackPerson.dean.id, at: moment)
            return ["message_ts": .string(message.ts)]
        },
        "chat.delete": SlackMethod(
            scope: "chat:write",
            required: ["channel", "ts"],
            optional: []
        ) { state, arguments, _, _ throws(SlackRefusal) in
            let channel = try state.writableChannel(arguments)
            let message = state.messages.remove(
                at: try state.ownMessage(arguments, in: channel, otherwise: "cant_delete_message")
            )
            return ["channel": .string(channel.id), "ts": .string(message.ts)]
        },
        "chat.getPermalink": SlackMethod(
            scope: nil,
            takesJSON: false,
            required: ["channel", "message_ts"],
            optional: []
        ) { state, arguments, _, address throws(SlackRefusal) in
            let channel = try state.knownChannel(arguments)
            let ts = arguments["message_ts"]?.text ?? ""
            guard state.messageIndex(ts, in: channel.id) != nil else { throw SlackRefusal("message_not_found") }
            let link = "\(address)/archives/\(channel.id)/p\(ts.replacing(".", with: ""))"
            return ["channel": .string(channel.id), "permalink": .string(link)]
        },
    ]

    private static let presentation = [
        "text", "blocks", "attachments", "thread_ts", "metadata", "unfurl_links", "unfurl_media", "mrkdwn", "parse",
        "link_names",
    ]
}

extension SlackState {
    func knownChannel(_ arguments: SlackJSON) throws(SlackRefusal) -> SlackChannel {
        guard let channel = directory.channel(arguments["channel"]?.text ?? "") else {
            throw SlackRefusal("channel_not_found")
        }
        return channel
    }

    fileprivate func writableChannel(_ arguments: SlackJSON) throws(SlackRefusal) -> SlackChannel {
        let channel = try knownChannel(arguments)
        guard channel.members.contains(SlackPerson.dean.id) else { throw SlackRefusal("not_in_channel") }
        return channel
    }

    /// The thread to post in: that of a message in the channel which nobody's eyes are kept from.
    fileprivate func thread(_ arguments: SlackJSON, in channel: SlackChannel) throws(SlackRefusal) -> String? {
        guard let ts = arguments["thread_ts"]?.text else { return nil }
        guard let index = messageIndex(ts, in: channel.id), messages[index].visibleTo == nil,
            messages[index].threadTS == nil
        else { throw SlackRefusal("thread_not_found") }
        return ts
    }

    /// An app changes what it wrote itself; ephemeral messages only through their `response_url`.
    fileprivate func ownMessage(
        _ arguments: SlackJSON,
        in channel: SlackChannel,
        otherwise code: String
    ) throws(SlackRefusal) -> Int {
        guard let index = messageIndex(arguments["ts"]?.text ?? "", in: channel.id), messages[index].visibleTo == nil
        else { throw SlackRefusal("message_not_found") }
        guard messages[index].isFromApp else { throw SlackRefusal(code) }
        return index
    }
}
