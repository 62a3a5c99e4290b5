package import DeanDomain

/// Work to be enqueued.
package struct NewJob: Sendable, Hashable {
    /// Which worker takes it.
    package var kind: String
    /// JSON that the worker of this kind reads.
    package var payload: String
    /// A job with the key of one that is stored already is not enqueued again, even when that one is done.
    package var uniqueKey: String?
    package var runAt: Timestamp
    /// Higher goes first.
    package var priority: Int
    package var accountID: AccountID?

    package init(
        kind: String,
        payload: String = "{}",
        uniqueKey: String? = nil,
        runAt: Timestamp,
        priority: Int = 0,
        accountID: AccountID? = nil
    ) {
        self.kind = kind
        self.payload = payload
        self.uniqueKey = uniqueKey
        self.runAt = runAt
        self.priority = priority
        self.accountID = accountID
    }
}

/// A job in the hands of the worker that claimed it.
package struct Job: Sendable, Hashable {
    package let id: Int64
    package let kind: String
    package let payload: String
    package let uniqueKey: String?
    package let accountID: AccountID?
    package let priority: Int
    package let runAt: Timestamp
    /// How often it was claimed, this time included.
    ///
    /// Only grows, so it fences: a worker whose claim was passed on cannot end the job any more.
    package let attempts: Int
    package let owner: String
    package let leaseUntil: Timestamp
    /// What the attempt before this one said.
    package let error: String?

    static let columns = """
        job_id, kind, payload, unique_key, account_id, priority, run_at, attempts, owner, lease_until, error
        """

    init(_ row: StoreRow) throws {
        id = try row.integer("job_id")
        kind = try row.text("kind")
        payload = try row.text("payload")
        uniqueKey = try row.optionalText("unique_key")
        accountID = try row.optionalRaw("account_id")
        priority = try row.number("priority")
        runAt = try row.time("run_at")
        attempts = try row.number("attempts")
        owner = try row.text("owner")
        leaseUntil = try row.time("lease_until")
        error = try row.optionalText("error")
    }
}

package enum JobState: String, Sendable, CaseIterable {
    case ready
    case running
    case done
    /// Given up; kept for people to see.
    case dead
}
