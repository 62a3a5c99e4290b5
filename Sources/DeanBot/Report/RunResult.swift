package import DeanDomain
import DeanStore

/// A run as the contract shows it to programs: `dean run --json`, `/api/v1/runs/{id}`.
package struct RunResult: Sendable, Codable {
    package var success: Bool
    package var runId: RunID
    package var accountId: AccountID
    package var dryRun: Bool
    package var status: RunStatus
    package var tier: Tier?
    package var tierReason: String?
    package var planId: PlanID?
    package var campaignsCreated: Int
    package var campaignsUpdated: Int
    package var winnersPromoted: Int
    package var budgetsScaled: Int
    package var adsetsPaused: Int
    package var anomalies: [AnomalyEntry]
    package var errors: [String]
    package var notes: [String]
    package var actions: [ActionEntry]

    package struct Target: Sendable, Codable {
        package var kind: ObjectKind
        package var id: ObjectID
        package var name: String

        init(_ ref: ObjectRef) {
            kind = ref.kind
            id = ref.id
            name = ref.name
        }
    }

    package struct AnomalyEntry: Sendable, Codable {
        package var id: String
        package var metric: AnomalyMetric
        package var level: ObjectKind
        package var object: Target
        package var severity: Anomaly.Severity
        package var since: String
        package var value: Double
        package var expected: Double
        package var cause: String

        init(_ anomaly: Anomaly) {
            id = anomaly.id
            metric = anomaly.metric
            level = anomaly.level
            object = Target(anomaly.object)
            severity = anomaly.severity
            since = anomaly.since.description
            value = anomaly.value
            expected = anomaly.expected
            cause = anomaly.cause
        }
    }

    /// An object's state under Meta's own names: `daily_budget` in minor units.
    package struct State: Sendable, Codable {
        package var status: String
        package var dailyBudget: Int64?
        package var currency: String?

        enum CodingKeys: String, CodingKey {
            case status
            case dailyBudget = "daily_budget"
            case currency
        }

        init(_ state: ObjectState) {
            status = state.status.raw
            dailyBudget = state.dailyBudget?.minorUnits
            currency = state.dailyBudget?.currency.code
        }
    }

    package struct Details: Sendable, Codable {
        package var aim: String
        package var band: Confidence.Band
        package var priority: Int
        package var dailyBudgetChange: Int64
        package var evidence: [EvidenceLine]
        package var guards: [GuardVerdict]
        package var decidedBy: PersonID?
        package var decidedAt: String?
        package var reason: String?
        package var outcome: String?
        package var executedAt: String?
    }

    package struct ActionEntry: Sendable, Codable {
        package var id: ActionID
        package var type: ActionType
        package var goalKey: GoalKey?
        package var message: String
        package var confidence: Double
        package var status: ActionStatus
        package var target: Target
        package var before: State?
        package var after: State?
        package var details: Details

        package init(_ record: ActionRecord) {
            let action = record.action
            id = action.id
            type = action.type
            goalKey = action.goal
            message = action.message
            confidence = action.confidence.probability
            status = record.status
            target = Target(action.target)
            before = action.before.first { $0.object.id == action.target.id }.map(State.init)
            after = action.after.first { $0.object.id == action.target.id }.map(State.init)
            details = Details(
                aim: action.aim,
                band: action.confidence.band,
                priority: action.priority,
                dailyBudgetChange: action.dailyBudgetChange,
                evidence: action.evidence,
                guards: action.verdicts,
                decidedBy: record.decision?.person,
                decidedAt: record.decision?.at.description,
                reason: record.decision?.reason,
                outcome: record.outcome,
                executedAt: record.executedAt?.description
            )
        }
    }
}

extension Bot {
    package func result(of run: Run) async throws -> RunResult {
        let report = RunReport(stored: run.report)
        // A plan that says the same as the open one isn't stored again: its actions belong to the earlier run.
        var records = try await store.actions(run: run.id)
        if let kept = report.keptPlan { records += try await store.actions(plan: kept) }
        var observed = report.observed.map { proposal in
            ActionRecord(
                action: proposal,
                accountID: run.accountID,
                runID: run.id,
                planID: nil,
                status: .proposed,
                createdAt: run.startedAt
            )
        }
        observed.removeAll { proposal in records.contains { $0.id == proposal.id } }
        return RunResult(
            success: run.status != .failed,
            runId: run.id,
            accountId: run.accountID,
            dryRun: run.dryRun,
            status: run.status,
            tier: run.tier,
            tierReason: report.tierReason,
            planId: report.newPlan ?? report.keptPlan ?? records.compactMap(\.planID).first,
            campaignsCreated: run.counts.campaignsCreated,
            campaignsUpdated: run.counts.campaignsUpdated,
            winnersPromoted: run.counts.winnersPromoted,
            budgetsScaled: run.counts.budgetsScaled,
            adsetsPaused: run.counts.adsetsPaused,
            anomalies: run.anomalies.map(RunResult.AnomalyEntry.init),
            errors: run.errors,
            notes: report.notes,
            actions: (records + observed).map(RunResult.ActionEntry.init)
        )
    }
}
