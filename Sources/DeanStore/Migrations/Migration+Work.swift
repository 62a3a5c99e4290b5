extension Migration {
    /// Work that waits, and who may do it.
    static let work = Migration(number: 3, name: "work") { dialect in
        [
            """
            CREATE TABLE jobs (
                job_id \(dialect.identity),
                kind TEXT NOT NULL,
                payload TEXT NOT NULL,
                unique_key TEXT UNIQUE,
                account_id TEXT,
                priority BIGINT NOT NULL,
                run_at BIGINT NOT NULL,
                state TEXT NOT NULL \(oneOf("state", "ready", "running", "done", "dead")),
                attempts BIGINT NOT NULL DEFAULT 0 CHECK (attempts >= 0),
                owner TEXT,
                lease_until BIGINT,
                error TEXT,
                finished_at BIGINT,
                CHECK ((state = 'running') = (owner IS NOT NULL)),
                CHECK ((state = 'running') = (lease_until IS NOT NULL)),
                CHECK ((state IN ('done', 'dead')) = (finished_at IS NOT NULL))
            )
            """,
            "CREATE INDEX jobs_by_state ON jobs (state, kind, run_at)",
            """
            CREATE TABLE leases (
                name TEXT PRIMARY KEY,
                holder TEXT NOT NULL,
                fence BIGINT NOT NULL CHECK (fence >= 1),
                expires_at BIGINT NOT NULL
            )
            """,
            """
            CREATE TABLE slots (
                account_id TEXT NOT NULL,
                slot BIGINT NOT NULL,
                owner TEXT NOT NULL,
                claimed_at BIGINT NOT NULL,
                PRIMARY KEY (account_id, slot)
            )
            """,
        ]
    }

    /// A job is found by its place in the order of claims, and ended ones by when they ended, however many there are.
    static let claims = Migration(number: 7, name: "claims") { _ in
        [
            "DROP INDEX jobs_by_state",
            "CREATE INDEX jobs_ready ON jobs (kind, priority DESC, run_at, job_id) WHERE state = 'ready'",
            "CREATE INDEX jobs_running ON jobs (lease_until) WHERE state = 'running'",
            "CREATE INDEX jobs_ended ON jobs (finished_at, state) WHERE finished_at IS NOT NULL",
        ]
    }
}
