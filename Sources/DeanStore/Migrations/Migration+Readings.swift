extension Migration {
    /// What was read of the accounts, when, and what became of it.
    static let readings = Migration(number: 1, name: "readings") { dialect in
        [
            """
            CREATE TABLE accounts (
                account_id TEXT PRIMARY KEY CHECK (substr(account_id, 1, 4) = 'act_'),
                name TEXT NOT NULL,
                currency TEXT NOT NULL,
                time_zone TEXT NOT NULL,
                account_status BIGINT NOT NULL,
                first_read_at BIGINT NOT NULL,
                last_read_at BIGINT NOT NULL CHECK (last_read_at >= first_read_at)
            )
            """,
            """
            CREATE TABLE snapshots (
                account_id TEXT NOT NULL REFERENCES accounts (account_id),
                read_at BIGINT NOT NULL,
                objects BIGINT NOT NULL CHECK (objects >= 1),
                PRIMARY KEY (account_id, read_at)
            )
            """,
            """
            CREATE TABLE ad_objects (
                version \(dialect.identity),
                account_id TEXT NOT NULL REFERENCES accounts (account_id),
                kind TEXT NOT NULL \(oneOf("kind", "account", "campaign", "adset", "ad", "creative")),
                object_id TEXT NOT NULL CHECK (object_id <> ''),
                parent_id TEXT,
                status TEXT,
                effective_status TEXT,
                json TEXT NOT NULL,
                hash BIGINT NOT NULL,
                \(versionColumns)
            )
            """,
            """
            CREATE UNIQUE INDEX ad_objects_current ON ad_objects (account_id, kind, object_id)
            WHERE superseded_at IS NULL
            """,
            """
            CREATE INDEX ad_objects_past ON ad_objects (account_id, superseded_at) WHERE superseded_at IS NOT NULL
            """,
            """
            CREATE TABLE ad_lifecycle (
                account_id TEXT NOT NULL REFERENCES accounts (account_id),
                ad_id TEXT NOT NULL,
                seen_at BIGINT NOT NULL,
                from_status TEXT,
                from_effective_status TEXT,
                to_status TEXT,
                to_effective_status TEXT,
                PRIMARY KEY (account_id, ad_id, seen_at),
                CHECK (from_status IS NOT NULL OR to_status IS NOT NULL)
            )
            """,
            """
            CREATE TABLE ad_creation_times (
                account_id TEXT NOT NULL REFERENCES accounts (account_id),
                ad_id TEXT NOT NULL,
                campaign_id TEXT NOT NULL,
                adset_id TEXT NOT NULL,
                creative_id TEXT,
                created_at BIGINT,
                first_seen_at BIGINT NOT NULL,
                PRIMARY KEY (account_id, ad_id)
            )
            """,
            performanceMetrics(dialect),
            """
            CREATE UNIQUE INDEX performance_metrics_current
            ON performance_metrics (account_id, grain, level, day, object_id, hour, breakdown)
            WHERE superseded_at IS NULL
            """,
            """
            CREATE INDEX performance_metrics_past ON performance_metrics (account_id, grain, level, superseded_at, day)
            WHERE superseded_at IS NOT NULL
            """,
            """
            CREATE TABLE time_series_data (
                version \(dialect.identity),
                account_id TEXT NOT NULL,
                series TEXT NOT NULL \(oneOf("series", "account", "campaign", "goal")),
                series_key TEXT NOT NULL,
                day BIGINT NOT NULL,
                spend BIGINT NOT NULL,
                impressions BIGINT NOT NULL,
                clicks BIGINT NOT NULL,
                link_clicks BIGINT NOT NULL,
                thruplays BIGINT NOT NULL,
                events DOUBLE PRECISION NOT NULL,
                revenue BIGINT NOT NULL,
                \(versionColumns)
            )
            """,
            """
            CREATE UNIQUE INDEX time_series_data_current ON time_series_data (account_id, day, series, series_key)
            WHERE superseded_at IS NULL
            """,
            "CREATE INDEX time_series_data_by_key ON time_series_data (account_id, series, series_key, day)",
            """
            CREATE TABLE insight_coverage (
                account_id TEXT NOT NULL,
                grain TEXT NOT NULL \(oneOf("grain", "daily", "hourly", "breakdown")),
                level TEXT NOT NULL,
                first_day BIGINT NOT NULL,
                last_day BIGINT NOT NULL CHECK (last_day >= first_day),
                read_at BIGINT NOT NULL,
                PRIMARY KEY (account_id, grain, level, read_at, first_day, last_day)
            )
            """,
            """
            CREATE TABLE readings (
                account_id TEXT NOT NULL,
                what TEXT NOT NULL,
                status TEXT NOT NULL \(oneOf("status", "ok", "failed", "empty")),
                reason TEXT,
                row_count BIGINT NOT NULL CHECK (row_count >= 0),
                read_at BIGINT NOT NULL,
                PRIMARY KEY (account_id, what, read_at),
                CHECK (status <> 'failed' OR reason IS NOT NULL)
            )
            """,
            """
            CREATE TABLE quarantine (
                quarantine_id \(dialect.identity),
                account_id TEXT,
                run_id TEXT,
                source TEXT NOT NULL,
                line BIGINT,
                reason TEXT NOT NULL,
                raw TEXT NOT NULL,
                quarantined_at BIGINT NOT NULL
            )
            """,
            "CREATE INDEX quarantine_by_run ON quarantine (run_id)",
            """
            CREATE TABLE human_edits (
                account_id TEXT NOT NULL,
                object_id TEXT NOT NULL,
                edited_at BIGINT NOT NULL,
                what TEXT NOT NULL,
                PRIMARY KEY (account_id, object_id, edited_at, what)
            )
            """,
        ]
    }

    private static func performanceMetrics(_ dialect: Dialect) -> String {
        """
        CREATE TABLE performance_metrics (
            version \(dialect.identity),
            account_id TEXT NOT NULL CHECK (substr(account_id, 1, 4) = 'act_'),
            grain TEXT NOT NULL,
            level TEXT NOT NULL \(oneOf("level", "account", "campaign", "adset", "ad")),
            object_id TEXT NOT NULL CHECK (object_id <> ''),
            day BIGINT NOT NULL,
            hour BIGINT NOT NULL DEFAULT -1 CHECK (hour BETWEEN -1 AND 23),
            breakdown TEXT NOT NULL DEFAULT '',
            spend BIGINT NOT NULL,
            impressions BIGINT NOT NULL CHECK (impressions >= 0),
            clicks BIGINT NOT NULL CHECK (clicks >= 0),
            link_clicks BIGINT NOT NULL CHECK (link_clicks >= 0),
            thruplays BIGINT NOT NULL CHECK (thruplays >= 0),
            events DOUBLE PRECISION NOT NULL CHECK (events >= 0),
            revenue BIGINT NOT NULL,
            reach BIGINT CHECK (reach >= 0),
            goal TEXT,
            \(versionColumns),
            fingerprint BIGINT NOT NULL,
            campaign_id TEXT,
            adset_id TEXT,
            currency TEXT NOT NULL,
            actions TEXT NOT NULL,
            action_values TEXT NOT NULL,
            CHECK (grain = CASE WHEN breakdown <> '' THEN 'breakdown' WHEN hour >= 0 THEN 'hourly' ELSE 'daily' END)
        )
        """
    }
}
