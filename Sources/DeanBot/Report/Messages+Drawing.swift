import DeanDecision
package import DeanDomain
import DeanSlack
import DeanStore

/// How a message is to look now, from the store alone.
extension Bot {
    func draw(_ stored: StoredMessage) async throws -> Message? {
        guard let runID = stored.runID, let run = try await store.run(runID) else { return nil }
        guard run.endedAt != nil else {
            return Layout.working(run, accountName: try await accountName(run.accountID))
        }
        if let planID = stored.planID, let card = try await card(of: planID, seenBy: run) { return card.message() }
        var digest = try await digest(of: run)
        if stored.kind == MessageKind.digest.rawValue { digest.quietRuns = try await quietRuns(after: run) }
        return digest.message()
    }

    func card(of planID: PlanID, seenBy run: Run) async throws -> PlanCard? {
        guard let plan = try await store.plan(planID) else { return nil }
        return PlanCard(
            plan: plan,
            records: try await store.actions(plan: planID),
            run: run,
            report: RunReport(stored: run.report),
            alsoDone: try await store.actions(run: run.id).filter { $0.planID != planID },
            approvers: configuration.approvers,
            now: clock.now
        )
    }

    /// With the actions of the plan that the run found open and left so: they wait as well.
    func digest(of run: Run) async throws -> Digest {
        let report = RunReport(stored: run.report)
        var records = try await store.actions(run: run.id)
        if let kept = report.keptPlan {
            records += try await store.actions(plan: kept).filter { $0.status == .proposed }
        }
        return Digest(run: run, report: report, records: records)
    }

    /// The digest as a terminal shows it; nil for a run that is not stored.
    package func digestText(of id: RunID) async throws -> String? {
        guard let run = try await store.run(id) else { return nil }
        return try await digestLines(of: run).map(\.plainText).joined(separator: "\n\n")
    }

    func digestLines(of run: Run) async throws -> [Mrkdwn] { try await digest(of: run).lines }

    /// Scheduled runs since a digest that had nothing to add to it.
    private func quietRuns(after run: Run) async throws -> [Run] {
        try await store.runs(run.accountID, limit: 50)
            .filter { $0.startedAt > run.startedAt && $0.endedAt != nil && $0.trigger != .user && !$0.dryRun }
            .filter { isQuiet($0, report: RunReport(stored: $0.report), after: run) }
            .sorted { $0.startedAt < $1.startedAt }
    }

    /// As the last run that read the account called it.
    func accountName(_ account: AccountID) async throws -> String? { try await lastReport(account)?.accountName }

    /// The one in which all accounts count, as far as they have been read; nil where there are several.
    func currency() async throws -> Currency? {
        var found: Set<Currency> = []
        for account in configuration.accounts {
            if let currency = try await lastReport(account)?.summary?.currency { found.insert(currency) }
        }
        return found.count == 1 ? found.first : nil
    }

    private func lastReport(_ account: AccountID) async throws -> RunReport? {
        for run in try await store.runs(account, limit: 5) where run.report != nil {
            let report = RunReport(stored: run.report)
            if report.accountName != nil { return report }
        }
        return nil
    }
}
