extension SlackServer {
    /// What the channel shows to everybody, threads included, oldest first.
    package func messages(in channel: SlackChannel) -> [SlackMessage] {
        workspace.read { $0.messages.filter { $0.channel == channel.id && $0.visibleTo == nil } }
    }

    /// The replies to a message, oldest first.
    package func thread(of message: SlackMessage) -> [SlackMessage] {
        messages { $0.channel == message.channel && $0.threadTS == message.ts && $0.visibleTo == nil }
    }

    /// What only this person sees, anywhere, oldest first.
    package func ephemerals(for person: SlackPerson) -> [SlackMessage] {
        messages { $0.visibleTo == person.id }
    }

    /// The message as it is now; nil once it is deleted.
    package func current(_ message: SlackMessage) -> SlackMessage? {
        messages { $0.ts == message.ts && $0.channel == message.channel }.first
    }

    package func home(for person: SlackPerson) -> SlackView? { workspace.read { $0.homes[person.id] } }

    /// The modal in front.
    package func modal(for person: SlackPerson) -> SlackView? { workspace.read { $0.modals[person.id]?.last } }

    /// Every call that was received, in order.
    package var calls: [SlackCall] { workspace.read(\.calls) }

    /// Every request that was made to the app, retries included, in the order in which they ended.
    package var deliveries: [SlackDelivery] { workspace.read(\.deliveries) }

    /// Everything that was refused and that no correct app would send; empty is what a test wants to see.
    package var problems: [String] { workspace.read(\.problems) }

    /// The names and contents of the uploaded files.
    package var files: [(name: String, bytes: [UInt8])] {
        workspace.read { state in
            state.files.values.sorted { $0.id < $1.id }.compactMap { file in file.bytes.map { (file.name, $0) } }
        }
    }

    private func messages(_ condition: (SlackMessage) -> Bool) -> [SlackMessage] {
        workspace.read { $0.messages.filter(condition) }
    }

    // MARK: Waiting

    /// Returns as soon as the condition holds, looked at after every change of the workspace.
    ///
    /// Throws `timedOut` after `limit`, naming what was waited for and what Slack refused meanwhile.
    package func waitFor(
        _ what: String,
        within limit: Duration = .seconds(10),
        _ condition: @escaping @Sendable (SlackServer) -> Bool
    ) async throws {
        let came = await withTaskGroup(of: Bool.self) { group in
            group.addTask { await self.workspace.wait { condition(self) } }
            group.addTask {
                // A bound on what a broken app may cost, by the real clock whatever the sandbox's clock does.
                try? await ContinuousClock().sleep(for: limit)
                return false
            }
            defer { group.cancelAll() }
            return await group.next() ?? false
        }
        if came || condition(self) { return }
        let refused = problems.isEmpty ? "" : "; refused meanwhile: " + problems.joined(separator: "; ")
        throw SlackSandboxError(.timedOut, "waiting \(limit) for \(what)\(refused)")
    }

    /// The first message that satisfies the condition, waited for where it is not there yet.
    package func message(
        _ what: String,
        in channel: SlackChannel,
        within limit: Duration = .seconds(10),
        where condition: @escaping @Sendable (SlackMessage) -> Bool
    ) async throws -> SlackMessage {
        try await waitFor(what, within: limit) { $0.messages(in: channel).contains(where: condition) }
        guard let message = messages(in: channel).first(where: condition) else {
            throw SlackSandboxError(.timedOut, "finding \(what): it was deleted again")
        }
        return message
    }

    /// The first message for this person's eyes only that satisfies the condition.
    package func ephemeral(
        _ what: String,
        for person: SlackPerson,
        within limit: Duration = .seconds(10),
        where condition: @escaping @Sendable (SlackMessage) -> Bool = { _ in true }
    ) async throws -> SlackMessage {
        try await waitFor(what, within: limit) { $0.ephemerals(for: person).contains(where: condition) }
        guard let message = ephemerals(for: person).first(where: condition) else {
            throw SlackSandboxError(.timedOut, "finding \(what): it was deleted again")
        }
        return message
    }

    // MARK: Faults

    /// Lets the next calls of a method go wrong.
    package func fail(_ method: String, with fault: SlackFault, times: Int = 1) {
        workspace.change { $0.faults[method, default: []] += Array(repeating: fault, count: times) }
    }

    /// Keeps the answers to a method back, undone, until `release`.
    package func hold(_ method: String) { workspace.change { _ = $0.held.insert(method) } }

    package func release(_ method: String) { workspace.change { _ = $0.held.remove(method) } }
}
