import DeanDomain
import DeanStore

/// What an import came to, as a terminal shows it.
enum ImportText {
    private static let mostShown = 10

    static func text(of report: ImportedReport, counts: InsightSaveCounts, file: String) -> String {
        let snapshot = report.snapshot
        let whole = report.rows.filter { $0.breakdown == nil }
        let spend = whole.reduce(Money.zero(snapshot.account.currency)) { $0 + $1.spend }
        let impressions = whole.reduce(0) { $0 + $1.impressions }
        let days = whole.map(\.day)
        var lines = [
            "\(file) → \(report.accountID): ads \(snapshot.ads.count), ad sets \(snapshot.adSets.count),"
                + " campaigns \(snapshot.campaigns.count)",
            "readings \(report.rows.count): new \(counts.new), changed \(counts.changed), known already \(counts.unchanged)",
            "spend \(spend), impressions \(impressions)",
        ]
        if let imported = snapshot.account.imported, !imported.isDaily {
            lines.append("one sum per row over \(imported.firstDay) to \(imported.lastDay), \(imported.days) days")
        } else if let first = days.min(), let last = days.max() {
            lines.append(first == last ? "day \(first)" : "days \(first) to \(last)")
        }
        if report.withoutDelivery > 0 {
            lines.append("rows without delivery, and so without a reading: \(report.withoutDelivery)")
        }
        lines += report.remarks.map { "note: \($0)" }
        if !report.unusedColumns.isEmpty {
            lines.append("columns left out: " + report.unusedColumns.joined(separator: ", "))
        }
        guard !report.quarantined.isEmpty else { return lines.joined(separator: "\n") }
        lines.append("rows not believed, and kept apart: \(report.quarantined.count)")
        lines += report.quarantined.prefix(mostShown).map { "  line \($0.line ?? 0): \($0.reason)" }
        let rest = report.quarantined.count - mostShown
        if rest > 0 { lines.append("  \(rest) more") }
        return lines.joined(separator: "\n")
    }
}
