extension Migration {
    /// What was learned, how well it held, and what it said would come.
    static let learning = Migration(number: 5, name: "learning") { dialect in
        [
            """
            CREATE TABLE ml_models (
                model_id TEXT PRIMARY KEY,
                account_id TEXT NOT NULL,
                trained_at BIGINT NOT NULL,
                first_day BIGINT NOT NULL,
                last_day BIGINT NOT NULL CHECK (last_day >= first_day),
                row_count BIGINT NOT NULL CHECK (row_count > 0),
                ad_count BIGINT NOT NULL CHECK (ad_count > 0),
                features TEXT NOT NULL,
                parameters TEXT NOT NULL,
                scores TEXT NOT NULL,
                state TEXT NOT NULL \(oneOf("state", "serving", "rejected", "retired", "rolled_back")),
                reason TEXT NOT NULL,
                state_since BIGINT NOT NULL,
                body TEXT
            )
            """,
            "CREATE UNIQUE INDEX ml_models_serving ON ml_models (account_id) WHERE state = 'serving'",
            "CREATE INDEX ml_models_by_account ON ml_models (account_id, trained_at)",
            """
            CREATE TABLE model_validations (
                validation_id TEXT PRIMARY KEY,
                account_id TEXT NOT NULL,
                model_id TEXT NOT NULL REFERENCES ml_models (model_id),
                kind TEXT NOT NULL,
                validated_at BIGINT NOT NULL,
                first_day BIGINT NOT NULL,
                last_day BIGINT NOT NULL CHECK (last_day >= first_day),
                brier DOUBLE PRECISION,
                rules_brier DOUBLE PRECISION,
                calibration_error DOUBLE PRECISION,
                scores TEXT NOT NULL,
                verdict TEXT NOT NULL,
                reason TEXT NOT NULL
            )
            """,
            "CREATE INDEX model_validations_by_account ON model_validations (account_id, validated_at)",
            """
            CREATE TABLE ml_predictions (
                prediction_id \(dialect.identity),
                account_id TEXT NOT NULL,
                model_id TEXT NOT NULL REFERENCES ml_models (model_id),
                ad_id TEXT NOT NULL,
                goal TEXT NOT NULL,
                predicted_at BIGINT NOT NULL,
                first_day BIGINT NOT NULL,
                target DOUBLE PRECISION NOT NULL CHECK (target > 0),
                probability DOUBLE PRECISION NOT NULL CHECK (probability BETWEEN 0 AND 1),
                rules_probability DOUBLE PRECISION NOT NULL CHECK (rules_probability BETWEEN 0 AND 1),
                confident BIGINT NOT NULL CHECK (confident IN (0, 1)),
                prediction TEXT NOT NULL,
                outcome_at BIGINT,
                outcome_spend BIGINT,
                outcome_events DOUBLE PRECISION,
                outcome_revenue BIGINT,
                met_target BIGINT CHECK (met_target IN (0, 1)),
                CHECK ((outcome_at IS NULL) = (outcome_spend IS NULL)),
                CHECK ((outcome_at IS NULL) = (outcome_events IS NULL)),
                CHECK ((outcome_at IS NULL) = (outcome_revenue IS NULL)),
                CHECK (met_target IS NULL OR outcome_at IS NOT NULL)
            )
            """,
            "CREATE UNIQUE INDEX ml_predictions_of_a_day ON ml_predictions (account_id, first_day, ad_id, model_id)",
            "CREATE INDEX ml_predictions_open ON ml_predictions (account_id, first_day) WHERE outcome_at IS NULL",
        ]
    }
}
