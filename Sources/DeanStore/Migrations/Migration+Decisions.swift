extension Migration {
    /// Runs, what they proposed, what people decided, and the writes that carried it out.
    static let decisions = Migration(number: 2, name: "decisions") { dialect in
        [
            """
            CREATE TABLE automation_runs (
                run_id TEXT PRIMARY KEY,
                account_id TEXT NOT NULL,
                triggered_by TEXT NOT NULL \(oneOf("triggered_by", "user", "schedule", "webhook", "cli")),
                requested_by TEXT,
                dry_run BIGINT NOT NULL \(flag("dry_run")),
                goal TEXT,
                autonomy TEXT NOT NULL \(oneOf("autonomy", "observe", "approve", "auto")),
                started_at BIGINT NOT NULL,
                ended_at BIGINT CHECK (ended_at >= started_at),
                status TEXT NOT NULL \(oneOf("status", "running", "completed", "partial", "failed")),
                tier TEXT \(oneOf("tier", "ml", "rules", "emergency")),
                counts TEXT NOT NULL,
                errors TEXT NOT NULL,
                anomalies TEXT NOT NULL,
                configuration TEXT NOT NULL,
                report TEXT,
                CHECK ((status = 'running') = (ended_at IS NULL))
            )
            """,
            "CREATE INDEX automation_runs_by_start ON automation_runs (account_id, started_at)",
            """
            CREATE TABLE plans (
                plan_id TEXT PRIMARY KEY,
                account_id TEXT NOT NULL,
                run_id TEXT NOT NULL REFERENCES automation_runs (run_id),
                created_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL CHECK (expires_at >= created_at),
                state_hash TEXT NOT NULL,
                preview BIGINT NOT NULL \(flag("preview")),
                superseded_by TEXT REFERENCES plans (plan_id) CHECK (superseded_by <> plan_id)
            )
            """,
            "CREATE INDEX plans_by_creation ON plans (account_id, created_at)",
            """
            CREATE TABLE automation_actions (
                action_id TEXT PRIMARY KEY,
                account_id TEXT NOT NULL,
                run_id TEXT NOT NULL REFERENCES automation_runs (run_id),
                plan_id TEXT REFERENCES plans (plan_id),
                position BIGINT NOT NULL,
                type TEXT NOT NULL,
                goal TEXT,
                target_kind TEXT NOT NULL,
                target_id TEXT NOT NULL,
                target_name TEXT NOT NULL,
                creative_id TEXT,
                confidence DOUBLE PRECISION NOT NULL CHECK (confidence BETWEEN 0 AND 1),
                priority BIGINT NOT NULL CHECK (priority BETWEEN 1 AND 5),
                daily_budget_change BIGINT NOT NULL,
                proposal TEXT NOT NULL,
                status TEXT NOT NULL \(oneOf(
                    "status", "proposed", "approved", "rejected", "expired", "executing", "done", "failed", "refused",
                    "unknown", "undone")),
                decided_by TEXT,
                decided_at BIGINT,
                decided_for BIGINT \(flag("decided_for")),
                decision_reason TEXT,
                outcome TEXT,
                created_at BIGINT NOT NULL,
                executed_at BIGINT,
                updated_at BIGINT NOT NULL,
                CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
                CHECK ((decided_by IS NULL) = (decided_for IS NULL)),
                CHECK (status NOT IN ('executing', 'done', 'unknown', 'undone') OR executed_at IS NOT NULL)
            )
            """,
            "CREATE INDEX automation_actions_by_plan ON automation_actions (plan_id)",
            "CREATE INDEX automation_actions_by_run ON automation_actions (run_id)",
            "CREATE INDEX automation_actions_by_status ON automation_actions (status, account_id)",
            "CREATE INDEX automation_actions_by_execution ON automation_actions (account_id, executed_at)",
            """
            CREATE TABLE intents (
                intent_id TEXT PRIMARY KEY CHECK (length(intent_id) = 8),
                action_id TEXT NOT NULL REFERENCES automation_actions (action_id),
                account_id TEXT NOT NULL,
                step_index BIGINT NOT NULL CHECK (step_index >= 0),
                step TEXT NOT NULL,
                state TEXT NOT NULL \(oneOf("state", "stored", "sent", "confirmed", "failed", "unknown")),
                sends BIGINT NOT NULL CHECK (sends >= 0),
                result_id TEXT,
                note TEXT,
                updated_at BIGINT NOT NULL,
                UNIQUE (action_id, step_index),
                CHECK (state <> 'stored' OR sends = 0)
            )
            """,
        ]
    }

    private static func flag(_ column: String) -> String { "CHECK (\(column) IN (0, 1))" }
}
