extension Store {
    /// Brings the schema up to date, one transaction a step, and returns the numbers of the steps it took.
    ///
    /// Throws `schemaTooNew`, having changed nothing, when a newer program has been at the database.
    @discardableResult
    package func migrate() async throws -> [Int] {
        try await migrate(through: Migration.newest)
    }

    /// Stops at an earlier step; the way tests get a database as an earlier version left it.
    @discardableResult
    package func migrate(through last: Int) async throws -> [Int] {
        try await prepareSchemaTable()
        var applied: [Int] = []
        for migration in Migration.all where migration.number <= last {
            let dialect = driver.dialect
            let done = try await write("migrating the schema to \(migration.number) (\(migration.name))") {
                // Read again inside: another process may be migrating as well.
                guard try Self.schemaVersion(on: $0) < migration.number else { return false }
                for statement in migration.statements(dialect) { try $0.execute(statement) }
                try $0.execute(
                    "INSERT INTO schema_migrations (number, name) VALUES ($1, $2)",
                    [.number(migration.number), .text(migration.name)]
                )
                return true
            }
            if done { applied.append(migration.number) }
        }
        return applied
    }

    /// The number of the newest step that the database has; 0 when there is no schema yet.
    package func schemaVersion() async throws -> Int {
        try await prepareSchemaTable()
        return try await read("reading the schema's version") { try Self.schemaVersion(on: $0) }
    }

    private func prepareSchemaTable() async throws {
        let version = try await write("reading the schema's version") {
            try $0.execute(
                "CREATE TABLE IF NOT EXISTS schema_migrations (number BIGINT PRIMARY KEY, name TEXT NOT NULL)"
            )
            return try Self.schemaVersion(on: $0)
        }
        guard version <= Migration.newest else {
            throw StoreError(
                .schemaTooNew,
                "the database has schema \(version) and this program knows schemas up to \(Migration.newest): "
                    + "start the newer version that wrote it, or restore a copy from before that version"
            )
        }
    }

    private static func schemaVersion(on connection: any StoreConnection) throws -> Int {
        let rows = try connection.query("SELECT COALESCE(MAX(number), 0) AS number FROM schema_migrations")
        return try rows.first?.number("number") ?? 0
    }
}
