import DeanDomain

/// How an action lies in `automation_actions`: whole as JSON, and in columns what queries ask for.
enum ActionColumns {
    static let all = [
        "action_id", "account_id", "run_id", "plan_id", "position", "type", "goal", "target_kind", "target_id",
        "target_name", "creative_id", "confidence", "priority", "daily_budget_change", "proposal", "status",
        "decided_by", "decided_at", "decided_for", "decision_reason", "outcome", "created_at", "executed_at",
        "updated_at",
    ]

    static let select = """
        SELECT account_id, run_id, plan_id, proposal, status, decided_by, decided_at, decided_for, decision_reason,
            outcome, created_at, executed_at
        FROM automation_actions
        """

    /// `position` is the action's place in its plan.
    static func values(_ record: ActionRecord, position: Int) throws -> [StoreValue] {
        let action = record.action
        return [
            .raw(action.id), .raw(record.accountID), .raw(record.runID), .raw(record.planID), .number(position),
            .raw(action.type), .raw(action.goal), .raw(action.target.kind), .raw(action.target.id),
            .text(action.target.name), .raw(action.creativeID), .real(action.confidence.probability),
            .number(action.priority), .number(action.dailyBudgetChange), .text(try StoreJSON.encode(action)),
            .raw(record.status), .raw(record.decision?.person), .time(record.decision?.at),
            record.decision.map { .flag($0.approved) } ?? .null, .string(record.decision?.reason),
            .string(record.outcome), .time(record.createdAt), .time(record.executedAt), .time(record.createdAt),
        ]
    }

    static func record(_ row: StoreRow) throws -> ActionRecord {
        ActionRecord(
            action: try row.json("proposal"),
            accountID: try row.raw("account_id"),
            runID: try row.raw("run_id"),
            planID: try row.optionalRaw("plan_id"),
            status: try row.raw("status"),
            decision: try decision(row),
            outcome: try row.optionalText("outcome"),
            createdAt: try row.time("created_at"),
            executedAt: try row.optionalTime("executed_at")
        )
    }

    private static func decision(_ row: StoreRow) throws -> HumanDecision? {
        guard let at = try row.optionalTime("decided_at") else { return nil }
        return HumanDecision(
            person: try row.raw("decided_by"),
            at: at,
            approved: try row.flag("decided_for"),
            reason: try row.optionalText("decision_reason")
        )
    }
}
