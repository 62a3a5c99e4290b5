package import DeanDomain

/// A message in Slack that Dean keeps up to date.
package struct StoredMessage: Sendable, Hashable {
    package var id: String
    package var accountID: AccountID
    package var kind: String
    package var channel: String
    /// Slack's name of the message; nil until it was posted.
    package var ts: String?
    package var runID: RunID?
    package var planID: PlanID?
    /// Of the body last sent, so that an equal one is not sent again.
    package var bodyHash: String
    package var state: String
    package var updatedAt: Timestamp

    package init(
        id: String,
        accountID: AccountID,
        kind: String,
        channel: String,
        ts: String? = nil,
        runID: RunID? = nil,
        planID: PlanID? = nil,
        bodyHash: String,
        state: String,
        updatedAt: Timestamp
    ) {
        self.id = id
        self.accountID = accountID
        self.kind = kind
        self.channel = channel
        self.ts = ts
        self.runID = runID
        self.planID = planID
        self.bodyHash = bodyHash
        self.state = state
        self.updatedAt = updatedAt
    }
}

extension Store {
    /// Inserts the message, or stores all of it as it now stands.
    package func save(_ message: StoredMessage) async throws {
        try await write("storing the message \(message.id)") {
            try $0.execute(
                """
                INSERT INTO messages (\(MessageColumns.all)) VALUES (\(parameters(10)))
                ON CONFLICT (message_id) DO UPDATE SET account_id = excluded.account_id, kind = excluded.kind,
                    channel = excluded.channel, ts = excluded.ts, run_id = excluded.run_id,
                    plan_id = excluded.plan_id, body_hash = excluded.body_hash, state = excluded.state,
                    updated_at = excluded.updated_at
                """,
                MessageColumns.values(message)
            )
        }
    }

    package func message(_ id: String) async throws -> StoredMessage? {
        try await messages("WHERE message_id = $1", [.text(id)]).first
    }

    /// Newest first.
    package func messages(plan: PlanID) async throws -> [StoredMessage] {
        try await messages("WHERE plan_id = $1", [.raw(plan)])
    }

    /// Newest first.
    package func messages(run: RunID) async throws -> [StoredMessage] {
        try await messages("WHERE run_id = $1", [.raw(run)])
    }

    package func latestMessage(_ account: AccountID, kind: String) async throws -> StoredMessage? {
        try await messages("WHERE account_id = $1 AND kind = $2", [.raw(account), .text(kind)], limit: 1).first
    }

    private func messages(
        _ condition: String,
        _ arguments: [StoreValue],
        limit: Int? = nil
    ) async throws -> [StoredMessage] {
        try await read("reading messages") {
            try $0.query(
                """
                SELECT \(MessageColumns.all) FROM messages \(condition)
                ORDER BY updated_at DESC, message_id DESC \(limit.map { "LIMIT \($0)" } ?? "")
                """,
                arguments
            ).map(MessageColumns.message)
        }
    }
}

private enum MessageColumns {
    static let all = """
        message_id, account_id, kind, channel, ts, run_id, plan_id, body_hash, state, updated_at
        """

    static func values(_ message: StoredMessage) -> [StoreValue] {
        [
            .text(message.id), .raw(message.accountID), .text(message.kind), .text(message.channel),
            .string(message.ts), .raw(message.runID), .raw(message.planID), .text(message.bodyHash),
            .text(message.state), .time(message.updatedAt),
        ]
    }

    static func message(_ row: StoreRow) throws -> StoredMessage {
        StoredMessage(
            id: try row.text("message_id"),
            accountID: try row.raw("account_id"),
            kind: try row.text("kind"),
            channel: try row.text("channel"),
            ts: try row.optionalText("ts"),
            runID: try row.optionalRaw("run_id"),
            planID: try row.optionalRaw("plan_id"),
            bodyHash: try row.text("body_hash"),
            state: try row.text("state"),
            updatedAt: try row.time("updated_at")
        )
    }
}
