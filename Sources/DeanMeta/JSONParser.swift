/// Splits a JSON text into tokens (RFC 8259); refuses what is cut off, nested too deep or followed by anything.
///
/// It reads through a pointer, without a check of each index: `bytes` must outlive it.
struct JSONParser {
    let bytes: UnsafeBufferPointer<UInt8>
    private(set) var tokens: [JSONDocument.Token] = []
    private var position = 0

    /// Graph answers are under twenty deep; the bound keeps a hostile text from exhausting the stack.
    private static let deepest = 200

    init(bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        tokens.reserveCapacity(bytes.count / 10)
    }

    mutating func parse() throws(JSONDocument.Malformed) {
        guard bytes.count < Int(UInt32.max) else { throw malformed("a text of more than 4 GB") }
        skipSpace()
        try value(depth: 0)
        skipSpace()
        guard position == bytes.count else { throw malformed("something after the end of the value") }
    }

    private mutating func value(depth: Int) throws(JSONDocument.Malformed) {
        guard position < bytes.count else { throw malformed("the text is cut off where a value was expected") }
        guard depth < Self.deepest else { throw malformed("nested too deep") }
        switch bytes[position] {
        case UInt8(ascii: "{"): try container(.object, closing: UInt8(ascii: "}"), depth: depth)
        case UInt8(ascii: "["): try container(.array, closing: UInt8(ascii: "]"), depth: depth)
        case UInt8(ascii: "\""): try string()
        case UInt8(ascii: "t"): try word("true", .yes)
        case UInt8(ascii: "f"): try word("false", .no)
        case UInt8(ascii: "n"): try word("null", .null)
        case UInt8(ascii: "-"), 48...57: number()
        default: throw malformed("a value was expected")  // No other byte begins a JSON value.
        }
    }

    private mutating func container(
        _ kind: JSONDocument.Token.Kind,
        closing: UInt8,
        depth: Int
    ) throws(JSONDocument.Malformed) {
        let own = tokens.count
        tokens.append(token(kind, from: position))
        position += 1
        skipSpace()
        var first = true
        while true {
            guard position < bytes.count else { throw malformed("the text is cut off") }
            if first, bytes[position] == closing { break }
            first = false
            if kind == .object {
                guard bytes[position] == UInt8(ascii: "\"") else { throw malformed("a member's name was expected") }
                try string()
                skipSpace()
                guard position < bytes.count, bytes[position] == UInt8(ascii: ":") else {
                    throw malformed("a colon was expected")
                }
                position += 1
                skipSpace()
            }
            try value(depth: depth + 1)
            skipSpace()
            guard position < bytes.count else { throw malformed("the text is cut off") }
            if bytes[position] == closing { break }
            guard bytes[position] == UInt8(ascii: ",") else { throw malformed("a comma was expected") }
            position += 1
            skipSpace()
        }
        position += 1
        tokens[own].end = UInt32(position)
        tokens[own].next = UInt32(tokens.count)
    }

    private mutating func string() throws(JSONDocument.Malformed) {
        let start = position + 1
        var escaped = false
        var index = start
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") {
                tokens.append(
                    JSONDocument.Token(
                        kind: escaped ? .escapedString : .string,
                        start: UInt32(start),
                        end: UInt32(index),
                        next: UInt32(tokens.count + 1)
                    )
                )
                position = index + 1
                return
            }
            if byte == UInt8(ascii: "\\") {
                escaped = true
                index += 1
            }
            index += 1
        }
        throw malformed("the text is cut off inside a string")
    }

    private mutating func number() {
        let start = position
        while position < bytes.count {
            switch bytes[position] {
            case 48...57, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "e"),
                UInt8(ascii: "E"):
                position += 1
                continue
            default: break  // The number ends at the first byte that can't be part of one.
            }
            break
        }
        tokens.append(token(.number, from: start))
    }

    private mutating func word(
        _ text: StaticString,
        _ kind: JSONDocument.Token.Kind
    ) throws(JSONDocument.Malformed) {
        let start = position
        for offset in 0..<text.utf8CodeUnitCount {
            guard start + offset < bytes.count, bytes[start + offset] == text.utf8Start[offset] else {
                throw malformed("\(text) was expected")
            }
        }
        position += text.utf8CodeUnitCount
        tokens.append(token(kind, from: start))
    }

    private func token(_ kind: JSONDocument.Token.Kind, from start: Int) -> JSONDocument.Token {
        JSONDocument.Token(
            kind: kind,
            start: UInt32(start),
            end: UInt32(position),
            next: UInt32(tokens.count + 1)
        )
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 32, 9, 10, 13: position += 1
            default: return  // Anything else is not white space.
            }
        }
    }

    private func malformed(_ reason: String) -> JSONDocument.Malformed {
        JSONDocument.Malformed(reason: reason, offset: position)
    }
}
