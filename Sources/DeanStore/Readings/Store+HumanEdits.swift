package import DeanDomain

/// A change that a person made at Meta itself.
package struct HumanEdit: Sendable, Hashable {
    package var object: ObjectID
    package var at: Timestamp
    /// What was changed, in words: "update_ad_set_budget by Ada".
    package var what: String

    package init(object: ObjectID, at: Timestamp, what: String) {
        self.object = object
        self.at = at
        self.what = what
    }
}

extension Store {
    /// Records edits; one that is known already is left alone.
    package func recordHumanEdits(_ edits: [HumanEdit], account: AccountID) async throws {
        try await write("recording \(edits.count) edits by people in \(account)") {
            try $0.insert(
                into: "human_edits",
                columns: ["account_id", "object_id", "edited_at", "what"],
                rows: edits.flatMap { [.raw(account), .raw($0.object), .time($0.at), .text($0.what)] },
                suffix: " ON CONFLICT (account_id, object_id, edited_at, what) DO NOTHING"
            )
        }
    }

    /// When a person last changed each object, of the changes since `since` (and until `asOf`, where given).
    package func humanEdits(
        _ account: AccountID,
        since: Timestamp,
        asOf: Timestamp? = nil
    ) async throws -> [ObjectID: Timestamp] {
        try await read("reading the edits by people in \(account)") {
            let edits = try $0.query(
                """
                SELECT object_id, MAX(edited_at) AS edited_at FROM human_edits
                WHERE account_id = $1 AND edited_at BETWEEN $2 AND $3 GROUP BY object_id
                """,
                [.raw(account), .time(since), .time(asOf ?? .endOfTime)]
            ).map { (try $0.raw("object_id") as ObjectID, try $0.time("edited_at")) }
            return Dictionary(uniqueKeysWithValues: edits)
        }
    }
}

extension Timestamp {
    /// Later than anything stored.
    static let endOfTime = Timestamp(seconds: .max)
}
