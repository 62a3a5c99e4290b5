/// One row of a CSV file, and the line it begins on.
struct CSVRecord {
    let line: Int
    let fields: [String]
}

/// Reads RFC 4180 CSV strictly: UTF-8, a header, the same number of fields in every row.
///
/// Lines may end in LF or CRLF; a byte order mark and empty lines at the end are passed over. The bytes come in pieces
/// of any size, and no more of them is held than a piece and a record.
struct CSVReader {
    /// The next piece of the file; nil at its end.
    typealias Source = () throws(ScoreError) -> [UInt8]?

    private(set) var header: [String] = []
    private let source: Source
    private var bytes: [UInt8] = []
    private var isWhole = false
    private var offset = 0
    private var line = 1
    /// The first of the empty lines that end the file so far.
    private var emptyLine: Int?

    /// The byte order mark that some programs begin UTF-8 with.
    private static let mark: [UInt8] = [0xef, 0xbb, 0xbf]
    private static let quote = UInt8(ascii: "\"")
    private static let comma = UInt8(ascii: ",")
    private static let newline = UInt8(ascii: "\n")
    private static let carriage = UInt8(ascii: "\r")

    init(_ bytes: [UInt8]) throws(ScoreError) {
        var piece: [UInt8]? = bytes
        try self.init { () throws(ScoreError) in
            defer { piece = nil }
            return piece
        }
    }

    init(_ source: @escaping Source) throws(ScoreError) {
        self.source = source
        while !isWhole, bytes.count < Self.mark.count { try refill() }
        if bytes.starts(with: Self.mark) { offset = Self.mark.count }
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

    /// Takes as much again as is not read yet, so that a record of any length is read over only a few times.
    private mutating func refill() throws(ScoreError) {
        bytes.removeFirst(offset)
        offset = 0
        let wanted = 2 * bytes.count
        repeat {
            guard let piece = try source() else {
                isWhole = true
                return
            }
            bytes += piece
        } while bytes.count < wanted
    }

    private mutating func record() throws(ScoreError) -> CSVRecord? {
        while true {
            let start = (offset: offset, line: line, emptyLine: emptyLine)
            let attempt: Result<CSVRecord?, ScoreError>
            do throws(ScoreError) { attempt = .success(try bufferedRecord()) } catch { attempt = .failure(error) }
            // What reaches the end of the bytes at hand may go on in the next piece.
            if isWhole || offset + 1 < bytes.count { return try attempt.get() }
            (offset, line, emptyLine) = start
            try refill()
        }
    }

    private mutating func bufferedRecord() throws(ScoreError) -> CSVRecord? {
        while offset < bytes.count, endsLine(offset) {
            emptyLine = emptyLine ?? line
            passLineEnd()
        }
        guard offset < bytes.count else { return nil }
        if let emptyLine { throw .malformed(line: emptyLine, "the line is empty; remove it") }
        let start = line
        var fields: [String] = []
        fields.reserveCapacity(header.count)
        while true {
            fields.append(try field())
            guard offset < bytes.count else { break }
            guard bytes[offset] == Self.comma else {
                passLineEnd()
                break
            }
            offset += 1
        }
        return CSVRecord(line: start, fields: fields)
    }

    private mutating func passLineEnd() {
        if bytes[offset] == Self.carriage { offset += 1 }
        offset += 1
        line += 1
    }

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
            return try text(bytes[start..<offset], line: line)
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
        return try self.text(text, line: opened)
    }

    private func text(_ bytes: some Collection<UInt8>, line: Int) throws(ScoreError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .malformed(line: line, "the text is not UTF-8; save the file as UTF-8")
        }
        return text
    }
}
