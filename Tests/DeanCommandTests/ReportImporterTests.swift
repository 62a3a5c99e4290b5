import DeanDomain
import Foundation
import Testing

@testable import dean

@Suite struct ReportImporterTests {
    private static let readAt = Timestamp(seconds: 1_795_000_000)  // 2026-11-18

    private static let export = """
        Campaign name,Campaign ID,Ad set name,Ad set ID,Ad name,Ad ID,Day,Ad delivery,Ad set budget,Ad set budget type,\
        Amount spent (EUR),Impressions,Reach,Frequency,Link clicks,Clicks (all),Purchases,Purchases conversion value,\
        Results,Result indicator,"CPM (cost per 1,000 impressions)",Weather
        "Autumn, DE",111,Broad,222,Coat,333,2026-11-01,active,20,Daily,"1,012.50","12,345",9000,1.37,210,260,7,812.40,\
        7,actions:offsite_conversion.fb_pixel_purchase,82.0,sunny
        "Autumn, DE",111,Broad,222,Coat,333,2026-11-02,active,20,Daily,18.75,2345,2000,1.17,20,31,,,,,8.0,sunny
        "Autumn, DE",111,Broad,222,Scarf,334,2026-11-02,not_delivering,20,Daily,,,,,,,,,,,,
        "Autumn, DE",111,Broad,222,Scarf,334,2026-11-03,archived,Using campaign budget,,0,12,,,,,,,,,,
        ,,,,,,,,,,"1,031.25","14,702",,,,,,,,,,
        """

    @Test func anAdsManagerExportIsReadWithoutAMap() throws {
        let report = try read(Self.export) { $0.fallbackAccount = AccountID("act_9") }
        #expect(report.quarantined.isEmpty)
        #expect(report.unusedColumns == ["Weather"])
        #expect(report.withoutDelivery == 1)
        #expect(report.remarks.isEmpty)
        #expect(report.snapshot.account.currency == Currency("EUR"))
        #expect(report.snapshot.campaigns.map(\.name) == ["Autumn, DE"])
        #expect(report.snapshot.adSets.map(\.dailyBudget) == [Money(minorUnits: 2000, currency: Currency("EUR"))])
        #expect(report.snapshot.ads.map(\.id) == [ObjectID("333"), ObjectID("334")])
        #expect(report.snapshot.ads.map(\.status) == [.active, .archived])
        #expect(report.rows.count == 3)
        let first = try #require(report.rows.first)
        #expect(first.level == .ad)
        #expect(first.objectID == ObjectID("333"))
        #expect(first.adSetID == ObjectID("222"))
        #expect(first.campaignID == ObjectID("111"))
        #expect(first.day == AccountDay(iso: "2026-11-01"))
        #expect(first.spend == Money(minorUnits: 101_250, currency: Currency("EUR")))
        #expect(first.impressions == 12_345)
        #expect(first.reach == 9000)
        #expect(first.linkClicks == 210)
        #expect(first.clicks == 260)
        #expect(first.actions == ["purchase": 7, "offsite_conversion.fb_pixel_purchase": 7])
        #expect(first.actionValues == ["purchase": 812.4])
        #expect(SignalMap.standard.events(of: .sales, in: first) == 7)
    }

    @Test func wrongRowsAreKeptApartWithLineColumnAndExpectation() throws {
        let report = try read(
            """
            Ad ID,Ad name,Day,Amount spent (USD),Impressions,Purchases
            1,A,2026-11-01,5.00,100,1
            2,B,01/11/2026,5.00,100,1
            3,C,2026-11-01,five,100,1
            4,D,2026-11-01,5.00,-3,1.5x
            5,E,2026-11-01,5.00,,
            1,A,2026-11-01,6.00,100,1
            1.2E+17,F,2026-11-01,1.00,10,
            7,G,2027-01-01,1.00,10,
            8,H,2026-11-01,1.00
            9,I,2026-11-01,2.00,20,
            """
        ) { $0.fallbackAccount = AccountID("9") }
        #expect(report.rows.map(\.objectID.rawValue) == ["1", "9"])
        let reasons = Dictionary(uniqueKeysWithValues: report.quarantined.map { ($0.line ?? 0, $0.reason) })
        #expect(reasons[3]?.hasPrefix("column \"Day\": found \"01/11/2026\", expected a day as YYYY-MM-DD") == true)
        #expect(reasons[4] == "column \"Amount spent (USD)\": found \"five\", expected an amount from 0")
        #expect(reasons[5]?.contains("column \"Impressions\": found \"-3\"") == true)
        #expect(reasons[6] == "column \"Impressions\": nothing there, expected a number (a blank is not zero)")
        #expect(reasons[7] == "the same object, day and breakdown stand on line 2 already")
        #expect(reasons[8]?.contains("expected all digits of the id") == true)
        #expect(reasons[9]?.contains("expected a day that has come") == true)
        #expect(reasons[10] == "4 fields, expected 6 as in the header")
        #expect(report.quarantined.map(\.raw).contains("3,C,2026-11-01,five,100,1"))
        #expect(report.snapshot.ads.allSatisfy { $0.id.rawValue.allSatisfy(\.isNumber) })
    }

    @Test func aPeriodWithoutDaysIsOneReadingOfItsLastDayAndSaysSo() throws {
        let report = try read(
            """
            Ad name,Reporting starts,Reporting ends,Amount spent (USD),Impressions
            A,2026-10-01,2026-10-31,50,1000
            """
        ) { $0.fallbackAccount = AccountID("9") }
        #expect(report.rows.map(\.day.description) == ["2026-10-31"])
        #expect(report.remarks.count == 1)
        #expect(report.remarks[0].contains("2026-10-01 to 2026-10-31"))
        let figures = try #require(report.snapshot.account.imported)
        #expect(!figures.isDaily && figures.days == 31)
        #expect(report.snapshot.adSets.map(\.startAt?.description) == ["2026-10-01T00:00:00Z"])
    }

    @Test func rowsWithoutADayCoverThePeriodThatAPersonNames() throws {
        let text = "Ad ID,Ad set ID,Spend,Impressions\n1,2,50,1000"
        let report = try read(text) {
            $0.fallbackAccount = AccountID("9")
            $0.currency = .usd
            $0.period = AccountDay(ordinal: 20_000)...AccountDay(ordinal: 20_013)
        }
        #expect(report.rows.map(\.day.ordinal) == [20_013])
        #expect(report.snapshot.account.imported?.days == 14)
        #expect(report.snapshot.account.imported?.isDaily == false)
        let start = report.snapshot.adSets.first?.startAt
        #expect(start == AccountDay(ordinal: 20_000).start(in: .gmt))
        let future = #expect(throws: ImportError.self) {
            try read(text) {
                $0.fallbackAccount = AccountID("9")
                $0.currency = .usd
                $0.period = AccountDay(ordinal: 20_000)...AccountDay(ordinal: 30_000)
            }
        }
        #expect(future?.problems.count == 1)
        let twice = #expect(throws: ImportError.self) {
            try read("Ad ID,Day,Amount spent (USD),Impressions\n1,2026-10-01,50,1000") {
                $0.fallbackAccount = AccountID("9")
                $0.period = AccountDay(ordinal: 20_000)...AccountDay(ordinal: 20_013)
            }
        }
        #expect(twice?.problems.first?.contains("says its days itself") == true)
    }

    @Test func ofSeveralPeriodsTheLastIsTheOneThatIsLookedAt() throws {
        let report = try read(
            """
            Ad ID,Ad set ID,Reporting starts,Reporting ends,Amount spent (USD),Impressions
            1,5,2026-09-01,2026-09-30,50,1000
            1,5,2026-10-01,2026-10-31,60,1000
            """
        ) { $0.fallbackAccount = AccountID("9") }
        #expect(report.rows.map(\.day.description) == ["2026-09-30", "2026-10-31"])
        #expect(report.snapshot.account.imported?.firstDay.description == "2026-10-01")
        #expect(report.snapshot.adSets.first?.startAt?.description == "2026-09-01T00:00:00Z")
    }

    @Test func aFileWithDaysShowsSinceWhenItsAdSetsRun() throws {
        let report = try read(Self.export) { $0.fallbackAccount = AccountID("act_9") }
        #expect(report.snapshot.account.imported?.isDaily == true)
        #expect(report.snapshot.account.imported?.firstDay.description == "2026-11-01")
        #expect(report.snapshot.account.imported?.lastDay.description == "2026-11-03")
        #expect(report.snapshot.adSets.map(\.startAt?.description) == ["2026-11-01T00:00:00Z"])
    }

    @Test func namesMakeTheSameIdsInEveryImport() throws {
        func ids(_ lines: [String]) throws -> [String: ObjectID] {
            let text = (["Campaign name,Ad set name,Ad name,Day,Amount spent (USD),Impressions"] + lines)
                .joined(separator: "\n")
            let report = try read(text) { $0.fallbackAccount = AccountID("9") }
            return Dictionary(uniqueKeysWithValues: report.snapshot.ads.map { ($0.name, $0.id) })
        }
        let lines = ["C,S,A,2026-11-01,1,10", "C,S,B,2026-11-01,1,10", "C,T,D,2026-11-01,1,10"]
        let first = try ids(lines)
        let second = try ids(lines.reversed())
        #expect(first.count == 3)
        #expect(first == second)
        #expect(Set(first.values).count == 3)
        #expect(first.values.allSatisfy { !$0.rawValue.allSatisfy(\.isNumber) })
    }

    @Test func breakdownRowsAreKeptAndAddUpToTheDay() throws {
        let report = try read(
            """
            Ad ID,Day,Age,Gender,Amount spent (USD),Impressions,Reach,Purchases
            1,2026-11-01,25-34,female,2.50,100,90,1
            1,2026-11-01,35-44,male,1.50,50,40,2
            """
        ) { $0.fallbackAccount = AccountID("9") }
        #expect(report.rows.map(\.breakdown) == [nil, "age=25-34,gender=female", "age=35-44,gender=male"])
        let whole = try #require(report.rows.first)
        #expect(whole.spend.minorUnits == 400)
        #expect(whole.impressions == 150)
        #expect(whole.reach == nil)
        #expect(whole.actions == ["purchase": 3])
    }

    @Test func whatTheFileDoesNotSayIsAskedForAllAtOnce() throws {
        let error = #expect(throws: ImportError.self) { try read("Ad ID,Spend,Impressions\n1,2,3") { _ in } }
        #expect(error?.problems.count == 3)
        let columns = #expect(throws: ImportError.self) { try read("Name,Cost\n1,2") { _ in } }
        #expect(columns?.code == .columns)
        #expect(columns?.problems.count == 3)
    }

    @Test func aFileThatContradictsTheCommandLineIsRefused() throws {
        let text = "Account ID,Ad ID,Day,Amount spent (EUR),Impressions\n5,1,2026-11-01,1,2"
        let error = #expect(throws: ImportError.self) {
            try read(text) {
                $0.givenAccount = AccountID("6")
                $0.currency = .usd
            }
        }
        #expect(error?.problems.count == 2)
        #expect(try read(text) { $0.fallbackAccount = AccountID("6") }.accountID == AccountID("act_5"))
    }

    @Test func aMapNamesColumnsConstantsAndSaysWhatItDoesNotKnow() throws {
        let yaml = """
            columns:
              spend: Cost
              ad_name: [Group, Text]
              objective: "=OUTCOME_SALES"
              action:lead: Sign-ups
            """
        let map = try ColumnMap(name: "m.yaml", yaml: yaml)
        let report = try read("Group,Text,Cost,Impressions,Sign-ups\nA,Hello,1.25,10,2") {
            $0.map = map
            $0.givenAccount = AccountID("1")
            $0.currency = .usd
            $0.period = AccountDay(iso: "2026-11-01").map { $0...$0 }
        }
        #expect(report.snapshot.ads.map(\.name) == ["A Hello"])
        #expect(report.snapshot.campaigns.map(\.objective) == ["OUTCOME_SALES"])
        #expect(report.rows.map(\.actions) == [["lead": 2]])
        let wrong = #expect(throws: ImportError.self) {
            try ColumnMap(name: "m.yaml", yaml: "columns: {spent: Cost}\ncolumn: {}")
        }
        #expect(wrong?.problems.count == 2)
        #expect(wrong?.problems.contains { $0.contains("expected \"spend\"") } == true)
        var flags = ColumnMap()
        #expect(throws: ImportError.self) { try flags.add(assignment: "spend") }
        try flags.add(assignment: "spend=Cost")
        #expect(flags.sources == [.plain(.spend): .columns(["Cost"])])
        let absent = #expect(throws: ImportError.self) {
            try read("Ad ID,Costs,Impressions\n1,2,3") { $0.map = flags }
        }
        #expect(absent?.problems.first == "spend: found no column \"Cost\", expected \"Costs\"")
    }

    @Test func theFieldNamesOfTheAPIAreRecognisedToo() throws {
        let report = try read(
            """
            account_id,account_currency,campaign_id,adset_id,ad_id,ad_name,date_start,date_stop,spend,impressions,\
            inline_link_clicks
            7,EUR,1,2,3,Coat,2026-11-01,2026-11-01,4.10,500,6
            """
        ) { _ in }
        #expect(report.accountID == AccountID("act_7"))
        #expect(report.rows.map(\.objectID.rawValue) == ["3"])
        #expect(report.rows.map(\.spend) == [Money(minorUnits: 410, currency: Currency("EUR"))])
        #expect(report.rows.map(\.linkClicks) == [6])
        #expect(report.remarks.isEmpty)
        #expect(report.unusedColumns.isEmpty)
    }

    @Test func withADecimalCommaAmountsAreReadRight() throws {
        let report = try read("Ad ID;Day;Amount spent (EUR);Impressions\n1;2026-11-01;1.234,56;10.000") {
            $0.fallbackAccount = AccountID("9")
        }
        #expect(report.rows.map(\.spend.minorUnits) == [123_456])
        #expect(report.rows.map(\.impressions) == [10_000])
    }

    private func read(_ text: String, _ adjust: (inout ImportOptions) -> Void) throws -> ImportedReport {
        var options = ImportOptions(source: "import test.csv", readAt: Self.readAt)
        adjust(&options)
        return try ReportImporter.read(text.utf8, options: options)
    }
}
