import DeanDomain

/// Turns a file into readings.
///
/// Pure: the same file and options give the same report, ids included.
///
/// A row that is wrong anywhere is quarantined whole, with its line, its column and what was expected there; the others
/// are read. A blank amount beside other numbers is unknown and never zero.
enum ReportImporter {
    static func read(_ bytes: some Collection<UInt8>, options: ImportOptions) throws(ImportError) -> ImportedReport {
        let table = try CSVTable(bytes)
        let columns = try ImportColumns(header: table.header, map: options.map)
        let facts = try FileFacts(table: table, columns: columns, options: options)
        var catalog = ObjectCatalog(accountID: facts.accountID, currency: facts.currency)
        var totals = RowTotals(summed: !columns.breakdowns.isEmpty)
        var quarantined = table.malformed.map {
            QuarantinedRow(source: options.source, line: $0.line, reason: $0.reason, raw: $0.raw)
        }
        var withoutDelivery = 0
        for row in table.rows where !isSummary(row, columns) {
            var reader = RowReader(row: row, columns: columns, facts: facts)
            let sighting = reader.object()
            if reader.problems.isEmpty {
                let object = catalog.add(sighting, level: columns.level)
                if let insight = reader.insight(of: object) {
                    if let earlier = totals.add(insight, line: row.line) {
                        reader.problem(nil, "the same object, day and breakdown stand on line \(earlier) already")
                    } else {
                        catalog.delivered(object, since: facts.period.start(of: row, day: insight.day))
                    }
                } else if reader.problems.isEmpty {
                    withoutDelivery += 1
                }
            }
            guard !reader.problems.isEmpty else { continue }
            let reason = reader.problems.joined(separator: "; ")
            quarantined.append(QuarantinedRow(source: options.source, line: row.line, reason: reason, raw: row.raw))
        }
        return ImportedReport(
            accountID: facts.accountID,
            snapshot: catalog.snapshot(
                timeZoneName: options.timeZoneName,
                figures: facts.period.figures,
                readAt: options.readAt
            ),
            rows: totals.rows,
            quarantined: quarantined.sorted { ($0.line ?? 0) < ($1.line ?? 0) },
            unusedColumns: columns.unused,
            remarks: facts.period.remarks,
            withoutDelivery: withoutDelivery
        )
    }

    /// Exports may carry the sum of all rows in a line that names no object.
    private static func isSummary(_ row: CSVTable.Row, _ columns: ImportColumns) -> Bool {
        [ImportField.Plain.adID, .adName, .adSetID, .adSetName, .campaignID, .campaignName]
            .allSatisfy { columns.text($0, in: row).isEmpty }
    }
}
