import DeanDecision
import DeanDomain
import DeanMeta
import DeanStore
import Logging

/// Carries out approved actions, each once.
///
/// The order is the safety: claim the action in the store, compare the live state with the card's, ask every guard
/// again, store all intents, and only then send. After a lost answer or a crash the truth is read from Meta before
/// anything else; `IntentMachine` decides, this type only does.
struct Executor: Sendable {
    let store: Store
    let meta: MetaClient
    let bot: Bot
    let lease: Lease
    let logger: Logger

    /// For so long after a create was sent, not finding what it makes says nothing; a budget or a status that is set twice is
    /// the same as once.
    static let longestUnderWay = TimeSpan(seconds: 60)

    /// What became of an action, in words, with its new status.
    struct Verdict: Sendable {
        let status: ActionStatus
        let words: String
    }

    func execute(_ id: ActionID, facts: ExecutionFacts) async throws {
        guard let record = try await store.action(id) else { return }
        switch record.status {
        case .approved:
            if let refusal = try await refusal(of: record, facts: facts) {
                _ = try await store.move(id, from: .approved, to: refusal.status, outcome: refusal.words, at: now)
                return
            }
            guard try await store.move(id, from: .approved, to: .executing, outcome: nil, at: now) else { return }
            try await store.insert(intents: intents(for: record))
            try await carryOut(record, from: .executing)
        case .executing:
            // A process died here. Without intents nothing was sent and the checks are made again.
            if try await store.intents(id).isEmpty {
                if let refusal = try await refusal(of: record, facts: facts) {
                    _ = try await store.move(id, from: .executing, to: .refused, outcome: refusal.words, at: now)
                    return
                }
                try await store.insert(intents: intents(for: record))
            }
            try await carryOut(record, from: .executing)
        case .unknown:
            try await carryOut(record, from: .unknown)
        case .proposed, .rejected, .expired, .done, .failed, .refused, .undone:
            return
        }
    }

    private var now: Timestamp { bot.clock.now }

    private func intents(for record: ActionRecord) -> [Intent] {
        record.action.steps.enumerated().map { index, step in
            Intent(
                id: bot.ids.intent(),
                actionID: record.id,
                accountID: record.accountID,
                stepIndex: index,
                step: step,
                updatedAt: now
            )
        }
    }

    /// Why the action must not be sent now, or nil.
    private func refusal(of record: ActionRecord, facts: ExecutionFacts) async throws -> Verdict? {
        if let plan = facts.plan, plan.expiresAt <= now {
            return Verdict(status: .expired, words: "the plan expired before it was carried out")
        }
        if let why = try await haltReason(record.accountID) { return Verdict(status: .refused, words: why) }
        do {
            var differences: [String] = []
            for expected in record.action.before {
                let live = try await meta.state(
                    of: expected.object,
                    currency: facts.snapshot.account.currency,
                    priority: .guardRead
                )
                differences += StateComparison.differences(expected: expected, live: live)
            }
            guard differences.isEmpty else {
                return Verdict(
                    status: .refused,
                    words: "the account changed since the card was made: " + differences.joined(separator: "; ")
                )
            }
        } catch {
            return Verdict(status: .refused, words: "the live state could not be read: \(error.sentence)")
        }
        let context = try await bot.guardContext(for: record, facts: facts, lease: lease)
        let denied = Guards.evaluate(record.action, in: context).filter { !$0.allowed }
        guard denied.isEmpty else {
            return Verdict(status: .refused, words: denied.map(\.reason).joined(separator: "; "))
        }
        return nil
    }

    /// `/dean stop` or a lost lease forbid every further write, also in the middle of an action.
    private func haltReason(_ account: AccountID) async throws -> String? {
        if let stop = try await store.stopState(account) {
            return "Dean was stopped by \(stop.by)" + (stop.reason.map { ": \($0)" } ?? "")
        }
        guard try await store.isCurrent(lease, now: now) else { return "another process took over this account" }
        return nil
    }

    private func carryOut(_ record: ActionRecord, from status: ActionStatus) async throws {
        var made: [Int: ObjectID] = [:]
        for intent in try await store.intents(record.id).sorted(by: { $0.stepIndex < $1.stepIndex }) {
            let finished = try await settle(
                intent,
                made: made,
                copying: try await copyOptions(intent.step, account: record.accountID)
            )
            switch finished.state {
            case .confirmed:
                made[intent.stepIndex] = finished.resultID
            case .failed:
                let done =
                    made.isEmpty
                    ? "nothing was changed" : "\(made.count) of \(record.action.steps.count) steps were done before"
                try await finish(
                    record,
                    from: status,
                    .init(status: .failed, words: "\(finished.note ?? "Meta refused it"); \(done)")
                )
                return
            case .unknown, .sent, .stored:
                let words = "it is not known whether Meta applied it: \(finished.note ?? "the answer was lost")"
                guard status != .unknown else { return }
                try await finish(record, from: status, .init(status: .unknown, words: words))
                return
            }
        }
        try await finish(record, from: status, try await verified(record, made: made))
    }

    /// Meta copies an ad set with more than three ads another way, so it has to be told how many there are.
    private func copyOptions(_ step: WriteStep, account: AccountID) async throws -> CopyOptions {
        guard case .copyAdSet(let source, _, _) = step,
            let snapshot = try await store.snapshot(account, asOf: now)
        else { return CopyOptions() }
        return CopyOptions(adCount: snapshot.ads.filter { $0.adSetID == source.id }.count)
    }

    /// Runs one intent through its machine until it is finished.
    private func settle(_ intent: Intent, made: [Int: ObjectID], copying: CopyOptions) async throws -> Intent {
        let parent: ObjectID? =
            switch intent.step.parent {
            case .existing(let id): id
            case .madeByStep(let index): made[index]
            case nil: nil
            }
        // Whoever sent it died before the answer came, and Meta may be at it still.
        let mayBeUnderWay =
            intent.state == .sent && intent.step.creates && now - intent.updatedAt < Self.longestUnderWay
        var (current, step) = IntentMachine.next(intent, .start)
        while true {
            switch step {
            case .finish:
                current.updatedAt = now
                try await store.save(current)
                return current
            case .send:
                if let why = try await haltReason(intent.accountID) {
                    return try await abandon(current, why: why)
                }
                current.updatedAt = now
                try await store.save(current)
                let outcome = await meta.perform(
                    current.step,
                    tag: current.tag,
                    parent: parent,
                    account: current.accountID,
                    validateOnly: false,
                    copying: copying
                )
                (current, step) = IntentMachine.next(current, Self.event(outcome))
            case .readBack:
                current.updatedAt = now
                try await store.save(current)
                var seen = await readBack(current, parent: parent)
                if mayBeUnderWay, case .notApplied = seen {
                    seen = .inconclusive("its sender died a moment ago, and Meta may be at it still")
                }
                (current, step) = IntentMachine.next(current, .readBack(seen))
            }
        }
    }

    private static func event(_ outcome: WriteOutcome) -> IntentMachine.Event {
        switch outcome {
        case .applied(let id): .answered(id)
        case .validated: .rejected("Meta only checked it")
        case .rejected(let error): .rejected(error.sentence)
        case .unknown(let error): .answerLost(error.sentence)
        }
    }

    /// Meta's own stores lag behind each other, so "not applied" is believed only when it was read twice.
    private func readBack(_ intent: Intent, parent: ObjectID?) async -> IntentMachine.ReadBack {
        var last = IntentMachine.ReadBack.inconclusive("it was not read back")
        for attempt in 1...3 {
            do {
                last = try await meta.readBack(
                    intent.step,
                    tag: intent.tag,
                    parent: parent,
                    account: intent.accountID
                )
                if case .applied = last { return last }
                if case .notApplied = last, attempt >= 2 { return last }
            } catch {
                last = .inconclusive(error.sentence)
            }
            do { try await bot.sleep(TimeSpan(seconds: Int64(attempt))) } catch { return last }
        }
        return last
    }

    /// Takes an unsent write back: marked failed, because it will not be sent.
    private func abandon(_ intent: Intent, why: String) async throws -> Intent {
        var intent = intent
        intent.sends -= 1
        intent.state = intent.sends == 0 ? .failed : .unknown
        intent.note = why
        intent.updatedAt = now
        try await store.save(intent)
        return intent
    }

    /// Reads every changed object once more and says what stands there now.
    private func verified(_ record: ActionRecord, made: [Int: ObjectID]) async throws -> Verdict {
        var words: [String] = []
        for expected in record.action.after {
            let live: ObjectState
            do {
                live = try await meta.state(
                    of: expected.object,
                    currency: expected.dailyBudget?.currency ?? .usd,
                    priority: .guardRead
                )
            } catch {
                words.append("done; reading “\(expected.object.name)” back was not possible: \(error.sentence)")
                continue
            }
            let differences = StateComparison.differences(expected: expected, live: live)
            guard differences.isEmpty else {
                return Verdict(
                    status: .done,
                    words: "done, and changed again since by somebody else: " + differences.joined(separator: "; ")
                )
            }
            words.append(expected.words)
        }
        let created = made.sorted { $0.key < $1.key }.filter { record.action.steps[$0.key].creates }.map(
            \.value.rawValue
        )
        if !created.isEmpty { words.append("made " + created.joined(separator: ", ")) }
        return Verdict(status: .done, words: words.isEmpty ? "done" : words.joined(separator: "; "))
    }

    private func finish(_ record: ActionRecord, from status: ActionStatus, _ verdict: Verdict) async throws {
        logger.info(
            "executed",
            metadata: ["action": "\(record.id)", "status": "\(verdict.status.rawValue)", "outcome": "\(verdict.words)"]
        )
        _ = try await store.move(record.id, from: status, to: verdict.status, outcome: verdict.words, at: now)
        if verdict.status == .done { try await rememberState(record) }
    }

    /// Stores the state that the write left behind, so that the next reading does not take it for a person's edit.
    private func rememberState(_ record: ActionRecord) async throws {
        guard var snapshot = try await store.snapshot(record.accountID, asOf: now) else { return }
        snapshot.apply(record.action.after)
        snapshot.readAt = now
        try await store.save(snapshot: snapshot)
    }
}

extension ObjectState {
    /// "budget of “Prospecting” is $24.00", "“Prospecting” is PAUSED".
    var words: String {
        if let dailyBudget {
            "“\(object.name)” is \(status.raw) at \(dailyBudget) a day"
        } else {
            "“\(object.name)” is \(status.raw)"
        }
    }
}

extension AccountSnapshot {
    mutating func apply(_ states: [ObjectState]) {
        for state in states {
            if let index = campaigns.firstIndex(where: { $0.id == state.object.id }) {
                campaigns[index].status = state.status
                campaigns[index].dailyBudget = state.dailyBudget
            }
            if let index = adSets.firstIndex(where: { $0.id == state.object.id }) {
                adSets[index].status = state.status
                adSets[index].dailyBudget = state.dailyBudget
            }
            if let index = ads.firstIndex(where: { $0.id == state.object.id }) { ads[index].status = state.status }
        }
    }
}
