package import DeanDomain

extension Store {
    /// Stores a plan with all its actions, or nothing.
    package func insert(plan: Plan, actions: [ActionRecord]) async throws {
        guard actions.allSatisfy({ $0.planID == plan.id }) else {
            throw StoreError(.constraint, "storing the plan \(plan.id): not all of its actions name it")
        }
        try await write("storing the plan \(plan.id)", durability: .full) {
            try $0.insert(into: "plans", columns: PlanColumns.all, rows: PlanColumns.values(plan))
            try $0.insert(actions)
        }
    }

    package func plan(_ id: PlanID) async throws -> Plan? {
        try await read("reading the plan \(id)") {
            try $0.query("\(PlanColumns.select) WHERE plan_id = $1", [.raw(id)]).first.map(PlanColumns.plan)
        }
    }

    /// Plans that still ask for a decision, newest first; previews never do.
    ///
    /// Of all accounts when none is named.
    package func openPlans(_ account: AccountID? = nil) async throws -> [Plan] {
        try await read("reading the open plans") {
            try $0.query(
                """
                \(PlanColumns.select) WHERE preview = 0
                    AND (account_id = $1 OR $1 = '')
                    AND plan_id IN (SELECT plan_id FROM automation_actions WHERE status = 'proposed')
                ORDER BY created_at DESC, plan_id DESC
                """,
                [.text(account?.rawValue ?? "")]
            ).map(PlanColumns.plan)
        }
    }

    /// Puts `new` in the place of `old`: what `old` still proposed expires.
    ///
    /// Returns those actions.
    ///
    /// Throws `conflict` when another plan took its place before.
    package func supersede(plan old: PlanID, by new: PlanID, at: Timestamp) async throws -> [ActionID] {
        try await write("replacing the plan \(old) by \(new)", durability: .full) {
            let changed = try $0.execute(
                """
                UPDATE plans SET superseded_by = $2
                WHERE plan_id = $1 AND (superseded_by IS NULL OR superseded_by = $2)
                """,
                [.raw(old), .raw(new)]
            )
            guard changed == 1 else {
                throw StoreError(.conflict, "there is no such plan, or another one has replaced it")
            }
            return try $0.query(
                """
                UPDATE automation_actions SET status = 'expired', updated_at = $2,
                    outcome = 'replaced by a newer plan'
                WHERE plan_id = $1 AND status = 'proposed' RETURNING action_id
                """,
                [.raw(old), .time(at)]
            ).map { try $0.raw("action_id") }.sorted()
        }
    }

    /// Expires what plans that have run out still propose; returns those plans.
    package func expirePlans(now: Timestamp) async throws -> [PlanID] {
        try await write("expiring plans") {
            let plans = try $0.query(
                """
                UPDATE automation_actions SET status = 'expired', updated_at = $1,
                    outcome = 'nobody decided in time'
                WHERE status = 'proposed' AND plan_id IN (SELECT plan_id FROM plans WHERE expires_at <= $1)
                RETURNING plan_id
                """,
                [.time(now)]
            ).map { try $0.raw("plan_id") as PlanID }
            return Set(plans).sorted()
        }
    }
}

private enum PlanColumns {
    static let all = [
        "plan_id", "account_id", "run_id", "created_at", "expires_at", "state_hash", "preview", "superseded_by",
    ]

    static let select = "SELECT \(all.joined(separator: ", ")) FROM plans"

    static func values(_ plan: Plan) -> [StoreValue] {
        [
            .raw(plan.id), .raw(plan.accountID), .raw(plan.runID), .time(plan.createdAt), .time(plan.expiresAt),
            .text(plan.stateHash), .flag(plan.preview), .raw(plan.supersededBy),
        ]
    }

    static func plan(_ row: StoreRow) throws -> Plan {
        Plan(
            id: try row.raw("plan_id"),
            accountID: try row.raw("account_id"),
            runID: try row.raw("run_id"),
            createdAt: try row.time("created_at"),
            expiresAt: try row.time("expires_at"),
            stateHash: try row.text("state_hash"),
            preview: try row.flag("preview"),
            supersededBy: try row.optionalRaw("superseded_by")
        )
    }
}
