package import DeanDomain

extension Store {
    /// What was done, or may have been, since `since` (and until `asOf`, where given), oldest first.
    ///
    /// Counts by when the execution began. An action that was undone counts as well: it changed the object.
    package func pastActions(
        _ account: AccountID,
        since: Timestamp,
        asOf: Timestamp? = nil
    ) async throws -> [PastAction] {
        try await read("reading the past actions of \(account)") {
            try $0.query(
                """
                SELECT type, target_id, goal, creative_id, executed_at, daily_budget_change FROM automation_actions
                WHERE account_id = $1 AND executed_at BETWEEN $2 AND $3
                    AND status IN ('executing', 'done', 'unknown', 'undone')
                ORDER BY executed_at, action_id
                """,
                [.raw(account), .time(since), .time(asOf ?? .endOfTime)]
            ).map {
                PastAction(
                    type: try $0.raw("type"),
                    target: try $0.raw("target_id"),
                    goal: try $0.optionalRaw("goal"),
                    creativeID: try $0.optionalRaw("creative_id"),
                    executedAt: try $0.time("executed_at"),
                    dailyBudgetChange: try $0.integer("daily_budget_change")
                )
            }
        }
    }

    /// What people rejected since `since` (and until `asOf`, where given), oldest first.
    package func rejections(
        _ account: AccountID,
        since: Timestamp,
        asOf: Timestamp? = nil
    ) async throws -> [PastRejection] {
        try await read("reading the rejections of \(account)") {
            try $0.query(
                """
                SELECT type, target_id, decided_at, decision_reason FROM automation_actions
                WHERE account_id = $1 AND status = 'rejected' AND decided_at BETWEEN $2 AND $3
                ORDER BY decided_at, action_id
                """,
                [.raw(account), .time(since), .time(asOf ?? .endOfTime)]
            ).map {
                PastRejection(
                    type: try $0.raw("type"),
                    target: try $0.raw("target_id"),
                    at: try $0.time("decided_at"),
                    reason: try $0.optionalText("decision_reason")
                )
            }
        }
    }
}
