/// The time of day that a timestamp names.
enum TimeOfDay {
    /// Seconds since midnight, as written (zones are not converted), of `2026-11-21`, `2026-11-21 04:23:00`,
    /// `2026-11-21T04:23:00.5Z`, or of a number of seconds or milliseconds since 1970; nil for anything else.
    static func seconds(_ text: String) -> Int? {
        if let number = CSVColumns.decimal(text) {
            guard abs(number) < 1e15 else { return nil }
            // Seconds reach this number in the year 5138, milliseconds did in 1973.
            let seconds = Int((abs(number) >= 1e11 ? number / 1000 : number).rounded(.down))
            return ((seconds % 86_400) + 86_400) % 86_400
        }
        let bytes = Array(text.utf8)
        guard bytes.count >= 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            digits(bytes[0..<4]) != nil, let month = digits(bytes[5..<7]), (1...12).contains(month),
            let day = digits(bytes[8..<10]), (1...31).contains(day)
        else { return nil }
        if bytes.count == 10 { return 0 }
        guard bytes.count >= 16, bytes[10] == UInt8(ascii: " ") || bytes[10] == UInt8(ascii: "T"),
            bytes[13] == UInt8(ascii: ":"), let hour = digits(bytes[11..<13]), hour < 24,
            let minute = digits(bytes[14..<16]), minute < 60
        else { return nil }
        var second = 0
        var rest = bytes[16...]
        if rest.first == UInt8(ascii: ":") {
            guard rest.count >= 3, let value = digits(rest.dropFirst().prefix(2)), value < 61 else { return nil }
            second = min(value, 59)
            rest = rest.dropFirst(3)
            if rest.first == UInt8(ascii: ".") {
                let fraction = rest.dropFirst().prefix { digits([$0]) != nil }
                guard !fraction.isEmpty else { return nil }
                rest = rest.dropFirst(1 + fraction.count)
            }
        }
        guard isZone(rest) else { return nil }
        return hour * 3600 + minute * 60 + second
    }

    private static func isZone(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let first = bytes.first else { return true }
        if first == UInt8(ascii: "Z") { return bytes.count == 1 }
        guard first == UInt8(ascii: "+") || first == UInt8(ascii: "-") else { return false }
        let zone = bytes.dropFirst().filter { $0 != UInt8(ascii: ":") }
        return (zone.count == 2 || zone.count == 4) && digits(zone[...]) != nil
    }

    private static func digits(_ bytes: some Sequence<UInt8>) -> Int? {
        var value = 0
        for byte in bytes {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return value
    }
}
