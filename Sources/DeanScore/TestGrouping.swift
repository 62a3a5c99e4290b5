/// Rows of a file grouped by test, in the order of the file.
struct TestGrouping<Row> {
    private(set) var tests: [(id: String, rows: [Row])] = []
    private var seen: Set<String> = []

    mutating func add(_ row: Row, test: String, line: Int) throws(ScoreError) {
        if tests.last?.id != test {
            guard seen.insert(test).inserted else {
                throw .malformed(
                    line: line,
                    column: "test_id",
                    "test \"\(test)\" comes again after another test; sort the file so that a test's rows stand together"
                )
            }
            tests.append((test, []))
        }
        tests[tests.count - 1].rows.append(row)
    }
}

/// Places of arms in the order of their first rows.
struct ArmOrder {
    private(set) var names: [String] = []
    private var places: [String: Int] = [:]

    mutating func place(_ name: String) -> Int {
        if let place = places[name] { return place }
        places[name] = names.count
        names.append(name)
        return names.count - 1
    }
}
