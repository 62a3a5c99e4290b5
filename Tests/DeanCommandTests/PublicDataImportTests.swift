import DeanDomain
import Foundation
import Testing

@testable import dean

/// The public KAG set of real Facebook ads.
///
/// Its licence is unclear, so it is not in the repository: `DEAN_TEST_DATA`
/// names the directory that holds `facebook_ads/KAG_real.csv`.
@Suite struct PublicDataImportTests {
    @Test func everyAdOfTheKAGSetIsReadWithTheShippedMap() throws {
        guard let directory = ProcessInfo.processInfo.environment["DEAN_TEST_DATA"],
            let bytes = FileManager.default.contents(atPath: directory + "/facebook_ads/KAG_real.csv")
        else {
            print("skipped: set DEAN_TEST_DATA to the directory of facebook_ads/KAG_real.csv to import real ads")
            return
        }
        let map = try Repository.text("manifests/import/kag.yaml")
        var options = ImportOptions(source: "import KAG_real.csv", readAt: Timestamp(seconds: 1_795_000_000))
        options.map = try ColumnMap(name: "kag.yaml", yaml: map)
        options.givenAccount = AccountID("act_1")
        options.currency = .usd
        let first = try #require(AccountDay(iso: "2017-08-17"))
        options.period = first...(first + 13)
        let report = try ReportImporter.read(bytes, options: options)
        #expect(report.quarantined.isEmpty)
        #expect(report.snapshot.ads.count == 1143)
        #expect(report.snapshot.adSets.count == 691)
        #expect(report.snapshot.campaigns.count == 3)
        #expect(report.rows.count == 1143)
        #expect(report.rows.reduce(0) { $0 + $1.spend.minorUnits } == 5_870_523)
        #expect(report.rows.reduce(0) { $0 + $1.impressions } == 213_434_828)
        #expect(report.rows.reduce(0) { $0 + $1.clicks } == 38_165)
        #expect(report.rows.reduce(0) { $0 + SignalMap.standard.events(of: .sales, in: $1) } == 1079)
        #expect(report.unusedColumns.isEmpty)
        #expect(report.remarks.count == 1)
    }
}
