import DeanDecision
import DeanDomain
import DeanStore

extension Bot {
    /// Turns proposals into what the run's autonomy allows: nothing, a card, or writes within the limits and a card for
    /// the rest.
    func propose(
        _ proposals: [PlannedAction],
        evidence: AccountEvidence,
        settings: Settings,
        run: inout Run,
        report: inout RunReport
    ) async throws {
        if run.dryRun || report.imported != nil {
            // What rests on a file is shown and can't be approved.
            if !proposals.isEmpty { report.newPlan = try await openPlan(proposals, run: run, preview: true).id }
            return
        }
        switch run.autonomy {
        case .observe:
            report.observed = proposals
        case .approve:
            try await keepOrReplacePlan(proposals, run: run, report: &report)
        case .auto:
            let floor = configuration.rules.confidence.auto
            let sure = proposals.filter { $0.confidence.probability >= floor && $0.verdicts.allSatisfy(\.allowed) }
            let rest = proposals.filter { proposal in !sure.contains { $0.id == proposal.id } }
            try await executeAtOnce(sure, run: &run)
            try await keepOrReplacePlan(rest, run: run, report: &report)
        }
    }

    @discardableResult
    private func openPlan(_ proposals: [PlannedAction], run: Run, preview: Bool) async throws -> Plan {
        let plan = Plan(
            id: PlanID(ids.make("plan")),
            accountID: run.accountID,
            runID: run.id,
            createdAt: run.startedAt,
            expiresAt: run.startedAt + .hours(configuration.rules.plan.expiresHours),
            stateHash: StateHash.of(proposals.flatMap(\.before)),
            preview: preview
        )
        try await store.insert(plan: plan, actions: proposals.map { record($0, run: run, plan: plan.id) })
        return plan
    }

    /// A new plan replaces the open one, unless it says the same: then the open card stays and nobody is told twice.
    private func keepOrReplacePlan(_ proposals: [PlannedAction], run: Run, report: inout RunReport) async throws {
        let open = try await store.openPlans(run.accountID)
        for plan in open {
            let waiting = try await store.actions(plan: plan.id).filter { $0.status == .proposed }.map(\.action)
            if PlanFingerprint(waiting) == PlanFingerprint(proposals), plan.expiresAt > run.startedAt {
                report.keptPlan = plan.id
                return
            }
        }
        var replacement: PlanID?
        if !proposals.isEmpty {
            replacement = try await openPlan(proposals, run: run, preview: false).id
            report.newPlan = replacement
        }
        for plan in open {
            if let replacement {
                _ = try await store.supersede(plan: plan.id, by: replacement, at: run.startedAt)
            } else {
                try await withdraw(plan, at: run.startedAt)
            }
            await refreshMessages(of: plan.id)
        }
    }

    /// The account has changed so that nothing of the plan is advised any more.
    private func withdraw(_ plan: Plan, at now: Timestamp) async throws {
        for record in try await store.actions(plan: plan.id) where record.status == .proposed {
            let words = "no longer advised: the numbers changed"
            _ = try await store.move(record.id, from: .proposed, to: .expired, outcome: words, at: now)
        }
    }

    /// `auto`: stored as approved by Dean within its rules, then carried out like any approved action.
    private func executeAtOnce(_ proposals: [PlannedAction], run: inout Run) async throws {
        guard !proposals.isEmpty else { return }
        let records = proposals.map { proposal in
            var record = record(proposal, run: run, plan: nil)
            record.status = .approved
            record.decision = HumanDecision(
                person: .dean,
                at: run.startedAt,
                approved: true,
                reason: "autonomy auto, within the rules"
            )
            return record
        }
        try await store.insert(actions: records)
        do {
            try await executeActions(records.map(\.id), account: run.accountID)
        } catch {
            run.errors.append(people(error))
        }
        run.counts.add(try await store.actions(run: run.id))
    }

    private func record(_ action: PlannedAction, run: Run, plan: PlanID?) -> ActionRecord {
        ActionRecord(
            action: action,
            accountID: run.accountID,
            runID: run.id,
            planID: plan,
            status: .proposed,
            createdAt: run.startedAt
        )
    }
}

/// What a plan would change, regardless of ids and of how sure Dean is: two plans with the same fingerprint are the same
/// question to a person.
struct PlanFingerprint: Hashable {
    private let changes: Set<Change>

    private struct Change: Hashable {
        let type: ActionType
        let target: ObjectID
        let before: [ObjectState]
        let steps: [WriteStep]
    }

    init(_ actions: [PlannedAction]) {
        changes = Set(
            actions.map { Change(type: $0.type, target: $0.target.id, before: $0.before, steps: $0.steps) }
        )
    }
}

extension RunCounts {
    /// Counts what was carried out.
    mutating func add(_ records: [ActionRecord]) {
        for record in records where record.status == .done {
            switch record.action.type {
            case .createCampaign: campaignsCreated += 1
            case .promoteWinner: winnersPromoted += 1
            case .updateBudget:
                campaignsUpdated += 1
                if record.action.dailyBudgetChange > 0 { budgetsScaled += 1 }
            case .pauseAdSet: adsetsPaused += 1
            case .pauseAd, .activateAd, .undo: campaignsUpdated += 1
            }
        }
    }
}
