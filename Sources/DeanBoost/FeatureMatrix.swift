/// Rows of features, row by row in one array; NaN is a value that is not known.
package struct FeatureMatrix: Sendable, Hashable {
    package let columns: Int
    package private(set) var values: [Float]

    package init(columns: Int, values: [Float] = []) {
        precondition(columns > 0 && values.count % columns == 0, "a matrix has whole rows")
        self.columns = columns
        self.values = values
    }

    package init(columns: Int, rows: some Sequence<[Float]>) {
        self.init(columns: columns)
        for row in rows { append(row) }
    }

    package var rows: Int { values.count / columns }

    package subscript(row: Int) -> ArraySlice<Float> { values[row * columns..<(row + 1) * columns] }

    package mutating func append(_ row: some Collection<Float>) {
        precondition(row.count == columns, "a row has \(columns) values")
        values.append(contentsOf: row)
    }

    /// The rows at these positions, in this order; one may come several times.
    package func rows(at indices: some Sequence<Int>) -> FeatureMatrix {
        var chosen = FeatureMatrix(columns: columns)
        for index in indices { chosen.values.append(contentsOf: self[index]) }
        return chosen
    }
}
