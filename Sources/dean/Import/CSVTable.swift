/// A CSV file (RFC 4180) with a header: commas, semicolons or tabs, quoted fields that may hold all of these and line
/// breaks, LF or CRLF, with or without a byte order mark.
///
/// Lines that are no records (a quote that never closes, too many or too few fields) are kept apart with their text;
/// the records around them are not lost.
struct CSVTable: Sendable {
    let header: [String]
    let delimiter: UInt8
    private(set) var rows: [Row] = []
    private(set) var malformed: [Malformed] = []

    struct Row: Sendable, Hashable {
        /// Where the record begins in the file, from 1.
        var line: Int
        var fields: [String]
        var raw: String
    }

    struct Malformed: Sendable, Hashable {
        var line: Int
        var reason: String
        var raw: String
    }

    init(_ bytes: some Collection<UInt8>) throws(ImportError) {
        var bytes = ArraySlice(bytes)
        if bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff]) {
            throw ImportError(.encoding, "the file is UTF-16; save it as CSV in UTF-8")
        }
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { bytes = bytes.dropFirst(3) }
        delimiter = Self.delimiter(ofHeaderIn: bytes)
        var scanner = CSVScanner(bytes, delimiter: delimiter)
        guard let first = scanner.next() else { throw ImportError(.empty, "the file is empty; expected a header line") }
        guard case .fields(let names) = first.content else {
            throw ImportError(.header, "line 1: the header has a quote that never closes")
        }
        header = names.map { $0.trimmed }
        while let record = scanner.next() { add(record) }
    }

    private mutating func add(_ record: CSVScanner.Record) {
        switch record.content {
        case .broken(let reason):
            malformed.append(Malformed(line: record.line, reason: reason, raw: record.raw))
        case .fields(let fields) where fields.count == header.count:
            rows.append(Row(line: record.line, fields: fields, raw: record.raw))
        case .fields(let fields) where fields.allSatisfy(\.isEmpty):
            break
        case .fields(let fields):
            let reason = "\(fields.count) fields, expected \(header.count) as in the header"
            malformed.append(Malformed(line: record.line, reason: reason, raw: record.raw))
        }
    }

    /// The candidate that stands most often in the header outside quotes.
    private static func delimiter(ofHeaderIn bytes: ArraySlice<UInt8>) -> UInt8 {
        var counts: [UInt8: Int] = [:]
        var quoted = false
        for byte in bytes {
            if byte == UInt8(ascii: "\"") {
                quoted.toggle()
            } else if !quoted {
                if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
                counts[byte, default: 0] += 1
            }
        }
        let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
        var best = candidates[0]
        for candidate in candidates where counts[candidate, default: 0] > counts[best, default: 0] { best = candidate }
        return best
    }
}

extension String {
    /// Without blanks at both ends, the no-break space that spreadsheets write included.
    var trimmed: String {
        let scalars = unicodeScalars.drop { $0.properties.isWhitespace }
        guard let last = scalars.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
        return String(scalars[...last])
    }
}
