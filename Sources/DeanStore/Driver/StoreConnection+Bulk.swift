extension StoreConnection {
    /// Inserts rows; `rows` holds them one after the other, each as long as `columns`.
    func insert(into table: String, columns: [String], rows: [StoreValue], suffix: String = "") throws {
        let names = columns.joined(separator: ", ")
        let sql = "INSERT INTO \(table) (\(names)) VALUES (\(parameters(columns.count)))" + suffix
        try execute(sql, forEachOf: rows, width: columns.count)
    }

    /// Runs a statement that names some of `keys` in `IN (…)`, in pieces; returns how many rows it changed.
    ///
    /// `sql` receives the parameter list for the keys, which follow `arguments`.
    @discardableResult
    func execute(
        forEach keys: [StoreValue],
        after arguments: [StoreValue],
        _ sql: (_ list: String) -> String
    ) throws -> Int {
        var changed = 0
        var done = 0
        for size in [256, 16, 1] {
            let statement = sql(parameters(size, from: arguments.count + 1))
            while keys.count - done >= size {
                changed += try execute(statement, arguments + keys[done..<done + size])
                done += size
            }
        }
        return changed
    }
}

/// "$4, $5, $6" for a count of 3 from 4.
func parameters(_ count: Int, from first: Int = 1) -> String {
    (first..<first + count).map { "$\($0)" }.joined(separator: ", ")
}
