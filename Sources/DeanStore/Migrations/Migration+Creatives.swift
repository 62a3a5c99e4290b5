extension Migration {
    /// What is thought of the creatives: how tired people are of them, what they are, their roles, the winners.
    static let creatives = Migration(number: 6, name: "creatives") { dialect in
        keptTables(dialect) + indices(of: keptNames) + winnerLog(dialect)
    }

    private static let keptNames = [
        "fatigue_analysis", "performance_decay", "creative_intelligence", "creative_decisions",
    ]

    private static func keptTables(_ dialect: Dialect) -> [String] {
        [
            """
            CREATE TABLE fatigue_analysis (
                \(kept(dialect)),
                creative_id TEXT,
                probability DOUBLE PRECISION NOT NULL CHECK (probability BETWEEN 0 AND 1),
                is_tired BIGINT NOT NULL CHECK (is_tired IN (0, 1)),
                since_day BIGINT,
                change DOUBLE PRECISION,
                change_low DOUBLE PRECISION,
                change_high DOUBLE PRECISION CHECK (change_high >= change_low),
                days_left DOUBLE PRECISION CHECK (days_left >= 0)
            )
            """,
            """
            CREATE TABLE performance_decay (
                \(kept(dialect)),
                rate TEXT NOT NULL \(oneOf("rate", "ctr", "cvr")),
                age_slope DOUBLE PRECISION,
                age_deviation DOUBLE PRECISION CHECK (age_deviation >= 0),
                impressions_slope DOUBLE PRECISION,
                impressions_deviation DOUBLE PRECISION CHECK (impressions_deviation >= 0),
                frequency_slope DOUBLE PRECISION,
                frequency_deviation DOUBLE PRECISION CHECK (frequency_deviation >= 0)
            )
            """,
            """
            CREATE TABLE creative_intelligence (
                \(kept(dialect)),
                format TEXT,
                attributes TEXT NOT NULL,
                neighbours TEXT NOT NULL,
                expected_cost_ratio DOUBLE PRECISION CHECK (expected_cost_ratio > 0)
            )
            """,
            """
            CREATE TABLE creative_decisions (
                \(kept(dialect)),
                campaign_id TEXT NOT NULL,
                creative_id TEXT,
                role TEXT NOT NULL \(oneOf("role", "winner", "fatigue", "archive", "test", "pending")),
                priority BIGINT NOT NULL CHECK (priority BETWEEN 1 AND 5),
                confidence DOUBLE PRECISION NOT NULL CHECK (confidence BETWEEN 0 AND 1),
                decision TEXT NOT NULL
            )
            """,
        ]
    }

    private static func indices(of tables: [String]) -> [String] {
        tables.flatMap { table in
            [
                "CREATE UNIQUE INDEX \(table)_current ON \(table) (account_id, object_key) WHERE superseded_at IS NULL",
                "CREATE INDEX \(table)_past ON \(table) (account_id, superseded_at) WHERE superseded_at IS NOT NULL",
            ]
        }
    }

    private static func winnerLog(_ dialect: Dialect) -> [String] {
        [
            """
            CREATE TABLE winner_log (
                winner_id \(dialect.identity),
                account_id TEXT NOT NULL,
                campaign_id TEXT NOT NULL,
                ad_id TEXT NOT NULL,
                creative_id TEXT,
                first_day BIGINT NOT NULL,
                last_day BIGINT NOT NULL CHECK (last_day >= first_day),
                score DOUBLE PRECISION NOT NULL,
                runner_up_id TEXT CHECK (runner_up_id <> ad_id),
                winner TEXT NOT NULL,
                replaced_day BIGINT CHECK (replaced_day > last_day),
                replaced_by TEXT CHECK (replaced_by <> ad_id),
                CHECK ((replaced_day IS NULL) = (replaced_by IS NULL))
            )
            """,
            "CREATE UNIQUE INDEX winner_log_current ON winner_log (account_id, campaign_id) WHERE replaced_day IS NULL",
            "CREATE INDEX winner_log_by_day ON winner_log (account_id, first_day)",
        ]
    }

    /// Columns of a table that keeps a new version of an object's row when it says something else.
    private static func kept(_ dialect: Dialect) -> String {
        """
        version \(dialect.identity),
        account_id TEXT NOT NULL,
        object_key TEXT NOT NULL CHECK (object_key <> ''),
        fingerprint BIGINT NOT NULL,
        \(versionColumns)
        """
    }
}
