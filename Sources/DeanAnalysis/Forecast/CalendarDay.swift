/// The place of a day (since 1970-01-01) in its month and year, in the Gregorian calendar.
///
/// Howard Hinnant's algorithms (https://howardhinnant.github.io/date_algorithms.html), whose years begin in March.
package struct CalendarDay: Sendable, Hashable {
    /// 1...31.
    package let day: Int
    /// 0 on the first of March, 365 on a 29th of February.
    package let dayOfYear: Int
    private let yearFromMarch: Int

    package init(_ days: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let year = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        dayOfYear = dayOfEra - (365 * year + year / 4 - year / 100)
        day = dayOfYear - (153 * ((5 * dayOfYear + 2) / 153) + 2) / 5 + 1
        yearFromMarch = year + era * 400
    }

    /// How many days ago the same date was; on a 29th of February, the first of March.
    package var yearLength: Int {
        // The February in between is the one just before this year began in March.
        let isLeap = (yearFromMarch % 4 == 0 && yearFromMarch % 100 != 0) || yearFromMarch % 400 == 0
        return isLeap ? 366 : 365
    }
}
