import DeanDomain

/// The columns of one file, found and checked: what is read from where.
struct ImportColumns: Sendable {
    private let indices: [ImportField: [Int]]
    private let constants: [ImportField: String]
    let actions: [(type: String, field: ImportField)]
    let actionValues: [(type: String, field: ImportField)]
    /// "Amount spent (USD)" says "USD".
    let spendCurrency: String?
    let unused: [String]
    private let header: [String]

    init(header: [String], map: ColumnMap) throws(ImportError) {
        let recognised = ColumnMap.adsManager(header: header)
        // A column that the map gives a meaning has no other one.
        let mapped = Set(map.sources.values.flatMap(\.columnNames).map { $0.lowercased() })
        let sources = recognised.map.sources
            .filter { _, source in source.columnNames.allSatisfy { !mapped.contains($0.lowercased()) } }
            .merging(map.sources) { _, given in given }
        var indices: [ImportField: [Int]] = [:]
        var constants: [ImportField: String] = [:]
        var problems: [String] = []
        for (field, source) in sources.sorted(by: { $0.key < $1.key }) {
            switch source {
            case .constant(let text): constants[field] = text
            case .columns(let names):
                indices[field] = names.compactMap { name in
                    if let index = header.firstIndex(where: { $0.lowercased() == name.lowercased() }) { return index }
                    let nearest = nearestName(to: name, among: header)
                    problems.append(
                        "\(field): found no column \"\(name)\", expected "
                            + (nearest.map { "\"\($0)\"" } ?? "one of " + header.joined(separator: ", "))
                    )
                    return nil
                }
            }
        }
        let used = Set(indices.values.joined())
        unused = recognised.unused.filter { name in header.firstIndex(of: name).map { !used.contains($0) } ?? true }
        spendCurrency = map.sources[.plain(.spend)] == nil ? recognised.currency : nil
        actions = sources.keys.sorted().compactMap { field in
            if case .action(let type) = field { (type, field) } else { nil }
        }
        actionValues = sources.keys.sorted().compactMap { field in
            if case .actionValue(let type) = field { (type, field) } else { nil }
        }
        self.indices = indices
        self.constants = constants
        self.header = header
        problems += missing()
        guard problems.isEmpty else { throw ImportError(.columns, problems) }
    }

    func has(_ field: ImportField.Plain) -> Bool {
        constants[.plain(field)] != nil || indices[.plain(field)]?.isEmpty == false
    }

    /// The cell's text without blanks around it; empty where there is none.
    func text(_ field: ImportField, in row: CSVTable.Row) -> String {
        if let constant = constants[field] { return constant }
        return (indices[field] ?? []).map { row.fields[$0].trimmed }.filter { !$0.isEmpty }.joined(separator: " ")
    }

    func text(_ field: ImportField.Plain, in row: CSVTable.Row) -> String { text(.plain(field), in: row) }

    /// The header of the column that `field` is read from, for messages.
    func name(_ field: ImportField) -> String {
        (indices[field] ?? []).map { header[$0] }.joined(separator: " + ")
    }

    /// The lowest level that the file names objects of.
    var level: ObjectKind {
        if has(.adID) || has(.adName) { return .ad }
        return has(.adSetID) || has(.adSetName) ? .adSet : .campaign
    }

    var breakdowns: [ImportField.Plain] { [.age, .gender, .country].filter(has) }

    private func missing() -> [String] {
        var problems: [String] = []
        for field in [ImportField.Plain.spend, .impressions] where !has(field) {
            problems.append(
                "no column for \(field.rawValue), expected \"\(field == .spend ? "Amount spent (USD)" : "Impressions")\""
                    + "; name it with --map \(field.rawValue)=COLUMN"
            )
        }
        if ![ImportField.Plain.adID, .adName, .adSetID, .adSetName, .campaignID, .campaignName].contains(where: has) {
            problems.append("no column names an ad, ad set or campaign; name one with --map ad_id=COLUMN")
        }
        return problems
    }
}
