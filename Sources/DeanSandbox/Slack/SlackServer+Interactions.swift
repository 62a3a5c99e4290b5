/// Where something was clicked.
package enum SlackSurface: Sendable, Hashable {
    case message(SlackMessage)
    case home
    case modal
}

extension SlackServer {
    /// Clicks a button of a message, with its confirmation; `value` tells buttons with one action id apart.
    @discardableResult
    package func click(
        _ actionID: String,
        value: String? = nil,
        on message: SlackMessage,
        as person: SlackPerson
    ) async throws -> SlackDelivery {
        try await click(actionID, value: value, on: .message(message), as: person)
    }

    @discardableResult
    package func click(
        _ actionID: String,
        value: String? = nil,
        on surface: SlackSurface,
        as person: SlackPerson
    ) async throws -> SlackDelivery {
        try await act(on: surface, as: person) { element in
            element.actionID == actionID && (value == nil || element.json["value"]?.text == value)
        }
    }

    /// Chooses from a menu, a set of boxes or a date picker.
    @discardableResult
    package func choose(
        _ actionID: String,
        _ input: SlackInput,
        on surface: SlackSurface,
        as person: SlackPerson
    ) async throws -> SlackDelivery {
        try await act(on: surface, as: person, input: input, inputs: [actionID: input]) { $0.actionID == actionID }
    }

    /// Sends `block_actions` for the first element that fits, as the surface showed it when the person looked at it.
    ///
    /// A message is taken as it was handed in, so that a test can click what has long been replaced.
    func act(
        on surface: SlackSurface,
        as person: SlackPerson,
        input: SlackInput? = nil,
        inputs: [String: SlackInput] = [:],
        where fits: (SlackElement) -> Bool
    ) async throws -> SlackDelivery {
        let moment = moment
        let view: SlackView? =
            switch surface {
            case .message: nil
            case .home: home(for: person)
            case .modal: modal(for: person)
            }
        let blocks = if case .message(let message) = surface { message.blocks } else { view?.blocks ?? [] }
        guard let element = SlackElement.all(in: blocks).first(where: fits) else {
            throw SlackSandboxError(
                .noSuchElement,
                "looking for a control: there are \(SlackElement.all(in: blocks).map(\.actionID))"
            )
        }
        let (trigger, stamp) = workspace.change {
            ($0.makeTrigger(for: person.id, viewID: view?.id, at: moment), $0.stamp(moment.now))
        }
        var payload = SlackPayload.interaction("block_actions", by: person, trigger: trigger)
        payload["actions"] = [try SlackPayload.action(element, input, at: stamp)]
        let values = try SlackElement.state(of: blocks, inputs: inputs)
        if case .message(let message) = surface {
            add(message, by: person, to: &payload, at: moment)
            payload["state"] = ["values": values]
        } else if let view {
            payload["container"] = ["type": "view", "view_id": .string(view.id)]
            payload["view"] = view.json(values: values)
        }
        return await interact(payload)
    }

    private func add(
        _ message: SlackMessage,
        by person: SlackPerson,
        to payload: inout SlackJSON,
        at moment: SlackState.Moment
    ) {
        let path = workspace.change {
            $0.makeResponseURL(
                channel: message.channel,
                userID: person.id,
                originalTS: message.ts,
                threadTS: message.threadTS,
                at: moment
            )
        }
        var container: SlackJSON = [
            "type": "message", "message_ts": .string(message.ts), "channel_id": .string(message.channel),
            "is_ephemeral": .bool(message.visibleTo != nil),
        ]
        if let threadTS = message.threadTS { container["thread_ts"] = .string(threadTS) }
        payload["container"] = container
        payload["channel"] = channelReference(message.channel)
        payload["response_url"] = .string(url + path)
        // Slack does not repeat what only one person saw.
        if message.visibleTo == nil { payload["message"] = message.json }
    }

    // MARK: Modals

    /// Sends the modal in front; fields that are not named keep what they were opened with.
    @discardableResult
    package func submit(_ inputs: [String: SlackInput] = [:], as person: SlackPerson) async throws -> SlackDelivery {
        guard let view = modal(for: person) else {
            throw SlackSandboxError(.noSuchView, "submitting a modal: \(person.name) has none open")
        }
        let values = try SlackElement.state(of: view.blocks, inputs: inputs)
        let missing = SlackElement.all(in: view.blocks).filter { $0.isMissing(in: values) }.map(\.actionID)
        if !missing.isEmpty {
            throw SlackSandboxError(.refusedByClient, "submitting a modal: \(missing) must be filled in")
        }
        let moment = moment
        let trigger = workspace.change { $0.makeTrigger(for: person.id, viewID: view.id, at: moment) }
        var payload = SlackPayload.interaction("view_submission", by: person, trigger: trigger)
        payload["view"] = view.json(values: values)
        payload["response_urls"] = []
        let delivery = await interact(payload)
        if delivery.outcome == .acknowledged { settle(view, with: delivery) }
        return delivery
    }

    /// Closes the modal in front without sending it.
    ///
    /// - Returns: The delivery of `view_closed`, or nil where the app did not ask for it.
    @discardableResult
    package func closeModal(as person: SlackPerson) async -> SlackDelivery? {
        guard let view = modal(for: person) else { return nil }
        workspace.change { _ = $0.modals[person.id]?.popLast() }
        guard view.definition["notify_on_close"]?.flag == true else { return nil }
        var payload = SlackPayload.interaction("view_closed", by: person, trigger: nil)
        payload["view"] = view.json(values: [:])
        payload["is_cleared"] = false
        return await interact(payload)
    }

    /// Does with a submitted modal what the answer's `response_action` says; an empty answer closes it.
    private func settle(_ view: SlackView, with delivery: SlackDelivery) {
        let answer = delivery.body.isEmpty ? [:] : delivery.json ?? .null
        workspace.change { state in
            do throws(SlackRefusal) {
                try state.settle(view, with: answer)
            } catch {
                state.note("view_submission", error)
            }
        }
    }
}

extension SlackState {
    fileprivate mutating func settle(_ view: SlackView, with answer: SlackJSON) throws(SlackRefusal) {
        guard answer.members != nil else {
            throw SlackRefusal("invalid_arguments", messages: ["[ERROR] the answer must be empty or an object"])
        }
        switch answer["response_action"]?.text {
        case nil: modals[view.userID]?.removeAll { $0.id == view.id }
        case "clear": modals[view.userID] = []
        case "update":
            _ = try updateView(id: view.id, externalID: nil, hash: nil, answer["view"] ?? [:])
        case "push": _ = try push(answer["view"] ?? [:], onto: view)
        case "errors":
            let errors = answer["errors"]?.members?.compactMapValues(\.text) ?? [:]
            let inputs = Set(view.blocks.filter { $0["type"]?.text == "input" }.compactMap { $0["block_id"]?.text })
            guard !errors.isEmpty, inputs.isSuperset(of: errors.keys) else {
                throw SlackRefusal(
                    "invalid_arguments",
                    messages: ["[ERROR] errors must name input blocks, not \(errors.keys.sorted())"]
                )
            }
            guard let index = modals[view.userID]?.firstIndex(where: { $0.id == view.id }) else { return }
            modals[view.userID]?[index].errors = errors
        case let other?:
            throw SlackRefusal("invalid_arguments", messages: ["[ERROR] unknown response_action \(other)"])
        }
    }
}
