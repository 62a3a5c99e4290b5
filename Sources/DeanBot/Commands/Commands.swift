package import DeanDomain
import DeanSlack
import DeanStore

/// Who asked, and where the answer may go.
package struct Asker: Sendable {
    package var person: PersonID
    package var channel: String?
    /// Slack's address for answers to this very command.
    package var responseURL: String?
    /// Set for `@Dean …`: the answer goes into that thread.
    package var threadTS: String?

    package init(person: PersonID, channel: String?, responseURL: String? = nil, threadTS: String? = nil) {
        self.person = person
        self.channel = channel
        self.responseURL = responseURL
        self.threadTS = threadTS
    }
}

extension Bot {
    /// Carries out a command; nil when its result comes as a message of its own in the channel.
    package func answer(_ text: String, from asker: Asker) async throws -> Answer? {
        switch CommandText(text) {
        case .unknown(let word, let nearest):
            return .unknownWord(word, nearest: nearest)
        case .known(let word, let argument):
            return try await answer(word, argument: argument, from: asker)
        }
    }

    private func answer(_ word: CommandWord, argument: String, from asker: Asker) async throws -> Answer? {
        switch word {
        case .help: return .help
        case .preview: return try await startRuns(argument, dryRun: true, by: asker)
        case .run: return try await startRuns(argument, dryRun: false, by: asker)
        case .status: return try await status()
        case .digest: return try await latestDigest()
        case .explain: return try await explanation(of: argument)
        case .history: return try await history(argument)
        case .goals: return try await goalsAnswer()
        case .settings: return try await settingsAnswer()
        case .anomalies: return try await anomaliesAnswer()
        case .winner: return try await winnerAnswer(argument)
        case .recommendations: return try await recommendationsAnswer()
        case .creatives: return try await creativesAnswer()
        case .stop: return try await stop(reason: argument, by: asker.person)
        case .start: return try await start(by: asker.person)
        case .undo: return try await undoAnswer(argument, by: asker.person)
        }
    }

    /// `preview` and `run`: one job per account, whose message appears in the channel.
    private func startRuns(_ argument: String, dryRun: Bool, by asker: Asker) async throws -> Answer? {
        var goal: GoalKey?
        if !argument.isEmpty {
            guard let key = GoalKey(rawValue: argument.lowercased()) else {
                return Answer(
                    "There is no goal “\(argument)”. Goals: \(GoalKey.allCases.map(\.rawValue).joined(separator: ", "))."
                )
            }
            guard configuration.goals.contains(where: { $0.key == key && $0.active }) else {
                return Answer("The goal “\(argument)” is not active. An admin can activate it in goals.yaml.")
            }
            goal = key
        }
        let accounts = configuration.accounts
        guard !accounts.isEmpty else {
            return Answer(Answer.noAccount)
        }
        for account in accounts {
            let request = RunRequest(
                account: account,
                trigger: .user,
                requestedBy: asker.person,
                dryRun: dryRun,
                goal: goal,
                channel: asker.channel,
                responseURL: asker.responseURL
            )
            let job = JobPayload.run(request, runID: RunID(ids.make("run")))
            _ = try await store.enqueue([try job.newJob(at: clock.now, uniqueKey: nil)])
        }
        wakeups.signal(.run)
        return nil
    }

    private func stop(reason: String, by person: PersonID) async throws -> Answer {
        if let why = await adminDenial(of: person, verb: "stop Dean") { return Answer(why) }
        try await store.stop(nil, by: person, reason: reason.isEmpty ? nil : reason, at: clock.now)
        await announceStop(by: person, reason: reason.isEmpty ? nil : reason)
        return Answer(
            "Stopped. I write nothing to Meta and make no scheduled run until an admin uses `/dean start`; "
                + "`/dean preview` still reads."
        )
    }

    private func start(by person: PersonID) async throws -> Answer {
        if let why = await adminDenial(of: person, verb: "start Dean") { return Answer(why) }
        _ = try await store.start(nil, by: person, at: clock.now)
        await announceStart(by: person)
        return Answer("Started. Plans that people approve are carried out again.")
    }

    private func undoAnswer(_ argument: String, by person: PersonID) async throws -> Answer {
        guard !argument.isEmpty else {
            return Answer("Which one? `/dean undo <action>`; the ids are in `/dean history`.")
        }
        let outcome = try await undo(ActionID(argument), by: person)
        switch outcome.kind {
        case .refused(let why): return Answer(why)
        case .moved(let made):
            return Answer(
                "Undoing it now as \(code: made.map(\.rawValue).joined(separator: ", ")); `/dean explain` shows how it went."
            )
        }
    }
}
