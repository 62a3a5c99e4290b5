package import DeanDomain

extension Store {
    /// Records what a model says of each ad; the first word of a model on an ad and day stands.
    package func record(_ predictions: [RecordedPrediction]) async throws {
        var rows: [StoreValue] = []
        for one in predictions {
            rows += [
                .raw(one.account), .raw(one.prediction.model), .raw(one.ad), .raw(one.goal), .time(one.predictedAt),
                .day(one.firstDay), .real(one.target), .real(one.prediction.probabilityOfTarget),
                .real(one.prediction.rulesProbability), .flag(one.prediction.isConfident),
                .text(try StoreJSON.encode(one.prediction)),
            ]
        }
        try await write("recording \(predictions.count) predictions") { [rows] in
            try $0.insert(
                into: "ml_predictions",
                columns: Self.predictionColumns,
                rows: rows,
                suffix: " ON CONFLICT (account_id, first_day, ad_id, model_id) DO NOTHING"
            )
        }
    }

    /// Whether a model's predictions for the days from `firstDay` on are recorded already.
    package func hasPredictions(_ account: AccountID, of model: ModelID, from firstDay: AccountDay) async throws -> Bool
    {
        try await read("looking for predictions of \(account)") {
            try !$0.query(
                "SELECT 1 FROM ml_predictions WHERE account_id = $1 AND first_day = $2 AND model_id = $3 LIMIT 1",
                [.raw(account), .day(firstDay), .raw(model)]
            ).isEmpty
        }
    }

    /// Predictions whose first day lies in `days`, by day and ad; those with an outcome only, or those without.
    package func predictions(
        _ account: AccountID,
        firstDays days: ClosedRange<AccountDay>,
        withOutcome: Bool
    ) async throws -> [RecordedPrediction] {
        try await read("reading the predictions of \(account)") {
            try $0.query(
                """
                SELECT account_id, ad_id, goal, predicted_at, first_day, target, prediction, outcome_at, outcome_spend,
                    outcome_events, outcome_revenue, met_target
                FROM ml_predictions
                WHERE account_id = $1 AND first_day BETWEEN $2 AND $3
                    AND outcome_at IS \(withOutcome ? "NOT NULL" : "NULL")
                ORDER BY first_day, ad_id, model_id
                """,
                [.raw(account), .day(days.lowerBound), .day(days.upperBound)]
            ).map(Self.prediction)
        }
    }

    /// Writes what came of an ad's seven days beside every prediction about them.
    ///
    /// An outcome that stands is not changed.
    package func record(
        _ outcomes: [(ad: ObjectID, firstDay: AccountDay, target: Double, outcome: RecordedPrediction.Outcome)],
        account: AccountID
    ) async throws {
        let values = outcomes.map { one -> [StoreValue] in
            [
                .raw(account), .raw(one.ad), .day(one.firstDay), .time(one.outcome.at), .number(one.outcome.spend),
                .real(one.outcome.events), .number(one.outcome.revenue),
                one.outcome.metTarget.map { .flag($0) } ?? .null, .real(one.target),
            ]
        }
        try await write("recording the outcomes of \(outcomes.count) predictions") {
            for row in values {
                try $0.execute(
                    """
                    UPDATE ml_predictions SET outcome_at = $4, outcome_spend = $5, outcome_events = $6,
                        outcome_revenue = $7, met_target = $8
                    WHERE account_id = $1 AND ad_id = $2 AND first_day = $3 AND target = $9 AND outcome_at IS NULL
                    """,
                    row
                )
            }
        }
    }

    /// Deletes predictions about days before `day`; returns how many went.
    @discardableResult
    package func prunePredictions(_ account: AccountID, before day: AccountDay) async throws -> Int {
        try await write("pruning the predictions of \(account)") {
            try $0.execute(
                "DELETE FROM ml_predictions WHERE account_id = $1 AND first_day < $2",
                [.raw(account), .day(day)]
            )
        }
    }

    private static let predictionColumns = [
        "account_id", "model_id", "ad_id", "goal", "predicted_at", "first_day", "target", "probability",
        "rules_probability", "confident", "prediction",
    ]

    private static func prediction(_ row: StoreRow) throws -> RecordedPrediction {
        var outcome: RecordedPrediction.Outcome?
        if let at = try row.optionalTime("outcome_at") {
            outcome = RecordedPrediction.Outcome(
                at: at,
                spend: try row.integer("outcome_spend"),
                events: try row.real("outcome_events"),
                revenue: try row.integer("outcome_revenue"),
                metTarget: try row.isNull("met_target") ? nil : row.flag("met_target")
            )
        }
        return RecordedPrediction(
            account: try row.raw("account_id"),
            ad: try row.raw("ad_id"),
            goal: try row.raw("goal"),
            predictedAt: try row.time("predicted_at"),
            firstDay: AccountDay(ordinal: try row.number("first_day")),
            target: try row.real("target"),
            prediction: try row.json("prediction"),
            outcome: outcome
        )
    }
}
