/// Slack's old verification token, which still comes with every request and is a credential of the app.
///
/// Dean verifies signatures; the token is cut out of a body before the body is stored.
package enum VerificationToken {
    /// The body without the values of fields and members of that name: `token=…` in a form, `"token":"…"` in JSON, and
    /// `%22token%22%3A%22…` where JSON stands in a form's field.
    ///
    /// By bytes and in one pass: every request goes through here before it is acknowledged.
    package static func removed(from body: [UInt8]) -> [UInt8] {
        body.withUnsafeBufferPointer { bytes in
            var kept: [UInt8] = []
            kept.reserveCapacity(bytes.count)
            var copied = 0
            var position = 0
            while position < bytes.count {
                guard bytes[position] == UInt8(ascii: "t"), let value = value(in: bytes, namedAt: position) else {
                    position += 1
                    continue
                }
                kept.append(contentsOf: bytes[copied..<value.lowerBound])
                copied = value.upperBound
                position = value.upperBound
            }
            kept.append(contentsOf: bytes[copied...])
            return kept
        }
    }

    private typealias Bytes = UnsafeBufferPointer<UInt8>

    /// The place of the value, where a field or a member named "token" begins at `start`.
    private static func value(in bytes: Bytes, namedAt start: Int) -> Range<Int>? {
        guard let end = after("token", in: bytes, at: start) else { return nil }
        if start == 0 || bytes[start - 1] == UInt8(ascii: "&"), let value = after("=", in: bytes, at: end) {
            return rest(of: bytes, from: value, until: "&")
        }
        if start >= 1, after("\"", in: bytes, at: start - 1) != nil,
            let name = after("\"", in: bytes, at: end),
            let colon = after(":", in: bytes, at: afterBlanks(in: bytes, at: name)),
            let value = after("\"", in: bytes, at: afterBlanks(in: bytes, at: colon))
        {
            return rest(of: bytes, from: value, until: "\"")
        }
        if start >= 3, after("%22", in: bytes, at: start - 3) != nil,
            let name = after("%22", in: bytes, at: end),
            let colon = after("%3a", in: bytes, at: afterBlanks(in: bytes, at: name)),
            let value = after("%22", in: bytes, at: afterBlanks(in: bytes, at: colon))
        {
            return rest(of: bytes, from: value, until: "%&")
        }
        return nil
    }

    /// Behind `text`, which is in lower case and stands at `start` in either.
    private static func after(_ text: StaticString, in bytes: Bytes, at start: Int) -> Int? {
        let end = start + text.utf8CodeUnitCount
        guard end <= bytes.count else { return nil }
        for offset in 0..<text.utf8CodeUnitCount {
            let byte = bytes[start + offset]
            let lower = (65...90).contains(byte) ? byte | 0x20 : byte
            guard lower == text.utf8Start[offset] else { return nil }
        }
        return end
    }

    /// Behind JSON's white space, plain or as a form encodes it.
    private static func afterBlanks(in bytes: Bytes, at start: Int) -> Int {
        var position = start
        while position < bytes.count {
            if [0x20, 0x0a, 0x0d, 0x09, UInt8(ascii: "+")].contains(bytes[position]) {
                position += 1
            } else if let end = after("%20", in: bytes, at: position) ?? after("%0a", in: bytes, at: position)
                ?? after("%0d", in: bytes, at: position) ?? after("%09", in: bytes, at: position)
            {
                position = end
            } else {
                break
            }
        }
        return position
    }

    private static func rest(of bytes: Bytes, from start: Int, until ends: StaticString) -> Range<Int> {
        var end = start
        while end < bytes.count {
            let byte = bytes[end]
            for offset in 0..<ends.utf8CodeUnitCount where byte == ends.utf8Start[offset] { return start..<end }
            end += 1
        }
        return start..<end
    }
}
