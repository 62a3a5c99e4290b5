/// One row of a CSV file, and the line it begins on.
struct CSVRecord {
    let line: Int
    let fields: [String]
}

/// Reads RFC 4180 CSV strictly: UTF-8, a header, the same number of fields in every row.
///
/// Lines may end in LF or CRLF; a byte order mark and empty lines at the end are passed over.
struct CSVReader {
    private(set) var header: [String] = []
    private let bytes: [UInt8]
    private var offset = 0
    private var line = 1

    private static let quote = UInt8(ascii: "\"")
    private static let comma = UInt8(ascii: ",")
    private static let newline = UInt8(ascii: "\n")
    private static let carriage = UInt8(ascii: "\r")

    init(_ bytes: [UInt8]) throws(ScoreError) {
        if let bad = Self.firstInvalid(bytes) {
            let line = bytes[..<bad].count { $0 == Self.newline } + 1
            throw .malformed(line: line, "the text is not UTF-8; save the file as UTF-8")
        }
        self.bytes = bytes
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { offset = 3 }
        guard let names = try record() else {
            throw .malformed(line: 1, "the file is empty; its first line must name the columns")
        }
        let repeated = names.fields.enumerated().first { names.fields[..<$0.offset].contains($0.element) }
        if let repeated {
            throw .malformed(line: 1, "column \"\(repeated.element)\" is there twice; keep one of the two")
        }
        header = names.fields
    }

    /// The next row; nil at the end.
    mutating func next() throws(ScoreError) -> CSVRecord? {
        guard let record = try record() else { return nil }
        guard record.fields.count == header.count else {
            throw .malformed(
                line: record.line,
                "\(record.fields.count) fields where the header names \(header.count) columns"
            )
        }
        return record
    }

    private mutating func record() throws(ScoreError) -> CSVRecord? {
        let start = line
        var fields: [String] = []
        fields.reserveCapacity(header.count)
        guard offset < bytes.count else { return nil }
        if lineIsEmpty {
            guard bytes[offset...].allSatisfy({ $0 == Self.newline || $0 == Self.carriage }) else {
                throw .malformed(line: line, "the line is empty; remove it")
            }
            offset = bytes.count
            return nil
        }
        while true {
            fields.append(try field())
            guard offset < bytes.count else { break }
            let separator = bytes[offset]
            offset += 1
            if separator == Self.comma { continue }
            if separator == Self.carriage { offset += 1 }
            line += 1
            break
        }
        return CSVRecord(line: start, fields: fields)
    }

    private var lineIsEmpty: Bool { endsLine(offset) }

    private func endsLine(_ index: Int) -> Bool {
        bytes[index] == Self.newline
            || (bytes[index] == Self.carriage && index + 1 < bytes.count && bytes[index + 1] == Self.newline)
    }

    private mutating func field() throws(ScoreError) -> String {
        guard offset < bytes.count, bytes[offset] == Self.quote else {
            let start = offset
            while offset < bytes.count, bytes[offset] != Self.comma, !endsLine(offset) {
                if bytes[offset] == Self.quote {
                    throw .malformed(line: line, "a quotation mark inside an unquoted field; quote the whole field")
                }
                offset += 1
            }
            return String(decoding: bytes[start..<offset], as: UTF8.self)
        }
        let opened = line
        var text: [UInt8] = []
        offset += 1
        while true {
            guard offset < bytes.count else {
                throw .malformed(line: opened, "a quoted field is never closed; add the missing quotation mark")
            }
            let byte = bytes[offset]
            offset += 1
            if byte == Self.newline { line += 1 }
            guard byte == Self.quote else {
                text.append(byte)
                continue
            }
            guard offset < bytes.count, bytes[offset] == Self.quote else { break }
            text.append(byte)
            offset += 1
        }
        guard offset == bytes.count || bytes[offset] == Self.comma || endsLine(offset) else {
            throw .malformed(line: line, "text after a closing quotation mark; put a comma between fields")
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The offset of the first byte that is not part of well-formed UTF-8.
    private static func firstInvalid(_ bytes: [UInt8]) -> Int? {
        guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var read = 0
        while true {
            switch decoder.decode(&iterator) {
            case .scalarValue(let scalar): read += UTF8.width(scalar)
            case .emptyInput, .error: return min(read, bytes.count)
            }
        }
    }
}
