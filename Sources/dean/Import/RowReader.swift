import DeanDomain

/// Reads one row, cell by cell, and says of each wrong cell what stands there and what was expected.
struct RowReader {
    let row: CSVTable.Row
    let columns: ImportColumns
    let facts: FileFacts
    private(set) var problems: [String] = []

    init(row: CSVTable.Row, columns: ImportColumns, facts: FileFacts) {
        self.row = row
        self.columns = columns
        self.facts = facts
    }

    mutating func problem(_ field: ImportField?, _ what: String) {
        let column = field.map { columns.name($0) } ?? ""
        problems.append(column.isEmpty ? what : "column \"\(column)\": \(what)")
    }

    /// The row's reading; nil when something is wrong, or when the object was neither shown nor charged.
    mutating func insight(of object: ObjectCatalog.Entry) -> InsightRow? {
        let spendText = columns.text(.spend, in: row)
        let impressionsText = columns.text(.impressions, in: row)
        let spend = money(.spend)
        if isBlank(impressionsText), isBlank(spendText) || spend?.minorUnits == 0 { return nil }
        let day = day()
        guard let spend, let impressions = count(.plain(.impressions)) else {
            for (field, text) in [(ImportField.Plain.spend, spendText), (.impressions, impressionsText)]
            where isBlank(text) {
                problem(.plain(field), "nothing there, expected a number (a blank is not zero)")
            }
            return nil
        }
        var insight = InsightRow(
            level: object.kind,
            objectID: object.id,
            campaignID: object.campaignID,
            adSetID: object.adSetID,
            day: day ?? facts.lastDay,
            breakdown: breakdown(),
            spend: spend,
            impressions: impressions,
            reach: count(.plain(.reach)),
            clicks: count(.plain(.clicks)) ?? count(.plain(.linkClicks)) ?? 0,
            linkClicks: count(.plain(.linkClicks)) ?? 0,
            thruplays: count(.plain(.thruplays)) ?? 0
        )
        for (type, field) in columns.actions { insight.actions[type] = decimal(field) }
        for (type, field) in columns.actionValues { insight.actionValues[type] = decimal(field) }
        addResults(to: &insight)
        return problems.isEmpty ? insight : nil
    }

    /// "Result indicator" names an action type as "actions:lead".
    private mutating func addResults(to insight: inout InsightRow) {
        guard let results = decimal(.plain(.results)) else { return }
        let indicator = columns.text(.resultIndicator, in: row)
        if indicator.hasPrefix("actions:") {
            let type = String(indicator.dropFirst("actions:".count))
            insight.actions[type] = insight.actions[type] ?? results
        } else if indicator == "video_thruplay_watched_actions", insight.thruplays == 0 {
            insight.thruplays = Int(results)
        }
    }

    private mutating func day() -> AccountDay? {
        let field: ImportField.Plain = columns.has(.day) ? .day : .ends
        let text = columns.text(field, in: row)
        guard !text.isEmpty else {
            if let fallback = facts.period.fallbackDay { return fallback }
            problem(.plain(field), "nothing there, expected a day as YYYY-MM-DD, or --date")
            return nil
        }
        guard let day = AccountDay(iso: text) else {
            problem(.plain(field), "found \"\(text)\", expected a day as YYYY-MM-DD (spreadsheets rewrite dates)")
            return nil
        }
        guard day <= facts.lastDay else {
            problem(.plain(field), "found \(day), expected a day that has come")
            return nil
        }
        return day
    }

    private func breakdown() -> String? {
        let parts = columns.breakdowns.map { field in
            let value = columns.text(field, in: row).lowercased()
            return "\(field.rawValue)=\(value.isEmpty ? "unknown" : value)"
        }
        return parts.isEmpty ? nil : parts.joined(separator: ",")
    }

    mutating func money(_ field: ImportField.Plain) -> Money? {
        let text = columns.text(field, in: row)
        guard !isBlank(text) else { return nil }
        guard let plain = facts.format.plain(text), let money = Money(decimal: plain, currency: facts.currency),
            money.minorUnits >= 0
        else {
            problem(.plain(field), "found \"\(text)\", expected an amount from 0")
            return nil
        }
        return money
    }

    private mutating func count(_ field: ImportField) -> Int? {
        guard let value = decimal(field) else { return nil }
        guard value == value.rounded(), value < 1e15 else {
            problem(field, "found \"\(columns.text(field, in: row))\", expected a whole number")
            return nil
        }
        return Int(value)
    }

    private mutating func decimal(_ field: ImportField) -> Double? {
        let text = columns.text(field, in: row)
        guard !isBlank(text) else { return nil }
        guard let value = facts.format.plain(text).flatMap(Double.init), value >= 0 else {
            problem(field, "found \"\(text)\", expected a number from 0")
            return nil
        }
        return value
    }

    /// Exports write nothing or a dash where there is no value.
    private func isBlank(_ text: String) -> Bool { text.isEmpty || text == "-" || text == "—" }
}
