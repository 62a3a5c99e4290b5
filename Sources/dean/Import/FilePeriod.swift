import DeanDomain

/// Which days a file's rows are readings of.
///
/// A row may have a day of its own, the first and the last day of a period, or nothing, in which case a person says what
/// it covers. A sum over a period is one reading of its last day: nobody knows how it came about.
struct FilePeriod: Sendable {
    /// Rows without a day of their own are readings of this one.
    let fallbackDay: AccountDay?
    let figures: ImportedFigures
    let remarks: [String]
    private let columns: ImportColumns
    private let firstDay: AccountDay?

    /// Days after `newest` are not believed.
    init(
        table: CSVTable,
        columns: ImportColumns,
        given: ClosedRange<AccountDay>?,
        newest: AccountDay,
        problems: inout [String]
    ) {
        self.columns = columns
        let isPeriod = given.map { $0.lowerBound < $0.upperBound } ?? false
        let dayColumn: ImportField.Plain? = columns.has(.day) ? .day : columns.has(.ends) ? .ends : nil
        if let given, given.upperBound > newest {
            problems.append("the file can't cover \(given.upperBound): expected a day that has come")
        }
        guard let dayColumn else {
            if given == nil {
                problems.append(
                    "no column for a day, expected \"Day\" or \"Reporting ends\"; name it with --map, or say what the rows "
                        + "cover with --since and --until (or --date for one day)"
                )
            }
            let days = given ?? newest...newest
            fallbackDay = given?.upperBound
            firstDay = given?.lowerBound
            figures = ImportedFigures(firstDay: days.lowerBound, lastDay: days.upperBound, isDaily: !isPeriod)
            remarks = [
                isPeriod
                    ? Self.remark(on: figures)
                    : "the file has no day: every row counts as one reading of \(days.upperBound)"
            ]
            return
        }
        if isPeriod {
            problems.append("the file says its days itself; --since and --until are for files that don't")
        }
        let spans = table.rows.compactMap { row -> ClosedRange<AccountDay>? in
            guard let last = AccountDay(iso: columns.text(dayColumn, in: row)), last <= newest else { return nil }
            guard dayColumn == .ends, let first = AccountDay(iso: columns.text(.starts, in: row)), first <= last else {
                return last...last
            }
            return first...last
        }
        let last = spans.map(\.upperBound).max() ?? given?.upperBound ?? newest
        let isDaily = spans.allSatisfy { $0.lowerBound == $0.upperBound }
        // Of several periods (weeks, months) the last one is looked at; the earlier ones are kept.
        let first = spans.filter { isDaily || $0.upperBound == last }.map(\.lowerBound).min() ?? last
        fallbackDay = given?.upperBound ?? (dayColumn == .ends ? spans.map(\.upperBound).max() : nil)
        firstDay = nil
        figures = ImportedFigures(firstDay: first, lastDay: last, isDaily: isDaily)
        remarks = isDaily ? [] : [Self.remark(on: figures)]
    }

    /// The first day that a reading of `day` is about.
    func start(of row: CSVTable.Row, day: AccountDay) -> AccountDay {
        if let firstDay { return firstDay }
        guard !figures.isDaily, let start = AccountDay(iso: columns.text(.starts, in: row)) else { return day }
        return min(start, day)
    }

    private static func remark(on figures: ImportedFigures) -> String {
        "the file has no daily breakdown (\(figures.firstDay) to \(figures.lastDay)): each row counts as one reading of its "
            + "period, so trends, fatigue and anomalies can't be seen; export with Breakdown > By time > Day for daily "
            + "figures"
    }
}
