package import DeanDomain

extension Store {
    package func insert(_ validation: ModelValidation) async throws {
        let target = validation.scores.target
        let values: [StoreValue] = [
            .text(validation.id), .raw(validation.account), .raw(validation.model), .raw(validation.kind),
            .time(validation.at), .day(validation.firstDay), .day(validation.lastDay), .number(target?.brier),
            .number(target?.rulesBrier), .number(target?.calibrationError),
            .text(try StoreJSON.encode(validation.scores)), .raw(validation.verdict), .text(validation.reason),
        ]
        try await write("storing the validation \(validation.id)") {
            try $0.insert(into: "model_validations", columns: Self.validationColumns, rows: values)
        }
    }

    /// The newest validations of an account, newest first; those known at a moment, where one is given.
    package func validations(
        _ account: AccountID,
        asOf: Timestamp? = nil,
        limit: Int = 20
    ) async throws -> [ModelValidation] {
        try await read("reading the validations of \(account)") {
            try $0.query(
                """
                SELECT \(Self.validationColumns.joined(separator: ", ")) FROM model_validations
                WHERE account_id = $1 AND validated_at <= $2
                ORDER BY validated_at DESC, validation_id DESC LIMIT $3
                """,
                [.raw(account), .time(asOf ?? .endOfTime), .number(limit)]
            ).map {
                ModelValidation(
                    id: try $0.text("validation_id"),
                    account: try $0.raw("account_id"),
                    model: try $0.raw("model_id"),
                    kind: try $0.raw("kind"),
                    at: try $0.time("validated_at"),
                    firstDay: AccountDay(ordinal: try $0.number("first_day")),
                    lastDay: AccountDay(ordinal: try $0.number("last_day")),
                    scores: try $0.json("scores"),
                    verdict: try $0.raw("verdict"),
                    reason: try $0.text("reason")
                )
            }
        }
    }

    private static let validationColumns = [
        "validation_id", "account_id", "model_id", "kind", "validated_at", "first_day", "last_day", "brier",
        "rules_brier", "calibration_error", "scores", "verdict", "reason",
    ]
}
