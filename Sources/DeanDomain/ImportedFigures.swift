/// What the numbers of an account rest on that a file brought, and not Meta.
///
/// Such an account is looked at as it was when the file's last day had ended, and nothing in it can be written.
package struct ImportedFigures: Sendable, Codable, Hashable {
    package var firstDay: AccountDay
    package var lastDay: AccountDay
    /// False where a row is one sum over the whole period: its numbers then stand on the last day, and nothing is known of
    /// how they came about from day to day.
    package var isDaily: Bool

    package init(firstDay: AccountDay, lastDay: AccountDay, isDaily: Bool) {
        self.firstDay = firstDay
        self.lastDay = lastDay
        self.isDaily = isDaily
    }

    package var days: Int { lastDay - firstDay + 1 }

    /// After another file of the same account; sums over a period don't join with anything.
    package func joined(with earlier: ImportedFigures?) -> ImportedFigures {
        guard let earlier, isDaily, earlier.isDaily else { return self }
        return ImportedFigures(
            firstDay: min(firstDay, earlier.firstDay),
            lastDay: max(lastDay, earlier.lastDay),
            isDaily: true
        )
    }
}
