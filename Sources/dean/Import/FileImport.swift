import DeanDomain
import DeanStore
import Foundation

/// What a person asks of `dean import`: a file, and what the file does not say itself.
struct FileImport: Sendable {
    var file: String
    /// `FIELD=COLUMN`, or a map file.
    var maps: [String] = []
    var account: String?
    var date: String?
    var since: String?
    var until: String?
    var currency: String?

    init(file: String) {
        self.file = file
    }

    /// Reads the file, stores it, and says what came of it.
    func run(_ configuration: DeanConfiguration) async throws -> String {
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw ImportError(.unreadable, "there is no such file, or it may not be read")
        }
        let report = try ReportImporter.read(bytes, options: try options(configuration))
        var counts = InsightSaveCounts()
        try await Composition.with(configuration, clock: SystemSources.clock) { composition in
            counts = try await ImportedReportStoring(
                store: composition.store,
                goals: configuration.goals,
                signals: configuration.signals,
                structureComesFromMeta: configuration.meta.token != nil
            ).store(report)
        }
        return ImportText.text(of: report, counts: counts, file: file)
    }

    private func options(_ configuration: DeanConfiguration) throws(ImportError) -> ImportOptions {
        var options = ImportOptions(
            source: "import \(URL(fileURLWithPath: file).lastPathComponent)",
            readAt: SystemSources.clock.now
        )
        for entry in maps { try add(entry, to: &options.map) }
        var problems: [String] = []
        if let account, !AccountID.isWellFormed(account) {
            problems.append("--account \(account): expected an ad account such as act_1234567890")
        }
        options.period = period(&problems)
        if let currency, currency.wholeMatch(of: /[A-Za-z]{3}/) == nil {
            problems.append("--currency \(currency): expected a code of three letters such as USD")
        }
        guard problems.isEmpty else { throw ImportError(.flags, problems) }
        options.givenAccount = account.map { AccountID($0) }
        options.fallbackAccount = configuration.meta.accounts.first
        options.currency = currency.map { Currency($0) }
        if let zone = configuration.accountTimeZone { options.timeZoneName = zone }
        return options
    }

    /// `--since` and `--until`, or the one day of `--date`.
    private func period(_ problems: inout [String]) -> ClosedRange<AccountDay>? {
        for (flag, text) in [("--date", date), ("--since", since), ("--until", until)] {
            guard let text, AccountDay(iso: text) == nil else { continue }
            problems.append("\(flag) \(text): expected a day as YYYY-MM-DD")
        }
        if date != nil, since != nil || until != nil {
            problems.append("--date is one day, --since and --until are a period: give one or the other")
        } else if (since == nil) != (until == nil) {
            problems.append("--since and --until go together: the first and the last day that the rows cover")
        }
        guard let first = (date ?? since).flatMap({ AccountDay(iso: $0) }),
            let last = (date ?? until).flatMap({ AccountDay(iso: $0) })
        else { return nil }
        guard first <= last else {
            problems.append("--since \(first): expected a day not after --until \(last)")
            return nil
        }
        return first...last
    }

    private func add(_ entry: String, to map: inout ColumnMap) throws(ImportError) {
        guard entry.hasSuffix(".yaml") || entry.hasSuffix(".yml") else { return try map.add(assignment: entry) }
        guard let data = FileManager.default.contents(atPath: entry), let yaml = String(data: data, encoding: .utf8)
        else { throw ImportError(.map, "--map \(entry): there is no such file, or it is not UTF-8") }
        map.sources.merge(try ColumnMap(name: entry, yaml: yaml).sources) { _, new in new }
    }
}
