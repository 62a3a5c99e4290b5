package import DeanDomain

extension Store {
    /// Stores writes before any of them is sent; survives a power loss.
    package func insert(intents: [Intent]) async throws {
        let values = try intents.flatMap(IntentColumns.values)
        try await write("storing \(intents.count) intents", durability: .full) {
            try $0.insert(into: "intents", columns: IntentColumns.all, rows: values)
        }
    }

    /// Stores where a write now stands; survives a power loss.
    ///
    /// Throws `conflict` when it was never inserted, or when it was confirmed or had failed: those are ends.
    package func save(_ intent: Intent) async throws {
        try await write("saving the intent \(intent.id) as \(intent.state.rawValue)", durability: .full) {
            let changed = try $0.execute(
                """
                UPDATE intents SET state = $1, sends = $2, result_id = $3, note = $4, updated_at = $5
                WHERE intent_id = $6 AND (state NOT IN ('confirmed', 'failed') OR state = $1)
                """,
                [
                    .raw(intent.state), .number(intent.sends), .raw(intent.resultID), .string(intent.note),
                    .time(intent.updatedAt), .raw(intent.id),
                ]
            )
            guard changed == 1 else { throw StoreError(.conflict, "there is no such intent, or it has ended") }
        }
    }

    package func intent(_ id: IntentID) async throws -> Intent? {
        try await intents("WHERE intent_id = $1", [.raw(id)]).first
    }

    /// In the order of the action's steps.
    package func intents(_ action: ActionID) async throws -> [Intent] {
        try await intents("WHERE action_id = $1", [.raw(action)])
    }

    /// Writes without a known end of actions that were begun; of all accounts when none is named.
    package func openIntents(_ account: AccountID? = nil) async throws -> [Intent] {
        try await intents(
            """
            WHERE state IN ('stored', 'sent', 'unknown') AND (account_id = $1 OR $1 = '')
                AND action_id IN (SELECT action_id FROM automation_actions WHERE status IN ('executing', 'unknown'))
            """,
            [.text(account?.rawValue ?? "")]
        )
    }

    private func intents(_ condition: String, _ arguments: [StoreValue]) async throws -> [Intent] {
        try await read("reading intents") {
            try $0.query(
                """
                SELECT \(IntentColumns.all.joined(separator: ", ")) FROM intents \(condition)
                ORDER BY action_id, step_index
                """,
                arguments
            ).map(IntentColumns.intent)
        }
    }
}

private enum IntentColumns {
    static let all = [
        "intent_id", "action_id", "account_id", "step_index", "step", "state", "sends", "result_id", "note",
        "updated_at",
    ]

    static func values(_ intent: Intent) throws -> [StoreValue] {
        [
            .raw(intent.id), .raw(intent.actionID), .raw(intent.accountID), .number(intent.stepIndex),
            .text(try StoreJSON.encode(intent.step)), .raw(intent.state), .number(intent.sends),
            .raw(intent.resultID), .string(intent.note), .time(intent.updatedAt),
        ]
    }

    static func intent(_ row: StoreRow) throws -> Intent {
        Intent(
            id: try row.raw("intent_id"),
            actionID: try row.raw("action_id"),
            accountID: try row.raw("account_id"),
            stepIndex: try row.number("step_index"),
            step: try row.json("step"),
            state: try row.raw("state"),
            sends: try row.number("sends"),
            resultID: try row.optionalRaw("result_id"),
            note: try row.optionalText("note"),
            updatedAt: try row.time("updated_at")
        )
    }
}
