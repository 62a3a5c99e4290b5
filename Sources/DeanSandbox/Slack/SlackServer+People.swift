extension SlackServer {
    /// Types `/dean <text>` and shows what the app answers with at once.
    @discardableResult
    package func command(_ text: String, as person: SlackPerson, in channel: SlackChannel) async -> SlackDelivery {
        let moment = moment
        let (path, trigger) = workspace.change { state in
            (
                state.makeResponseURL(channel: channel.id, userID: person.id, at: moment),
                state.makeTrigger(for: person.id, at: moment)
            )
        }
        let fields = SlackPayload.command(
            configuration.command,
            text,
            by: person,
            in: channel,
            responseURL: url + path,
            trigger: trigger
        )
        let delivery = await send(
            signed(
                path: "/slack/commands",
                contentType: "application/x-www-form-urlencoded",
                body: Array(SlackForm.encode(fields).utf8)
            )
        )
        show(
            delivery,
            of: text,
            responseToken: path.split(separator: "/").last.map(String.init) ?? "",
            to: person,
            in: channel
        )
        return delivery
    }

    private func show(
        _ delivery: SlackDelivery,
        of text: String,
        responseToken: String,
        to person: SlackPerson,
        in channel: SlackChannel
    ) {
        var complaint = delivery.complaint
        if complaint == nil && !delivery.body.isEmpty {
            let answer = delivery.json.flatMap { $0.members == nil ? nil : $0 } ?? ["text": .string(delivery.text)]
            // An answer of `{}` acknowledges and says nothing.
            if answer == [:] { return }
            complaint = workspace.change { state in
                do throws(SlackRefusal) {
                    try state.answerCommand(
                        with: answer,
                        responseToken: responseToken,
                        channel: channel.id,
                        userID: person.id,
                        at: moment
                    )
                    return nil
                } catch {
                    state.note("\(configuration.command) \(text)", error)
                    return "dispatch_failed"
                }
            }
        }
        guard let complaint else { return }
        workspace.change { state in
            var draft = SlackState.Draft(text: "\(configuration.command) failed with the error \"\(complaint)\"")
            draft.visibleTo = person.id
            state.post(draft, in: channel.id, by: "USLACKBOT", at: moment)
        }
    }

    /// Says something; where it names the bot in a channel the bot is in, the app gets an `app_mention`.
    ///
    /// - Returns: The delivery of that event, or nil where there was none.
    @discardableResult
    package func say(
        _ text: String,
        as person: SlackPerson,
        in channel: SlackChannel,
        thread: SlackMessage? = nil
    ) async -> SlackDelivery? {
        let message = workspace.change { state in
            var draft = SlackState.Draft(text: text)
            draft.threadTS = thread.map { $0.threadTS ?? $0.ts }
            return state.post(draft, in: channel.id, by: person.id, at: moment)
        }
        guard text.contains("<@\(SlackPerson.dean.id)>"), channel.members.contains(SlackPerson.dean.id),
            !channel.isDirect
        else { return nil }
        var event: SlackJSON = [
            "type": "app_mention", "user": .string(person.id), "text": .string(text), "ts": .string(message.ts),
            "channel": .string(channel.id), "event_ts": .string(message.ts), "team": .string(SlackDirectory.teamID),
        ]
        if let threadTS = message.threadTS { event["thread_ts"] = .string(threadTS) }
        return await deliver(event: event)
    }

    /// Looks at the app's Home tab.
    @discardableResult
    package func openHome(as person: SlackPerson) async -> SlackDelivery {
        var event: SlackJSON = [
            "type": "app_home_opened", "user": .string(person.id), "tab": "home",
            "channel": .string(SlackChannel.direct(with: person).id),
            "event_ts": .string(workspace.change { $0.stamp(moment.now) }),
        ]
        if let home = home(for: person) { event["view"] = home.json(values: [:]) }
        return await deliver(event: event)
    }

    /// Starts a global shortcut, or a message's own.
    @discardableResult
    package func shortcut(
        _ callbackID: String,
        as person: SlackPerson,
        on message: SlackMessage? = nil
    ) async -> SlackDelivery {
        let moment = moment
        let (trigger, stamp) = workspace.change { ($0.makeTrigger(for: person.id, at: moment), $0.stamp(moment.now)) }
        var payload = SlackPayload.interaction(
            message == nil ? "shortcut" : "message_action",
            by: person,
            trigger: trigger
        )
        payload["callback_id"] = .string(callbackID)
        payload["action_ts"] = .string(stamp)
        if let message {
            let path = workspace.change {
                $0.makeResponseURL(
                    channel: message.channel,
                    userID: person.id,
                    originalTS: message.ts,
                    threadTS: message.threadTS,
                    at: moment
                )
            }
            payload["channel"] = channelReference(message.channel)
            payload["message"] = message.json
            payload["message_ts"] = .string(message.ts)
            payload["response_url"] = .string(url + path)
        }
        return await interact(payload)
    }

    func channelReference(_ id: String) -> SlackJSON {
        let channel = workspace.read { $0.directory.channel(id) }
        return ["id": .string(id), "name": .string(channel.map { $0.isDirect ? "directmessage" : $0.name } ?? "")]
    }
}
