package import DeanDomain

extension Store {
    /// Stores a model with its bytes.
    ///
    /// One that is `serving` takes the place of the one in force, which becomes `retired`.
    package func insert(_ model: LearnedModel, body: String) async throws {
        let values = try ModelColumns.values(model) + [.text(body)]
        try await write("storing the model \(model.id)") {
            if model.state == .serving {
                try $0.execute(
                    """
                    UPDATE ml_models SET state = 'retired', reason = $3, state_since = $2
                    WHERE account_id = $1 AND state = 'serving'
                    """,
                    [.raw(model.account), .time(model.stateSince), .text("\(model.id) took its place")]
                )
            }
            try $0.insert(into: "ml_models", columns: ModelColumns.all + ["body"], rows: values)
        }
    }

    /// Moves a model from the state that the caller saw; false when it is not in that state any more.
    package func move(
        _ model: ModelID,
        from: LearnedModel.State,
        to: LearnedModel.State,
        reason: String,
        at: Timestamp
    ) async throws -> Bool {
        try await write("moving the model \(model) to \(to.rawValue)") {
            let changed = try $0.execute(
                """
                UPDATE ml_models SET state = $3, reason = $4, state_since = $5 WHERE model_id = $1 AND state = $2
                """,
                [.raw(model), .raw(from), .raw(to), .text(reason), .time(at)]
            )
            return changed == 1
        }
    }

    /// The models of an account, newest first; of all accounts when none is named.
    package func models(_ account: AccountID? = nil, limit: Int = 100) async throws -> [LearnedModel] {
        try await read("reading the models") {
            let filter = account == nil ? "" : "WHERE account_id = $2"
            return try $0.query(
                "\(ModelColumns.select) \(filter) ORDER BY trained_at DESC, model_id DESC LIMIT $1",
                [.number(limit)] + (account.map { [.raw($0)] } ?? [])
            ).map(ModelColumns.model)
        }
    }

    /// The model that was in force at a moment: the newest that began to serve before it, unless it had ended.
    package func servingModel(_ account: AccountID, asOf: Timestamp) async throws -> LearnedModel? {
        try await models(account).filter { model in
            model.trainedAt <= asOf
                && (model.state == .serving
                    || (model.state == .retired || model.state == .rolledBack) && model.stateSince > asOf)
        }.max { $0.trainedAt < $1.trainedAt }
    }

    /// A model's bytes; nil when it is not known or its bytes were let go.
    package func body(of model: ModelID) async throws -> String? {
        try await read("reading the bytes of \(model)") {
            try $0.query("SELECT body FROM ml_models WHERE model_id = $1", [.raw(model)]).first?.optionalText("body")
        }
    }

    /// Lets go of the bytes of all but the newest `count` models and the one in force; their rows stay.
    @discardableResult
    package func dropBodies(of account: AccountID, keeping count: Int) async throws -> Int {
        try await write("letting go of old models of \(account)") {
            try $0.execute(
                """
                UPDATE ml_models SET body = NULL
                WHERE account_id = $1 AND body IS NOT NULL AND state <> 'serving' AND model_id NOT IN (
                    SELECT model_id FROM ml_models WHERE account_id = $1 ORDER BY trained_at DESC, model_id DESC
                    LIMIT $2)
                """,
                [.raw(account), .number(count)]
            )
        }
    }
}

private enum ModelColumns {
    static let all = [
        "model_id", "account_id", "trained_at", "first_day", "last_day", "row_count", "ad_count", "features",
        "parameters", "scores", "state", "reason", "state_since",
    ]

    static let select = "SELECT \(all.joined(separator: ", ")) FROM ml_models"

    static func values(_ model: LearnedModel) throws -> [StoreValue] {
        [
            .raw(model.id), .raw(model.account), .time(model.trainedAt), .day(model.firstDay), .day(model.lastDay),
            .number(model.rows), .number(model.ads), .text(try StoreJSON.encode(model.features)),
            .text(model.parameters), .text(try StoreJSON.encode(model.scores)), .raw(model.state), .text(model.reason),
            .time(model.stateSince),
        ]
    }

    static func model(_ row: StoreRow) throws -> LearnedModel {
        LearnedModel(
            id: try row.raw("model_id"),
            account: try row.raw("account_id"),
            trainedAt: try row.time("trained_at"),
            firstDay: AccountDay(ordinal: try row.number("first_day")),
            lastDay: AccountDay(ordinal: try row.number("last_day")),
            rows: try row.number("row_count"),
            ads: try row.number("ad_count"),
            features: try row.json("features"),
            parameters: try row.text("parameters"),
            scores: try row.json("scores"),
            state: try row.raw("state"),
            reason: try row.text("reason"),
            stateSince: try row.time("state_since")
        )
    }
}
