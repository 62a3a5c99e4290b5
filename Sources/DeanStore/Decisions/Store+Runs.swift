package import DeanDomain

extension Store {
    package func insert(_ run: Run) async throws {
        let columns = try RunColumns.values(run)
        try await write("storing the run \(run.id)") {
            try $0.insert(into: "automation_runs", columns: RunColumns.all, rows: columns)
        }
    }

    /// Stores all of the run as it now stands; throws `conflict` when it was never inserted.
    package func update(_ run: Run) async throws {
        let values = try RunColumns.values(run)
        let assignments = RunColumns.all.enumerated().dropFirst().map { "\($1) = $\($0 + 1)" }
        try await write("updating the run \(run.id)") {
            let changed = try $0.execute(
                "UPDATE automation_runs SET \(assignments.joined(separator: ", ")) WHERE run_id = $1",
                values
            )
            guard changed == 1 else { throw StoreError(.conflict, "there is no such run") }
        }
    }

    package func run(_ id: RunID) async throws -> Run? {
        try await read("reading the run \(id)") {
            try $0.query("\(RunColumns.select) WHERE run_id = $1", [.raw(id)]).first.map(RunColumns.run)
        }
    }

    /// The newest runs, newest first; of all accounts when none is named.
    package func runs(_ account: AccountID? = nil, limit: Int) async throws -> [Run] {
        try await read("reading the runs") {
            let order = "ORDER BY started_at DESC, run_id DESC LIMIT $1"
            let rows =
                if let account {
                    try $0.query(
                        "\(RunColumns.select) WHERE account_id = $2 \(order)",
                        [.number(limit), .raw(account)]
                    )
                } else {
                    try $0.query("\(RunColumns.select) \(order)", [.number(limit)])
                }
            return try rows.map(RunColumns.run)
        }
    }

    /// Runs that began and did not end, oldest first: under way, or cut off with their process.
    package func unfinishedRuns() async throws -> [Run] {
        try await read("reading the unfinished runs") {
            try $0.query("\(RunColumns.select) WHERE status = 'running' ORDER BY started_at, run_id")
                .map(RunColumns.run)
        }
    }
}

private enum RunColumns {
    static let all = [
        "run_id", "account_id", "triggered_by", "requested_by", "dry_run", "goal", "autonomy", "started_at", "ended_at",
        "status", "tier", "counts", "errors", "anomalies", "configuration",
        "report",
    ]

    static let select = "SELECT \(all.joined(separator: ", ")) FROM automation_runs"

    static func values(_ run: Run) throws -> [StoreValue] {
        [
            .raw(run.id), .raw(run.accountID), .raw(run.trigger), .raw(run.requestedBy), .flag(run.dryRun),
            .raw(run.goal), .raw(run.autonomy), .time(run.startedAt), .time(run.endedAt), .raw(run.status),
            .raw(run.tier), .text(try StoreJSON.encode(run.counts)), .text(try StoreJSON.encode(run.errors)),
            .text(try StoreJSON.encode(run.anomalies)), .text(run.configuration),
            .string(run.report),
        ]
    }

    static func run(_ row: StoreRow) throws -> Run {
        Run(
            id: try row.raw("run_id"),
            accountID: try row.raw("account_id"),
            trigger: try row.raw("triggered_by"),
            requestedBy: try row.optionalRaw("requested_by"),
            dryRun: try row.flag("dry_run"),
            goal: try row.optionalRaw("goal"),
            autonomy: try row.raw("autonomy"),
            startedAt: try row.time("started_at"),
            endedAt: try row.optionalTime("ended_at"),
            status: try row.raw("status"),
            tier: try row.optionalRaw("tier"),
            counts: try row.json("counts"),
            errors: try row.json("errors"),
            anomalies: try row.json("anomalies"),
            configuration: try row.text("configuration"),
            report: try row.optionalText("report")
        )
    }
}
