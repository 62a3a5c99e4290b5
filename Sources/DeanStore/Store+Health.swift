extension Store {
    /// Throws when the database does not answer.
    package func ping() async throws {
        try await read("asking the database for a sign of life") { _ = try $0.query("SELECT 1") }
    }

    /// How many rows each table has; throws `rejected` when one is missing.
    package func tableCounts() async throws -> [String: Int] {
        try await read("counting the tables") {
            var counts: [String: Int] = [:]
            for table in Self.tables {
                counts[table] = try $0.query("SELECT COUNT(*) AS n FROM \(table)").first?.number("n")
            }
            return counts
        }
    }

    /// What is damaged, a sentence each; empty when all is sound.
    ///
    /// Reads the whole database.
    package func integrityCheck() async throws -> [String] {
        let checks = driver.dialect.integrityChecks
        return try await read("checking the database") { connection in
            try checks.flatMap { try connection.query($0).map { try $0.text(0) } }.filter { $0 != "ok" }
        }
    }

    static let tables = [
        "accounts", "snapshots", "ad_objects", "ad_lifecycle", "ad_creation_times", "performance_metrics",
        "time_series_data", "insight_coverage", "readings", "quarantine", "human_edits", "automation_runs", "plans",
        "automation_actions", "intents", "jobs", "leases", "slots", "messages", "settings", "stops",
        "optimization_audit", "seen_events", "ml_models", "ml_predictions", "model_validations", "fatigue_analysis",
        "performance_decay", "creative_intelligence", "creative_decisions", "winner_log",
    ]
}
