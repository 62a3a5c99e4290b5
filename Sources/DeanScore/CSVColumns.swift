import Foundation

/// The columns that a command takes, found in a header by their names.
struct CSVColumns {
    private let places: [String: Int]

    /// In strict use a column that is neither required nor optional is an error: a misspelt optional column would
    /// otherwise silently change what is computed.
    init(
        _ header: [String],
        required: [String],
        optional: [String] = [],
        strict: Bool = true
    ) throws(ScoreError) {
        places = Dictionary(uniqueKeysWithValues: header.enumerated().map { ($1, $0) })
        let missing = required.filter { !header.contains($0) }
        guard missing.isEmpty else {
            throw .malformed(
                line: 1,
                "no column \(missing.joined(separator: ", ")); the header must be \(required.joined(separator: ","))"
            )
        }
        let unknown = header.filter { !required.contains($0) && !optional.contains($0) }
        guard !strict || unknown.isEmpty else {
            let known = (required + optional).joined(separator: ", ")
            throw .malformed(
                line: 1,
                "unknown column \(unknown.joined(separator: ", ")); remove it, or rename it to one of \(known)"
            )
        }
    }

    func has(_ column: String) -> Bool { places[column] != nil }

    func text(_ column: String, of record: CSVRecord) -> String { record.fields[places[column] ?? 0] }

    /// A name: anything but nothing.
    func name(_ column: String, of record: CSVRecord) throws(ScoreError) -> String {
        let text = text(column, of: record)
        guard !text.isEmpty else {
            throw .malformed(line: record.line, column: column, "empty; every row needs one")
        }
        return text
    }

    func number(_ column: String, of record: CSVRecord) throws(ScoreError) -> Double {
        let text = text(column, of: record)
        guard let value = Self.decimal(text) else {
            let shown = text.isEmpty ? "empty" : "\"\(text)\" is not a number"
            throw .malformed(
                line: record.line,
                column: column,
                "\(shown); expected a number such as 12.5, or leave the row out"
            )
        }
        return value
    }

    /// A number that is not below 0.
    func amount(_ column: String, of record: CSVRecord) throws(ScoreError) -> Double {
        let value = try number(column, of: record)
        guard value >= 0 else {
            throw .malformed(line: record.line, column: column, "\(text(column, of: record)) is below 0")
        }
        return value
    }

    /// A whole number from 0 on, small enough to be exact.
    func count(_ column: String, of record: CSVRecord) throws(ScoreError) -> Double {
        let value = try amount(column, of: record)
        guard value == value.rounded(), value <= 9_007_199_254_740_992 else {
            throw .malformed(
                line: record.line,
                column: column,
                "\(text(column, of: record)) is not a count; expected a whole number up to 9007199254740992"
            )
        }
        return value
    }

    private static let powers: [Double] = (0...22).map { pow(10, Double($0)) }

    /// A decimal number with an optional exponent; nothing else that a C library would take (nan, inf, hexadecimal).
    static func decimal(_ text: String) -> Double? {
        var digits: UInt64 = 0
        var seen = 0
        var fraction = 0
        var inFraction = false
        var negative = false
        for (index, byte) in text.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                seen += 1
                if inFraction { fraction += 1 }
                if seen <= 18 { digits = digits * 10 + UInt64(byte - UInt8(ascii: "0")) }
            case UInt8(ascii: "."):
                guard !inFraction else { return nil }
                inFraction = true
            case UInt8(ascii: "-"), UInt8(ascii: "+"):
                guard index == 0 else { return general(text) }
                negative = byte == UInt8(ascii: "-")
            default: return general(text)
            }
        }
        guard seen > 0 else { return nil }
        // Both parts are exact doubles, so one division rounds correctly (Clinger 1990).
        guard seen <= 18, digits < 1 << 53, fraction <= 22 else { return general(text) }
        let value = Double(digits) / powers[fraction]
        return negative ? -value : value
    }

    private static func general(_ text: String) -> Double? {
        guard text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }), let value = Double(text), value.isFinite
        else { return nil }
        return value
    }
}
