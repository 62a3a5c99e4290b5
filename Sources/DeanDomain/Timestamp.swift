/// A moment as whole seconds since 1970-01-01T00:00:00Z; what the store keeps for every time.
package struct Timestamp: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    package let seconds: Int64

    package init(seconds: Int64) {
        self.seconds = seconds
    }

    package init(from decoder: any Decoder) throws {
        self.init(seconds: try decoder.singleValueContainer().decode(Int64.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(seconds)
    }

    package static func < (left: Timestamp, right: Timestamp) -> Bool { left.seconds < right.seconds }

    package static func + (moment: Timestamp, span: TimeSpan) -> Timestamp {
        Timestamp(seconds: moment.seconds + span.seconds)
    }

    package static func - (moment: Timestamp, span: TimeSpan) -> Timestamp {
        Timestamp(seconds: moment.seconds - span.seconds)
    }

    package static func - (left: Timestamp, right: Timestamp) -> TimeSpan {
        TimeSpan(seconds: left.seconds - right.seconds)
    }

    /// ISO 8601 in UTC: "2026-11-21T04:05:06Z".
    package var description: String {
        let day = AccountDay(ordinal: Int(seconds.floorDivided(by: 86_400)))
        let rest = Int(seconds - Int64(day.ordinal) * 86_400)
        return "\(day)T\(padded(rest / 3600)):\(padded(rest / 60 % 60)):\(padded(rest % 60))Z"
    }

    /// Parses "2026-11-21T04:05:06Z", the same with an offset ("+02:00", "+0200" as Meta writes it), optional fraction,
    /// or a bare day (midnight UTC).
    ///
    /// Returns nil for anything else.
    package init?(iso text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 10, let day = AccountDay(iso: String(text.prefix(10))) else { return nil }
        var seconds = Int64(day.ordinal) * 86_400
        if bytes.count == 10 {
            self.init(seconds: seconds)
            return
        }
        func number(_ start: Int) -> Int64? {
            guard start + 2 <= bytes.count, (48...57).contains(bytes[start]), (48...57).contains(bytes[start + 1])
            else { return nil }
            return Int64(bytes[start] - 48) * 10 + Int64(bytes[start + 1] - 48)
        }
        guard bytes.count >= 19, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let hour = number(11), let minute = number(14), let second = number(17), hour < 24, minute < 60,
            second <= 60
        else { return nil }
        seconds += hour * 3600 + minute * 60 + second
        var index = 19
        if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
            index += 1
            while index < bytes.count, (48...57).contains(bytes[index]) { index += 1 }
        }
        if index == bytes.count || (bytes[index] == UInt8(ascii: "Z") && index + 1 == bytes.count) {
            self.init(seconds: seconds)
            return
        }
        guard bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-"), let hours = number(index + 1)
        else { return nil }
        let minuteStart = index + 3 < bytes.count && bytes[index + 3] == UInt8(ascii: ":") ? index + 4 : index + 3
        guard let minutes = number(minuteStart), minuteStart + 2 == bytes.count else { return nil }
        let offset = hours * 3600 + minutes * 60
        self.init(seconds: bytes[index] == UInt8(ascii: "+") ? seconds - offset : seconds + offset)
    }
}

/// A length of time in whole seconds.
package struct TimeSpan: Hashable, Sendable, Codable, Comparable {
    package let seconds: Int64

    package init(seconds: Int64) {
        self.seconds = seconds
    }

    package static func minutes(_ count: Int) -> TimeSpan { TimeSpan(seconds: Int64(count) * 60) }
    package static func hours(_ count: Int) -> TimeSpan { TimeSpan(seconds: Int64(count) * 3600) }
    package static func days(_ count: Int) -> TimeSpan { TimeSpan(seconds: Int64(count) * 86_400) }

    package var hours: Double { Double(seconds) / 3600 }

    package static func < (left: TimeSpan, right: TimeSpan) -> Bool { left.seconds < right.seconds }
}

/// Where the time comes from.
///
/// The process's edge (`dean`) makes the real one; tests and the sandbox make their own.
package struct WallClock: Sendable {
    private let read: @Sendable () -> Timestamp

    package init(_ read: @escaping @Sendable () -> Timestamp) {
        self.read = read
    }

    package static func fixed(_ moment: Timestamp) -> WallClock { WallClock { moment } }

    package var now: Timestamp { read() }
}

func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }

extension Int64 {
    func floorDivided(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
