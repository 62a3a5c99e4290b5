import DeanDecision
package import DeanDomain
import DeanMeta
import DeanStore

/// What execution reads freshly before the first write of a batch: the budgets that caps are counted over.
struct ExecutionFacts: Sendable {
    var snapshot: AccountSnapshot
    var plan: Plan?
}

extension Bot {
    static func writeLease(_ account: AccountID) -> String { "writes:\(account)" }

    /// Carries out approved actions of one account in order, under the account's write lease.
    ///
    /// Throws `BotError.held` when another process is writing to the account; the caller tries again.
    package func executeActions(_ actions: [ActionID], account: AccountID) async throws {
        guard let meta else {
            throw BotError(
                .notConfigured,
                "executing needs Meta's credentials: set FB_ACCESS_TOKEN and FB_AD_ACCOUNT_ID"
            )
        }
        try await holding(Self.writeLease(account), as: "\(holder) \(ids.make("exec"))") { by, _ in
            "\(by) is writing to \(account)"
        } _: { lease in
            try await execute(actions, account: account, meta: meta, lease: lease)
        }
    }

    private func execute(_ actions: [ActionID], account: AccountID, meta: MetaClient, lease: Lease) async throws {
        let executor = Executor(store: store, meta: meta, bot: self, lease: lease, logger: logger)
        for id in actions {
            guard let record = try await store.action(id), !record.status.isFinal, record.status != .proposed else {
                continue
            }
            do {
                let facts = try await executionFacts(for: record, meta: meta)
                try await executor.execute(id, facts: facts)
            } catch let error as MetaError {
                // Nothing of this action was sent: the facts that its guards need could not be read.
                let words = "the account could not be read before the write: \(error.sentence)"
                _ = try await store.move(id, from: .approved, to: .refused, outcome: words, at: clock.now)
            }
            if let planID = record.planID { await refreshMessages(of: planID) }
        }
    }

    /// Campaigns and ad sets as they are now; ads and creatives as last read, which no cap is counted over.
    private func executionFacts(for record: ActionRecord, meta: MetaClient) async throws -> ExecutionFacts {
        var account = try await meta.account(record.accountID, priority: .guardRead)
        let stored = try await store.snapshot(record.accountID, asOf: clock.now)
        account.imported = stored?.account.imported
        let snapshot = AccountSnapshot(
            account: account,
            campaigns: try await meta.campaigns(record.accountID, currency: account.currency, priority: .guardRead),
            adSets: try await meta.adSets(record.accountID, currency: account.currency, priority: .guardRead),
            ads: stored?.ads ?? [],
            creatives: stored?.creatives ?? [],
            readAt: clock.now
        )
        var plan: Plan?
        if let planID = record.planID { plan = try await store.plan(planID) }
        return ExecutionFacts(snapshot: snapshot, plan: plan)
    }

    /// Without the action itself, which an interrupted execution has left among them.
    private func otherPastActions(than record: ActionRecord) async throws -> [PastAction] {
        try await store.pastActions(record.accountID, since: clock.now - .days(14)).filter {
            !(record.executedAt == $0.executedAt && record.action.target.id == $0.target
                && record.action.type == $0.type)
        }
    }

    /// Meta names its limits in most answers; one that has not said anything yet is not in the way.
    private func throttlePercent(_ account: AccountID) async -> Int {
        Int((await meta?.usage(account) ?? 0).rounded(.up))
    }

    func guardContext(for record: ActionRecord, facts: ExecutionFacts, lease: Lease) async throws -> GuardContext {
        let account = record.accountID
        let run = try await store.run(record.runID)
        let sameRun = try await store.actions(run: record.runID)
        return GuardContext(
            snapshot: facts.snapshot,
            goals: configuration.goals,
            rules: configuration.rules,
            settings: try await settings(of: account),
            pastActions: try await otherPastActions(than: record),
            humanEdits: try await store.humanEdits(account, since: clock.now - .days(7)),
            anomalies: run?.anomalies ?? [],
            gaps: [],
            stopped: try await store.stopState(account) != nil,
            leaseFresh: try await store.isCurrent(lease, now: clock.now),
            throttlePercent: await throttlePercent(account),
            writesThisRun: sameRun.filter { $0.executedAt != nil }.reduce(0) { $0 + $1.action.steps.count },
            now: clock.now,
            approved: record.decision?.approved == true && record.decision?.person != .dean,
            alreadyPlanned: [],
            planExpiresAt: facts.plan?.expiresAt
        )
    }
}
