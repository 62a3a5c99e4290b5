/// Cuts the bytes of a CSV file into records.
struct CSVScanner {
    struct Record {
        var line: Int
        var content: Content
        var raw: String
    }

    enum Content {
        case fields([String])
        case broken(String)
    }

    private let bytes: ArraySlice<UInt8>
    private let delimiter: UInt8
    private var index: Int
    private var line = 1

    init(_ bytes: ArraySlice<UInt8>, delimiter: UInt8) {
        self.bytes = bytes
        self.delimiter = delimiter
        index = bytes.startIndex
    }

    /// The next record; nil at the end of the file.
    mutating func next() -> Record? {
        while index < bytes.endIndex, takeLineBreak() {}
        guard index < bytes.endIndex else { return nil }
        let start = index
        let firstLine = line
        var fields: [String] = []
        while true {
            switch takeField() {
            case .success(let field): fields.append(field)
            case .failure(let broken):
                // The record's own line is given up and what follows is read afresh, so that one stray quote does not
                // swallow the rest of the file.
                index = start
                line = firstLine
                skipLine()
                return Record(line: firstLine, content: .broken(broken.reason), raw: text(start..<index))
            }
            if index < bytes.endIndex, bytes[index] == delimiter {
                index += 1
                continue
            }
            let end = index
            _ = takeLineBreak()
            return Record(line: firstLine, content: .fields(fields), raw: text(start..<end))
        }
    }

    private struct Broken: Error {
        let reason: String
    }

    private mutating func takeField() -> Result<String, Broken> {
        guard index < bytes.endIndex, bytes[index] == UInt8(ascii: "\"") else {
            let start = index
            while index < bytes.endIndex, bytes[index] != delimiter, !isLineBreak(bytes[index]) { index += 1 }
            return .success(text(start..<index))
        }
        let openedOn = line
        index += 1
        var content: [UInt8] = []
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") {
                index += 1
                guard index < bytes.endIndex, bytes[index] == UInt8(ascii: "\"") else { return closed(content) }
            } else if byte == UInt8(ascii: "\n") {
                line += 1
            }
            content.append(byte)
            index += 1
        }
        return .failure(Broken(reason: "the quote that opens on line \(openedOn) never closes"))
    }

    private func closed(_ content: [UInt8]) -> Result<String, Broken> {
        guard index < bytes.endIndex, bytes[index] != delimiter, !isLineBreak(bytes[index]) else {
            return .success(String(decoding: content, as: UTF8.self))
        }
        return .failure(Broken(reason: "text after a closing quote; expected a separator (a quote inside is doubled)"))
    }

    private mutating func skipLine() {
        while index < bytes.endIndex, !isLineBreak(bytes[index]) { index += 1 }
    }

    private func isLineBreak(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }

    private mutating func takeLineBreak() -> Bool {
        guard index < bytes.endIndex, isLineBreak(bytes[index]) else { return false }
        let carriageReturn = bytes[index] == UInt8(ascii: "\r")
        index += 1
        if carriageReturn, index < bytes.endIndex, bytes[index] == UInt8(ascii: "\n") { index += 1 }
        line += 1
        return true
    }

    private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}
