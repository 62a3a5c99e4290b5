/// A JSON text and the flat list of its values, in the order they stand.
///
/// An object's members follow it as key, value, key, value; `next` is the place after a value and all that is in it.
final class JSONDocument: Sendable {
    struct Token: Sendable {
        enum Kind: UInt8, Sendable {
            case object
            case array
            case string
            case escapedString
            case number
            case yes
            case no
            case null
        }

        let kind: Kind
        /// Bytes of the value; of strings, without the quotes.
        let start: UInt32
        var end: UInt32
        var next: UInt32
    }

    /// What is wrong with a text that is not JSON, and at which byte.
    struct Malformed: Error {
        let reason: String
        let offset: Int
    }

    let bytes: [UInt8]
    let tokens: [Token]

    private init(bytes: [UInt8], tokens: [Token]) {
        self.bytes = bytes
        self.tokens = tokens
    }

    static func parse(_ bytes: [UInt8]) throws(Malformed) -> JSON {
        let tokens = bytes.withUnsafeBufferPointer { bytes -> Result<[Token], Malformed> in
            var parser = JSONParser(bytes: bytes)
            do throws(Malformed) {
                try parser.parse()
                return .success(parser.tokens)
            } catch {
                return .failure(error)
            }
        }
        return JSON(document: JSONDocument(bytes: bytes, tokens: try tokens.get()), index: 0)
    }

    func matches(_ index: Int, _ key: StaticString) -> Bool {
        let token = tokens[index]
        let start = Int(token.start)
        guard token.kind == .string else { return string(at: index) == key.description }
        let length = Int(token.end) - start
        guard length == key.utf8CodeUnitCount else { return false }
        return bytes.withUnsafeBufferPointer { bytes in
            for offset in 0..<length where bytes[start + offset] != key.utf8Start[offset] { return false }
            return true
        }
    }

    /// The string, or the number as it is written, from `pool`.
    func string(at index: Int, from pool: inout TextPool) -> String {
        let token = tokens[index]
        if token.kind == .escapedString { return string(at: index) }
        return bytes.withUnsafeBufferPointer {
            pool.text(UnsafeBufferPointer(rebasing: $0[Int(token.start)..<Int(token.end)]))
        }
    }

    func string(at index: Int) -> String {
        let token = tokens[index]
        let slice = bytes[Int(token.start)..<Int(token.end)]
        return token.kind == .escapedString ? Self.unescaped(slice) : String(decoding: slice, as: UTF8.self)
    }

    func raw(at index: Int) -> String {
        let token = tokens[index]
        let quote = token.kind == .string || token.kind == .escapedString ? 1 : 0
        return String(decoding: bytes[Int(token.start) - quote..<Int(token.end) + quote], as: UTF8.self)
    }

    /// A decimal number.
    ///
    /// Up to 15 digits are exact by integer arithmetic; anything longer goes through the library.
    func double(at index: Int) -> Double? {
        let token = tokens[index]
        var position = Int(token.start)
        let end = Int(token.end)
        let negative = position < end && bytes[position] == UInt8(ascii: "-")
        if negative { position += 1 }
        guard position < end else { return nil }
        var mantissa: Int64 = 0
        var digits = 0
        var places: Int?
        while position < end {
            let byte = bytes[position]
            if byte >= 48, byte <= 57 {
                mantissa = mantissa * 10 + Int64(byte - 48)
                digits += 1
                if let counted = places { places = counted + 1 }
            } else if byte == UInt8(ascii: "."), places == nil, digits > 0 {
                places = 0
            } else {
                return Self.libraryDouble(string(at: index))
            }
            guard digits <= 15 else { return Self.libraryDouble(string(at: index)) }
            position += 1
        }
        guard digits > 0, places != 0 else { return nil }
        let value = Double(mantissa) / Self.powersOfTen[places ?? 0]
        return negative ? -value : value
    }

    private static let powersOfTen: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]

    /// `Double(_:)` also reads "nan", "inf" and hexadecimal, none of which is a number here.
    private static func libraryDouble(_ text: String) -> Double? {
        let decimal = text.utf8.allSatisfy { byte in
            (48...57).contains(byte)
                || [
                    UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "e"),
                    UInt8(ascii: "E"),
                ].contains(byte)
        }
        guard decimal, let value = Double(text), value.isFinite else { return nil }
        return value
    }

    private static func unescaped(_ slice: ArraySlice<UInt8>) -> String {
        var units: [UInt16] = []
        var text = ""
        var plain = slice.startIndex
        var position = slice.startIndex
        func hex(_ at: Int) -> UInt16? {
            guard at + 4 <= slice.endIndex else { return nil }
            return UInt16(String(decoding: slice[at..<at + 4], as: UTF8.self), radix: 16)
        }
        func flush() {
            text += String(decoding: units, as: UTF16.self)
            units = []
        }
        while position < slice.endIndex {
            guard slice[position] == UInt8(ascii: "\\"), position + 1 < slice.endIndex else {
                position += 1
                continue
            }
            if plain < position {
                flush()
                text += String(decoding: slice[plain..<position], as: UTF8.self)
            }
            let escape = slice[position + 1]
            position += 2
            switch escape {
            case UInt8(ascii: "n"): units.append(10)
            case UInt8(ascii: "t"): units.append(9)
            case UInt8(ascii: "r"): units.append(13)
            case UInt8(ascii: "b"): units.append(8)
            case UInt8(ascii: "f"): units.append(12)
            case UInt8(ascii: "u"):
                // Surrogate pairs come as two escapes; the units are joined before they are decoded.
                units.append(hex(position) ?? 0xfffd)
                position = min(position + 4, slice.endIndex)
            default: units.append(UInt16(escape))  // Quote, backslash and slash stand for themselves.
            }
            plain = position
        }
        flush()
        return text + String(decoding: slice[plain...], as: UTF8.self)
    }
}
