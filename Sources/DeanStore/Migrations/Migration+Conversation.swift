extension Migration {
    /// What was said in Slack, and what people set.
    static let conversation = Migration(number: 4, name: "conversation") { dialect in
        [
            """
            CREATE TABLE messages (
                message_id TEXT PRIMARY KEY,
                account_id TEXT NOT NULL,
                kind TEXT NOT NULL,
                channel TEXT NOT NULL,
                ts TEXT,
                run_id TEXT,
                plan_id TEXT,
                body_hash TEXT NOT NULL,
                state TEXT NOT NULL,
                updated_at BIGINT NOT NULL
            )
            """,
            "CREATE INDEX messages_by_kind ON messages (account_id, kind, updated_at)",
            "CREATE INDEX messages_by_plan ON messages (plan_id)",
            "CREATE INDEX messages_by_run ON messages (run_id)",
            """
            CREATE TABLE settings (
                account_id TEXT PRIMARY KEY,
                json TEXT NOT NULL,
                updated_by TEXT NOT NULL,
                updated_at BIGINT NOT NULL
            )
            """,
            """
            CREATE TABLE stops (
                scope TEXT PRIMARY KEY CHECK (scope = 'everything' OR substr(scope, 1, 4) = 'act_'),
                stopped_by TEXT NOT NULL,
                stopped_at BIGINT NOT NULL,
                reason TEXT
            )
            """,
            """
            CREATE TABLE optimization_audit (
                audit_id \(dialect.identity),
                account_id TEXT,
                what TEXT NOT NULL,
                person TEXT NOT NULL,
                changed_at BIGINT NOT NULL,
                before_value TEXT,
                after_value TEXT,
                reason TEXT
            )
            """,
            "CREATE INDEX optimization_audit_by_time ON optimization_audit (account_id, changed_at)",
            "CREATE TABLE seen_events (event_id TEXT PRIMARY KEY, seen_at BIGINT NOT NULL)",
        ]
    }
}
