import DeanDomain
import Testing

@testable import DeanMeta

@Suite struct InsightReaderTests {
    private static func day(_ text: String) -> AccountDay { AccountDay(iso: text) ?? AccountDay(ordinal: 0) }

    private static func query(
        level: ObjectKind = .ad,
        hourly: Bool = false,
        breakdowns: [String] = [],
        currency: Currency = .usd
    ) -> InsightQuery {
        InsightQuery(
            account: AccountID("act_1"),
            level: level,
            days: day("2026-11-01")...day("2026-11-03"),
            hourly: hourly,
            breakdowns: breakdowns,
            currency: currency
        )
    }

    private static let good = [
        "account_id": #""1""#, "account_currency": #""USD""#, "campaign_id": #""10""#, "adset_id": #""20""#,
        "ad_id": #""30""#, "date_start": #""2026-11-02""#, "date_stop": #""2026-11-02""#, "spend": #""12.34""#,
        "impressions": #""1500""#, "reach": #""1200""#, "clicks": #""31""#, "inline_link_clicks": #""22""#,
    ]

    private static func row(_ changes: [String: String?] = [:]) -> String {
        var members = good
        for (key, value) in changes { members[key] = value }
        return "{" + members.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",") + "}"
    }

    private static func read(_ rows: [String], _ query: InsightQuery = query()) throws -> InsightPage {
        var reader = InsightReader(query: query)
        reader.read(try parsed("[" + rows.joined(separator: ",") + "]"))
        return reader.page
    }

    @Test func aWholeRowIsTyped() throws {
        let actions = #"[{"action_type":"omni_purchase","value":"3"},{"action_type":"link_click","value":22}]"#
        let text = Self.row([
            "actions": actions, "action_values": #"[{"action_type":"omni_purchase","value":"99.5"}]"#,
            "video_thruplay_watched_actions": #"[{"action_type":"video_view","value":"7"}]"#,
        ])
        let page = try Self.read([text])
        let row = try #require(page.rows.first)
        #expect(page.quarantined.isEmpty)
        #expect(row.objectID == ObjectID("30"))
        #expect(row.campaignID == ObjectID("10"))
        #expect(row.adSetID == ObjectID("20"))
        #expect(row.day == Self.day("2026-11-02"))
        #expect(row.spend == Money(minorUnits: 1234, currency: .usd))
        #expect([row.impressions, row.reach, row.clicks, row.linkClicks, row.thruplays] == [1500, 1200, 31, 22, 7])
        #expect(row.actions == ["omni_purchase": 3, "link_click": 22])
        #expect(row.actionValues == ["omni_purchase": 99.5])
    }

    @Test func purchasesThatOverlapAreAllKeptAndCountedOnce() throws {
        let types = ["omni_purchase", "purchase", "offsite_conversion.fb_pixel_purchase"]
        let list = types.map { #"{"action_type":"\#($0)","value":"4"}"# }.joined(separator: ",")
        let row = try #require(try Self.read([Self.row(["actions": "[\(list)]"])]).rows.first)
        #expect(row.actions.keys.sorted() == types.sorted())
        #expect(SignalMap.standard.events(of: .sales, in: row) == 4)
    }

    @Test func yenHaveNoMinorUnits() throws {
        let text = Self.row(["account_currency": #""JPY""#, "spend": #""1234""#])
        let row = try #require(try Self.read([text], Self.query(currency: Currency("JPY"))).rows.first)
        #expect(row.spend == Money(minorUnits: 1234, currency: Currency("JPY")))
    }

    @Test func numbersAndNumericIdsAreTakenToo() throws {
        let text = Self.row(["ad_id": "30", "spend": "12.34", "impressions": "1500", "reach": nil, "clicks": "null"])
        let row = try #require(try Self.read([text]).rows.first)
        #expect(row.objectID == ObjectID("30"))
        #expect(row.spend.minorUnits == 1234)
        #expect(row.reach == nil)
        #expect(row.clicks == 0)
    }

    @Test(
        arguments: [
            ("spend", nil, "spend"), ("spend", #""-1""#, "spend"), ("spend", #""1e2""#, "spend"),
            ("spend", "{}", "spend"),
            ("impressions", nil, "impressions"), ("impressions", #""-5""#, "impressions"),
            ("impressions", #""1.5""#, "impressions"), ("clicks", #""many""#, "clicks"),
            ("date_start", #""2026-11-04""#, "spans"), ("date_start", #""2026-02-30""#, "date_start"),
            ("date_stop", #""2026-11-03""#, "spans"), ("account_currency", #""EUR""#, "account_currency"),
            ("account_id", #""2""#, "account_id"), ("ad_id", nil, "the ad's id"), ("ad_id", #""x""#, "the ad's id"),
            ("actions", #"[{"action_type":"a","value":"-1"}]"#, "actions"), ("actions", #"[{"value":"1"}]"#, "actions"),
            ("actions", #"[{"action_type":"a","value":1},{"action_type":"a","value":2}]"#, "twice"),
            ("actions", #""none""#, "actions"),
            ("action_values", #"[{"action_type":"a","value":"x"}]"#, "action_values"),
        ] as [(String, String?, String)]
    )
    func aBadRowIsKeptWithItsReasonAndTheOthersAreRead(key: String, value: String?, reason: String) throws {
        let bad = Self.row([key: value])
        let other = Self.row(["ad_id": #""31""#])
        let page = try Self.read([bad, other])
        #expect(page.rows.map(\.objectID) == [ObjectID("31")])
        let kept = try #require(page.quarantined.first)
        #expect(kept.reason.contains(reason), "\(kept.reason)")
        #expect(kept.raw == bad)
        #expect(kept.line == 1)
    }

    @Test func aDayOutsideTheAskedRangeIsNotBelieved() throws {
        let text = Self.row(["date_start": #""2026-11-04""#, "date_stop": #""2026-11-04""#])
        #expect(try Self.read([text]).quarantined.first?.reason.contains("outside") == true)
    }

    @Test func aSecondRowForTheSameDayIsNotBelieved() throws {
        let page = try Self.read([Self.row(), Self.row(["spend": #""99""#])])
        #expect(page.rows.map(\.spend.minorUnits) == [1234])
        #expect(page.quarantined.map(\.line) == [2])
    }

    @Test(arguments: [("00:00:00 - 00:59:59", 0), ("13:00:00 - 13:59:59", 13), ("23:00:00 - 23:59:59", 23)])
    func hoursAreRead(text: String, hour: Int) throws {
        let row = Self.row([InsightQuery.hourBreakdown: "\"\(text)\""])
        #expect(try Self.read([row], Self.query(level: .campaign, hourly: true)).rows.map(\.hour) == [hour])
    }

    @Test(arguments: [#""24:00:00 - 24:59:59""#, #""13:00:00 - 14:59:59""#, #""13""#, "null"])
    func anHourThatIsNoneIsNotBelieved(text: String) throws {
        let row = Self.row([InsightQuery.hourBreakdown: text])
        let page = try Self.read([row], Self.query(level: .campaign, hourly: true))
        #expect(page.rows.isEmpty)
        #expect(page.quarantined.first?.reason.contains("hour") == true)
    }

    @Test func breakdownsNameTheSegment() throws {
        let query = Self.query(level: .campaign, breakdowns: ["age", "gender"])
        let page = try Self.read(
            [Self.row(["age": #""25-34""#, "gender": #""female""#]), Self.row(["age": #""25-34""#])],
            query
        )
        #expect(page.rows.map(\.breakdown) == ["age=25-34,gender=female"])
        #expect(page.quarantined.first?.reason.contains("gender") == true)
    }

    @Test func aRangeIsHalvedWithoutGapOrOverlap() throws {
        let (first, second) = try #require(Self.query().halves)
        #expect(first.days.lowerBound == Self.day("2026-11-01"))
        #expect(first.days.upperBound + 1 == second.days.lowerBound)
        #expect(second.days.upperBound == Self.day("2026-11-03"))
        var single = Self.query()
        single.days = Self.day("2026-11-01")...Self.day("2026-11-01")
        #expect(single.halves == nil)
    }
}
