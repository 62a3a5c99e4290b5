package import DeanDomain

/// The rows of one query, kept in one flat array so that hundreds of thousands of them stay cheap.
package final class StoreRows: Sendable, RandomAccessCollection {
    package let columns: [String]
    private let cells: [StoreValue]
    private let positions: [String: Int]

    /// `cells` holds the rows one after the other, each as long as `columns`.
    package init(columns: [String], cells: [StoreValue]) {
        self.columns = columns
        self.cells = cells
        positions = Dictionary(columns.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    package var startIndex: Int { 0 }
    package var endIndex: Int { columns.isEmpty ? 0 : cells.count / columns.count }
    package subscript(position: Int) -> StoreRow { StoreRow(rows: self, start: position * columns.count) }

    fileprivate func cell(_ index: Int) -> StoreValue { cells[index] }

    fileprivate func position(of column: String) throws -> Int {
        guard let position = positions[column] else {
            throw StoreError(.corrupt, "the row has no column \(column), only \(columns.joined(separator: ", "))")
        }
        return position
    }
}

/// One row.
///
/// Columns are read by position on hot paths, by name elsewhere; a value of another type than asked for is
/// `StoreError.Code.corrupt`, never a zero.
package struct StoreRow: Sendable {
    fileprivate let rows: StoreRows
    fileprivate let start: Int

    package subscript(column: Int) -> StoreValue { rows.cell(start + column) }

    package func integer(_ column: Int) throws -> Int64 {
        guard case .integer(let value) = self[column] else { throw mismatch(column, "an integer") }
        return value
    }

    package func real(_ column: Int) throws -> Double {
        switch self[column] {
        case .real(let value): return value
        case .integer(let value): return Double(value)
        case .null, .text: throw mismatch(column, "a number")
        }
    }

    package func text(_ column: Int) throws -> String {
        guard case .text(let value) = self[column] else { throw mismatch(column, "text") }
        return value
    }

    package func isNull(_ column: Int) -> Bool { self[column] == .null }

    private func mismatch(_ column: Int, _ expected: String) -> StoreError {
        StoreError(.corrupt, "expected \(expected) in column \(rows.columns[column]), found \(self[column])")
    }
}

extension StoreRow {
    package func integer(_ column: String) throws -> Int64 { try integer(rows.position(of: column)) }
    package func number(_ column: String) throws -> Int { Int(try integer(column)) }
    package func real(_ column: String) throws -> Double { try real(rows.position(of: column)) }
    package func text(_ column: String) throws -> String { try text(rows.position(of: column)) }
    package func flag(_ column: String) throws -> Bool { try integer(column) != 0 }
    package func time(_ column: String) throws -> Timestamp { Timestamp(seconds: try integer(column)) }
    package func isNull(_ column: String) throws -> Bool { isNull(try rows.position(of: column)) }

    package func optionalText(_ column: String) throws -> String? { try isNull(column) ? nil : text(column) }
    package func optionalNumber(_ column: String) throws -> Int? { try isNull(column) ? nil : number(column) }
    package func optionalReal(_ column: String) throws -> Double? { try isNull(column) ? nil : real(column) }
    package func optionalTime(_ column: String) throws -> Timestamp? { try isNull(column) ? nil : time(column) }

    /// An identifier, or an enumeration with text for its raw values.
    package func raw<R: RawRepresentable>(_ column: String) throws -> R where R.RawValue == String {
        let text = try text(column)
        guard let value = R(rawValue: text) else {
            throw StoreError(.corrupt, "\(column) holds \(text), which is no \(R.self)")
        }
        return value
    }

    package func optionalRaw<R: RawRepresentable>(_ column: String) throws -> R? where R.RawValue == String {
        if try isNull(column) { return nil }
        let value: R = try raw(column)
        return value
    }

    package func json<T: Decodable>(_ column: String) throws -> T {
        try StoreJSON.decode(T.self, from: try text(column))
    }
}
