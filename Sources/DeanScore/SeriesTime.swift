import Foundation

/// The times of a series' rows: whole numbers, dates, or dates with times of day.
enum SeriesTime: Sendable, Hashable {
    case number(Int)
    /// Days since 1970-01-01.
    case date(Int)
    /// Seconds since 1970-01-01 as written, and what was written around them.
    case instant(Int, Style)

    /// How a date with a time of day was written, so that what continues it looks the same.
    struct Style: Sendable, Hashable {
        let separator: UInt8
        let hasSeconds: Bool
        /// "Z", "+02:00" or nothing.
        let zone: String
    }

    /// Reads `17`, `2026-11-21`, `2026-11-21T04:00`, `2026-11-21 04:00:00+02:00`; nil for anything else.
    init?(_ text: String) {
        if let number = Int(text), abs(number) < 1 << 53 {
            self = .number(number)
            return
        }
        let bytes = Array(text.utf8)
        guard bytes.count >= 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = Self.digits(bytes[0..<4]), let month = Self.digits(bytes[5..<7]),
            let day = Self.digits(bytes[8..<10]), let days = CivilDate.days(year: year, month: month, day: day)
        else { return nil }
        if bytes.count == 10 {
            self = .date(days)
            return
        }
        guard bytes.count >= 16, [UInt8(ascii: "T"), UInt8(ascii: " ")].contains(bytes[10]),
            let seconds = TimeOfDay.seconds(text), !text.contains(".")
        else { return nil }
        let hasSeconds = bytes.count > 16 && bytes[16] == UInt8(ascii: ":")
        let zone = String(decoding: bytes[(hasSeconds ? 19 : 16)...], as: UTF8.self)
        self = .instant(days * 86_400 + seconds, Style(separator: bytes[10], hasSeconds: hasSeconds, zone: zone))
    }

    /// The place on the clock of this kind of time: a number, days, or seconds.
    var ticks: Int {
        switch self {
        case .number(let ticks), .date(let ticks), .instant(let ticks, _): ticks
        }
    }

    /// Whether both are written in the same way, zone included.
    func isLike(_ other: SeriesTime) -> Bool {
        switch (self, other) {
        case (.number, .number), (.date, .date): true
        case (.instant(_, let one), .instant(_, let other)): one == other
        default: false
        }
    }

    /// The time so many ticks later, written in the same way.
    func later(by count: Int) -> String {
        switch self {
        case .number(let ticks): return String(ticks + count)
        case .date(let days): return CivilDate.text(days + count)
        case .instant(let seconds, let style):
            let time = seconds + count
            let day = Int((Double(time) / 86_400).rounded(.down))
            let rest = time - day * 86_400
            func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
            let clock = "\(two(rest / 3600)):\(two(rest / 60 % 60))" + (style.hasSeconds ? ":\(two(rest % 60))" : "")
            return CivilDate.text(day) + String(UnicodeScalar(style.separator)) + clock + style.zone
        }
    }

    private static func digits(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard bytes.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        return bytes.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }
}

/// Dates of the Gregorian calendar as days since 1970-01-01.
///
/// Howard Hinnant's algorithms (https://howardhinnant.github.io/date_algorithms.html).
enum CivilDate {
    /// Nil where the date does not exist.
    static func days(year: Int, month: Int, day: Int) -> Int? {
        guard (1...12).contains(month), day >= 1, day <= length(of: month, in: year) else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    static func text(_ days: Int) -> String {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let part = (5 * dayOfYear + 2) / 153
        let month = part < 10 ? part + 3 : part - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let padded = String(year)
        return String(repeating: "0", count: max(0, 4 - padded.count)) + padded
            + "-\(two(month))-\(two(dayOfYear - (153 * part + 2) / 5 + 1))"
    }

    private static func length(of month: Int, in year: Int) -> Int {
        if month == 2 { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28 }
        return [4, 6, 9, 11].contains(month) ? 30 : 31
    }
}
