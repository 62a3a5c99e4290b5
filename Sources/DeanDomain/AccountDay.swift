package import Foundation

/// A calendar day in an ad account's own time zone, as Meta's `date_start` names it.
///
/// `ordinal` counts civil days since 1970-01-01, so days subtract and sort as integers. The civil conversion is
/// Howard Hinnant's `days_from_civil` (https://howardhinnant.github.io/date_algorithms.html).
package struct AccountDay: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    package let ordinal: Int

    package init(ordinal: Int) {
        self.ordinal = ordinal
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let day = AccountDay(iso: text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected YYYY-MM-DD, got \(text)")
        }
        self = day
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    /// The day that `moment` falls on in `zone`.
    package init(_ moment: Timestamp, in zone: TimeZone) {
        let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(moment.seconds)))
        self.init(ordinal: Int((moment.seconds + Int64(offset)).floorDivided(by: 86_400)))
    }

    /// Parses "YYYY-MM-DD"; nil when it is not a real calendar day.
    package init?(iso text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return nil }
        var fields = [0, 0, 0]
        for (field, range) in [(0, 0..<4), (1, 5..<7), (2, 8..<10)] {
            for index in range {
                guard (48...57).contains(bytes[index]) else { return nil }
                fields[field] = fields[field] * 10 + Int(bytes[index]) - 48
            }
        }
        self.init(year: fields[0], month: fields[1], day: fields[2])
    }

    package init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), (1...31).contains(day) else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.init(ordinal: era * 146_097 + dayOfEra - 719_468)
        guard civil == (year, month, day) else { return nil }
    }

    /// Year, month and day of the month.
    package var civil: (year: Int, month: Int, day: Int) {
        let shifted = ordinal + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthIndex = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthIndex + 2) / 5 + 1
        let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// 0 is Monday, 6 is Sunday.
    package var weekday: Int { ((ordinal + 3) % 7 + 7) % 7 }

    package static func + (day: AccountDay, count: Int) -> AccountDay { AccountDay(ordinal: day.ordinal + count) }
    package static func - (day: AccountDay, count: Int) -> AccountDay { AccountDay(ordinal: day.ordinal - count) }
    package static func - (left: AccountDay, right: AccountDay) -> Int { left.ordinal - right.ordinal }
    package static func < (left: AccountDay, right: AccountDay) -> Bool { left.ordinal < right.ordinal }

    /// The first moment of the day in `zone`; where midnight is skipped by a clock change, the first moment after it.
    package func start(in zone: TimeZone) -> Timestamp {
        let naive = Int64(ordinal) * 86_400
        func offset(at seconds: Int64) -> Int64 {
            Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds))))
        }
        let first = naive - offset(at: naive)
        let second = naive - offset(at: first)
        // The two differ only when the zone's offset changes between UTC midnight and local midnight.
        let candidate = Timestamp(seconds: min(first, second))
        return AccountDay(candidate, in: zone) == self ? candidate : Timestamp(seconds: max(first, second))
    }

    /// How long the day lasts in `zone`: 24 hours, or 23 and 25 when clocks change.
    package func hours(in zone: TimeZone) -> Double { ((self + 1).start(in: zone) - start(in: zone)).hours }

    package var description: String {
        let (year, month, day) = civil
        let digits = String(year)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "-" + padded(month) + "-"
            + padded(day)
    }
}
