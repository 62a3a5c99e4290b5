package import DeanDomain

extension Store {
    /// Stores actions, those of no plan included.
    package func insert(actions: [ActionRecord]) async throws {
        try await write("storing \(actions.count) actions", durability: .full) { try $0.insert(actions) }
    }

    package func action(_ id: ActionID) async throws -> ActionRecord? {
        try await actions("action_id = $1", [.raw(id)]).first
    }

    /// In the plan's order.
    package func actions(plan: PlanID) async throws -> [ActionRecord] {
        try await actions("plan_id = $1", [.raw(plan)])
    }

    package func actions(run: RunID) async throws -> [ActionRecord] {
        try await actions("run_id = $1", [.raw(run)])
    }

    /// What was begun and has no known end: under way, cut off with its process, or of unknown outcome.
    package func executingActions() async throws -> [ActionRecord] {
        try await actions("status IN ('executing', 'unknown')", [])
    }

    /// Moves those of `ids` that are still proposed to approved or rejected, and enqueues `jobs` if any moved.
    ///
    /// One transaction, so a decision is never without its work; of any number of calls each action moves in one.
    /// An approval moves nothing of a plan that is a preview, has expired by `at`, or was replaced. Returns the moved.
    package func decide(
        _ ids: [ActionID],
        decision: HumanDecision,
        at: Timestamp,
        enqueue jobs: [NewJob] = []
    ) async throws -> [ActionID] {
        guard !ids.isEmpty else { return [] }
        let standing = """
             AND (plan_id IS NULL OR plan_id IN
                (SELECT plan_id FROM plans WHERE preview = 0 AND expires_at > $6 AND superseded_by IS NULL))
            """
        return try await write("deciding on \(ids.count) actions", durability: .full) {
            let moved: [ActionID] = try $0.query(
                """
                UPDATE automation_actions SET status = $1, decided_by = $2, decided_at = $3, decided_for = $4,
                    decision_reason = $5, updated_at = $6
                WHERE status = 'proposed' AND action_id IN (\(parameters(ids.count, from: 7)))
                \(decision.approved ? standing : "")
                RETURNING action_id
                """,
                [
                    .raw(decision.approved ? ActionStatus.approved : .rejected), .raw(decision.person),
                    .time(decision.at), .flag(decision.approved), .string(decision.reason), .time(at),
                ] + ids.map { .raw($0) }
            ).map { try $0.raw("action_id") }
            if !moved.isEmpty { try $0.enqueue(jobs) }
            return ids.filter(Set(moved).contains)
        }
    }

    /// Moves an action on, if it stands where the caller believes; false when it does not.
    ///
    /// A move to `executing` sets `executedAt`. An outcome that is nil leaves the stored one. Throws `notAllowed` for a
    /// change that `ActionLifecycle` does not know.
    package func move(
        _ id: ActionID,
        from: ActionStatus,
        to: ActionStatus,
        outcome: String? = nil,
        at: Timestamp
    ) async throws -> Bool {
        guard ActionLifecycle.allows(from, to) else {
            throw StoreError(.notAllowed, "moving the action \(id): no action goes from \(from) to \(to)")
        }
        return try await write("moving the action \(id) from \(from) to \(to)", durability: .full) {
            let changed = try $0.execute(
                """
                UPDATE automation_actions SET status = $1, updated_at = $2, outcome = COALESCE($3, outcome)
                    \(to == .executing ? ", executed_at = $2" : "")
                WHERE action_id = $4 AND status = $5
                """,
                [.raw(to), .time(at), .string(outcome), .raw(id), .raw(from)]
            )
            return changed == 1
        }
    }

    /// Sets what came of an action, in words, without moving it.
    package func setOutcome(_ outcome: String, of id: ActionID, at: Timestamp) async throws {
        try await write("recording the outcome of the action \(id)") {
            let changed = try $0.execute(
                "UPDATE automation_actions SET outcome = $1, updated_at = $2 WHERE action_id = $3",
                [.text(outcome), .time(at), .raw(id)]
            )
            guard changed == 1 else { throw StoreError(.conflict, "there is no such action") }
        }
    }

    private func actions(_ condition: String, _ arguments: [StoreValue]) async throws -> [ActionRecord] {
        try await read("reading actions") {
            try $0.query(
                "\(ActionColumns.select) WHERE \(condition) ORDER BY created_at, position, action_id",
                arguments
            ).map(ActionColumns.record)
        }
    }
}

extension StoreConnection {
    func insert(_ actions: [ActionRecord]) throws {
        try insert(
            into: "automation_actions",
            columns: ActionColumns.all,
            rows: actions.enumerated().flatMap { try ActionColumns.values($1, position: $0) }
        )
    }
}
