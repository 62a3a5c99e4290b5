import DeanDecision
package import DeanDomain
import DeanMeta
package import DeanSlack
import DeanStore

/// What came of a click, or of `dean approve`.
package struct DecisionOutcome: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// These actions moved by this very decision.
        case moved([ActionID])
        /// Nothing was done, and why; said to the person alone.
        case refused(Mrkdwn)
    }

    package let kind: Kind

    package var refusal: Mrkdwn? {
        if case .refused(let why) = kind { why } else { nil }
    }
}

extension Bot {
    /// Approves or rejects a plan's waiting actions, all or some, on a person's word.
    ///
    /// Authority, expiry and state are asked of the store and of Slack here, at the moment of the decision; the moving is
    /// one transaction, so of any number of clicks one moves an action and the others are told who was first.
    package func decide(
        plan planID: PlanID,
        actions chosen: [ActionID]?,
        by person: PersonID,
        approve: Bool,
        reason: String? = nil
    ) async throws -> DecisionOutcome {
        guard let plan = try await store.plan(planID) else { return refused("I don't know this plan.") }
        if let why = await denial(of: person, verb: approve ? "approve" : "reject") { return refused(why) }
        let all = try await store.actions(plan: planID)
        let named = chosen.map { ids in all.filter { ids.contains($0.id) } } ?? all
        guard !named.isEmpty else { return refused("This plan has no such action.") }
        if plan.preview {
            return refused("This is a preview: nothing in it can be decided. Use /dean run to get a plan.")
        }
        if approve, let stop = try await store.stopState(plan.accountID) {
            return refused("Dean is stopped (by \(user: stop.by)). An admin can use /dean start; then approve again.")
        }
        if approve, let why = try await observing(plan.accountID) { return refused(why) }
        if approve, meta == nil {
            return refused("I have no Meta credentials, so I can't carry this out. Run dean doctor on the host.")
        }
        let now = clock.now
        if plan.expiresAt <= now {
            _ = try await store.expirePlans(now: now)
            await refreshMessages(of: planID)
            return refused(
                "This plan expired \(date: plan.expiresAt); nothing was done. Use /dean run for a fresh one."
            )
        }
        let decision = HumanDecision(person: person, at: now, approved: approve, reason: reason)
        let jobs = approve ? [JobPayload.execute(account: plan.accountID, plan: planID, actions: named.map(\.id))] : []
        let moved = try await store.decide(
            named.map(\.id),
            decision: decision,
            at: now,
            enqueue: try jobs.map { try $0.newJob(at: now, uniqueKey: nil) }
        )
        if !jobs.isEmpty { wakeups.signal(.execute) }
        await refreshMessages(of: planID)
        if moved.isEmpty { return refused(try await tooLate(named.map(\.id))) }
        return DecisionOutcome(kind: .moved(moved))
    }

    private func observing(_ account: AccountID) async throws -> Mrkdwn? {
        guard try await settings(of: account).autonomy == .observe else { return nil }
        return "I only observe this account and write nothing. An admin can set its autonomy to approve in my Home tab."
    }

    private func refused(_ why: Mrkdwn) -> DecisionOutcome { DecisionOutcome(kind: .refused(why)) }

    /// Why nothing moved: who decided before, or what happened to the plan.
    private func tooLate(_ actions: [ActionID]) async throws -> Mrkdwn {
        guard let id = actions.first, let record = try await store.action(id) else { return "This action is gone." }
        switch record.status {
        case .expired:
            return "This plan was replaced or has expired; nothing was done. The newest plan is further down."
        case .rejected:
            return "Too late: \(whoAndWhen(record)) rejected it."
        case .approved, .executing, .done, .failed, .refused, .unknown, .undone:
            return "Too late: \(whoAndWhen(record)) approved it; it is \(record.status.rawValue)."
        case .proposed:
            return "This could not be decided just now. Please click again."
        }
    }

    private func whoAndWhen(_ record: ActionRecord) -> Mrkdwn {
        record.decision.map { "\(user: $0.person) (\(date: $0.at))" } ?? "somebody"
    }

    /// Takes back what an action did: a new action, at once, by an approver's word, under the same guards.
    package func undo(_ id: ActionID, by person: PersonID) async throws -> DecisionOutcome {
        guard let record = try await store.action(id) else {
            return refused("I don't know an action “\(id.rawValue)”.")
        }
        if let why = await denial(of: person, verb: "undo") { return refused(why) }
        if let stop = try await store.stopState(record.accountID) {
            return refused("Dean is stopped (by \(user: stop.by)); an admin can use /dean start.")
        }
        if let why = try await observing(record.accountID) { return refused(why) }
        guard record.status == .done else {
            return refused("Only a done action can be undone; this one is \(record.status.rawValue).")
        }
        guard let meta else { return refused("I have no Meta credentials.") }
        var live: [ObjectState] = []
        for state in record.action.after {
            do {
                live.append(
                    try await meta.state(
                        of: state.object,
                        currency: state.dailyBudget?.currency ?? .usd,
                        priority: .guardRead
                    )
                )
            } catch {
                return refused("The live state of “\(state.object.name)” could not be read: \(error.sentence)")
            }
        }
        let intents = try await store.intents(id)
        let made = Dictionary(
            intents.compactMap { intent in intent.resultID.map { (intent.stepIndex, $0) } },
            uniquingKeysWith: { first, _ in first }
        )
        guard let inverse = UndoPlanner.inverse(of: record, live: live, made: made, ids: ids) else {
            return refused("“\(record.action.message)” can't be undone: the account has changed since.")
        }
        // The status moves first: of two people who undo, one does.
        guard
            try await store.move(id, from: .done, to: .undone, outcome: "undone by \(person)", at: clock.now)
        else { return refused("Somebody else undid it a moment ago.") }
        let now = clock.now
        try await store.insert(actions: [
            ActionRecord(
                action: inverse,
                accountID: record.accountID,
                runID: record.runID,
                planID: nil,
                status: .approved,
                decision: HumanDecision(person: person, at: now, approved: true, reason: "undo of \(id)"),
                createdAt: now
            )
        ])
        let job = JobPayload.execute(account: record.accountID, plan: record.planID, actions: [inverse.id])
        _ = try await store.enqueue([try job.newJob(at: now, uniqueKey: "undo:\(id)")])
        wakeups.signal(.execute)
        if let planID = record.planID { await refreshMessages(of: planID) }
        return DecisionOutcome(kind: .moved([inverse.id]))
    }
}
