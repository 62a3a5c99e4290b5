package import DeanDomain

extension Store {
    /// Enqueues jobs, one transaction, and returns how many were new.
    @discardableResult
    package func enqueue(_ jobs: [NewJob]) async throws -> Int {
        try await write("enqueueing \(jobs.count) jobs") { try $0.enqueue(jobs) }
    }

    /// Takes the due job of the highest priority, the longest due first, for `owner` until the lease runs out.
    ///
    /// A job whose worker let its lease run out counts as due again.
    package func claimJob(
        kinds: [String],
        owner: String,
        now: Timestamp,
        lease: TimeSpan
    ) async throws -> Job? {
        guard !kinds.isEmpty else { return nil }
        let sql = Self.claimStatement(kinds: kinds.count, lock: driver.dialect.claimLock)
        return try await write("claiming a job") {
            try $0.query(
                sql,
                [.text(owner), .time(now + lease), .time(now)] + kinds.map { .text($0) }
            ).first.map(Job.init)
        }
    }

    /// The first of each kind's due jobs and the first of those whose lease ran out, and of these the first.
    ///
    /// Each is one step into an index of its own, so that a claim costs the same however many jobs wait: over all due
    /// jobs at once a claim sorts the whole backlog.
    package static func claimStatement(kinds: Int, lock: String) -> String {
        func first(_ name: String, _ filter: String) -> String {
            """
            SELECT * FROM (
                SELECT job_id, priority, run_at FROM jobs WHERE \(filter)
                ORDER BY priority DESC, run_at, job_id LIMIT 1 \(lock)) AS \(name)
            """
        }
        let due = (0..<kinds).map { first("due\($0)", "state = 'ready' AND kind = $\($0 + 4) AND run_at <= $3") }
        let lapsed = first(
            "lapsed",
            "state = 'running' AND lease_until <= $3 AND kind IN (\(parameters(kinds, from: 4)))"
        )
        return """
            UPDATE jobs SET state = 'running', owner = $1, lease_until = $2, attempts = attempts + 1
            WHERE job_id = (
                SELECT job_id FROM (\((due + [lapsed]).joined(separator: " UNION ALL "))) AS candidates
                ORDER BY priority DESC, run_at, job_id LIMIT 1)
            RETURNING \(Job.columns)
            """
    }

    /// Prolongs the worker's claim; false when the job is no longer its own.
    package func renew(_ job: Job, now: Timestamp, lease: TimeSpan) async throws -> Bool {
        try await update(job, "renewing", "lease_until = $3", [.time(now + lease)])
    }

    /// Ends the job well; false when it is no longer the worker's own.
    @discardableResult
    package func complete(_ job: Job, at: Timestamp) async throws -> Bool {
        try await update(
            job,
            "completing",
            "state = 'done', owner = NULL, lease_until = NULL, error = NULL, finished_at = $3",
            [.time(at)]
        )
    }

    /// Gives the job back to be done again from `at` on; false when it is no longer the worker's own.
    @discardableResult
    package func retry(_ job: Job, at: Timestamp, error: String) async throws -> Bool {
        try await update(
            job,
            "giving back",
            "state = 'ready', owner = NULL, lease_until = NULL, run_at = $3, error = $4",
            [.time(at), .text(error)]
        )
    }

    /// Gives the job up for good; false when it is no longer the worker's own.
    @discardableResult
    package func fail(_ job: Job, error: String, at: Timestamp) async throws -> Bool {
        try await update(
            job,
            "giving up",
            "state = 'dead', owner = NULL, lease_until = NULL, error = $4, finished_at = $3",
            [.time(at), .text(error)]
        )
    }

    package func jobCounts() async throws -> [JobState: Int] {
        try await read("counting the jobs") {
            // In halves, each by an index that holds the state: the rows themselves carry their payloads.
            let counts = try $0.query(
                """
                SELECT state, COUNT(*) AS n FROM jobs WHERE finished_at IS NOT NULL GROUP BY state
                UNION ALL SELECT 'ready', COUNT(*) FROM jobs WHERE state = 'ready'
                UNION ALL SELECT 'running', COUNT(*) FROM jobs WHERE state = 'running'
                """
            ).map { (try $0.raw("state") as JobState, try $0.number("n")) }.filter { $0.1 > 0 }
            return Dictionary(uniqueKeysWithValues: counts)
        }
    }

    /// Deletes jobs that ended, and events that were seen, before `moment`; returns how many rows went.
    @discardableResult
    package func prune(before moment: Timestamp) async throws -> Int {
        try await write("pruning what ended before \(moment)") {
            try $0.execute("DELETE FROM jobs WHERE finished_at < $1", [.time(moment)])
                + $0.execute("DELETE FROM seen_events WHERE seen_at < $1", [.time(moment)])
        }
    }

    /// `assignments` take their values from $3 on.
    private func update(
        _ job: Job,
        _ doing: String,
        _ assignments: String,
        _ values: [StoreValue]
    ) async throws -> Bool {
        try await write("\(doing) the job \(job.id)") {
            let changed = try $0.execute(
                "UPDATE jobs SET \(assignments) WHERE job_id = $1 AND attempts = $2 AND state = 'running'",
                [.integer(job.id), .number(job.attempts)] + values
            )
            return changed == 1
        }
    }
}

extension StoreConnection {
    @discardableResult
    func enqueue(_ jobs: [NewJob]) throws -> Int {
        var inserted = 0
        for job in jobs {
            inserted += try execute(
                """
                INSERT INTO jobs (kind, payload, unique_key, account_id, priority, run_at, state)
                VALUES ($1, $2, $3, $4, $5, $6, 'ready') ON CONFLICT (unique_key) DO NOTHING
                """,
                [
                    .text(job.kind), .text(job.payload), .string(job.uniqueKey), .raw(job.accountID),
                    .number(job.priority), .time(job.runAt),
                ]
            )
        }
        return inserted
    }
}
