/// Collects CSV output, whole or a piece at a time.
struct CSVWriter {
    private(set) var bytes: [UInt8] = []

    /// Takes what has been collected so far, if it is at least so many bytes.
    mutating func take(atLeast size: Int) -> [UInt8]? {
        guard bytes.count >= size else { return nil }
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    init(header: String) {
        bytes.append(contentsOf: header.utf8)
        bytes.append(UInt8(ascii: "\n"))
    }

    /// A text, quoted where it must be.
    mutating func field(_ text: String) {
        let special: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r")]
        guard text.utf8.contains(where: special.contains) else {
            bytes.append(contentsOf: text.utf8)
            bytes.append(UInt8(ascii: ","))
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ","))
    }

    /// A number with all its digits; nil is an empty field.
    mutating func field(_ value: Double?) {
        if let value { bytes.append(contentsOf: value.description.utf8) }
        bytes.append(UInt8(ascii: ","))
    }

    mutating func endRow() {
        bytes[bytes.count - 1] = UInt8(ascii: "\n")
    }
}
