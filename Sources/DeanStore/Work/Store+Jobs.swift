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
        let lock = driver.dialect.claimLock
        return try await write("claiming a job") {
            try $0.query(
                """
                UPDATE jobs SET state = 'running', owner = $1, lease_until = $2, attempts = attempts + 1
                WHERE job_id = (
                    SELECT job_id FROM jobs
                    WHERE kind IN (\(parameters(kinds.count, from: 4)))
                        AND ((state = 'ready' AND run_at <= $3) OR (state = 'running' AND lease_until <= $3))
                    ORDER BY priority DESC, run_at, job_id LIMIT 1 \(lock))
                RETURNING \(Job.columns)
                """,
                [.text(owner), .time(now + lease), .time(now)] + kinds.map { .text($0) }
            ).first.map(Job.init)
        }
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
            let counts = try $0.query("SELECT state, COUNT(*) AS n FROM jobs GROUP BY state")
                .map { (try $0.raw("state") as JobState, try $0.number("n")) }
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
