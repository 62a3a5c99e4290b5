import DeanDomain
import DeanSandbox
import Foundation
import Testing

/// Reports over HTTP.
@Suite struct GraphInsightTests {
    @Test func overlappingPurchaseTypesReportTheSameEvents() async throws {
        try await GraphFixture.with { graph async throws in
            let rows = try await graph.all(
                "act_1001/insights",
                ["level": "ad", "time_increment": "1", "fields": "actions,action_values", "limit": "500"]
            )
            var sold = 0
            for row in rows {
                for field in ["actions", "action_values"] {
                    let list = row[field]?.items ?? []
                    let values = ["omni_purchase", "purchase", "offsite_conversion.fb_pixel_purchase"].map { type in
                        list.first { $0["action_type"]?.text == type }?["value"]?.text
                    }
                    #expect(Set(values).count == 1, "\(row)")
                    if values[0] != nil { sold += 1 }
                }
            }
            #expect(sold > 200)
        }
    }

    @Test func levelsAndBreakdownsAddUp() async throws {
        try await GraphFixture.with { graph async throws in
            func cents(_ query: [String: String]) async throws -> (spend: Int, impressions: Int, rows: Int) {
                let base = ["fields": "spend,impressions", "date_preset": "last_14d", "limit": "400"]
                let rows = try await graph.all("act_1001/insights", base.merging(query) { $1 })
                let spend = rows.compactMap { $0["spend"]?.double }.reduce(0) { $0 + Int(($1 * 100).rounded()) }
                return (spend, rows.compactMap { $0["impressions"]?.int }.reduce(0) { $0 + Int($1) }, rows.count)
            }
            let whole = try await cents([:])
            #expect(whole.rows == 1)
            for query in [
                ["level": "ad"], ["level": "adset", "time_increment": "1"],
                ["level": "campaign", "time_increment": "monthly"],
                ["breakdowns": "age,gender"], ["breakdowns": #"["country"]"#],
                ["level": "campaign", "breakdowns": "hourly_stats_aggregated_by_advertiser_time_zone"],
            ] {
                let parts = try await cents(query)
                #expect(parts.spend == whole.spend, "\(query)")
                #expect(parts.impressions == whole.impressions, "\(query)")
            }
        }
    }

    @Test func anAsynchronousReportHasTheSameRows() async throws {
        try await GraphFixture.with { graph async throws in
            let query = ["level": "ad", "time_increment": "1", "date_preset": "last_7d", "fields": "ad_id,spend"]
            let direct = try await graph.all("act_1001/insights", query)
            let run = try await graph.post("act_1001/insights", query)
            let id = try #require(run.json["report_run_id"]?.text)
            #expect(try await graph.get("\(id)/insights").code == 100)
            var percents: [Int64] = []
            while percents.last != 100, percents.count < 10 {
                percents.append(try await graph.get(id).json["async_percent_completion"]?.int ?? -1)
            }
            #expect(percents == [0, 5, 60, 100])
            #expect(try await graph.all("\(id)/insights", ["limit": "30"]) == direct)
        }
    }

    @Test func tooManyRowsAreRefusedAtOnceAndServedAsAReport() async throws {
        try await GraphFixture.with(scenario: .bulk(ads: 2000)) { graph async throws in
            let query = ["level": "ad", "time_increment": "1", "date_preset": "last_30d", "fields": "ad_id,spend"]
            #expect(try await graph.get("act_1001/insights", query).subcode == 1_487_534)
            let run = try await graph.post("act_1001/insights", query)
            let id = try #require(run.json["report_run_id"]?.text)
            for _ in 0..<4 { _ = try await graph.get(id) }
            let page = try await graph.get("\(id)/insights", ["limit": "5000"])
            #expect(page.rows.count == 5000)
            #expect(page.json["paging"]?["next"] != nil)
        }
    }

    @Test(arguments: [
        ["fields": "spendd"], ["level": "universe"], ["time_increment": "0"], ["date_preset": "last_5d"],
        ["time_range": #"{"since":"2026-11-10","until":"2026-11-01"}"#], ["breakdowns": "shoe_size"],
        ["time_range": #"{"since":"2020-01-01","until":"2020-02-01"}"#], ["time_ranges": "[]"],
        ["breakdowns": "age,hourly_stats_aggregated_by_advertiser_time_zone"],
    ])
    func aRequestThatMetaWouldRefuseIsRefused(_ query: [String: String]) async throws {
        try await GraphFixture.with { graph async throws in
            #expect(try await graph.get("act_1001/insights", query).code == 100)
        }
    }

    @Test func aBreakdownThatNeedsAnOptInHasNoRows() async throws {
        try await GraphFixture.with { graph async throws in
            let answer = try await graph.get("act_1001/insights", ["breakdowns": "frequency_value"])
            #expect(answer.status == 200)
            #expect(answer.rows.isEmpty)
        }
    }

    @Test func filtersOnObjectsAndNumbersNarrowTheRows() async throws {
        try await GraphFixture.with { graph async throws in
            let paused = try await graph.all(
                "act_1001/insights",
                [
                    "level": "ad", "fields": "ad_name,spend", "date_preset": "last_30d",
                    "filtering": #"[{"field":"ad.effective_status","operator":"IN","value":["PAUSED"]}]"#,
                ]
            )
            #expect(paused.compactMap { $0["ad_name"]?.text } == ["Founder letter, long copy", "Autumn sale banner"])
            let dear = try await graph.all(
                "act_1001/insights",
                [
                    "level": "ad", "fields": "ad_name,spend", "date_preset": "last_30d", "limit": "100",
                    "filtering": #"[{"field":"ad.spend","operator":"GREATER_THAN","value":300}]"#,
                ]
            )
            #expect(!dear.isEmpty)
            #expect(dear.allSatisfy { $0["spend"]?.double ?? 0 > 300 })
        }
    }

    @Test func anOutageStopsConversionsWhileClicksGoOn() async throws {
        try await GraphFixture.with { graph async throws in
            let set = try await graph.send(
                "POST",
                "/_sandbox/anomaly",
                json: ["kind": "tracking_outage", "account": "act_1001"],
                token: nil
            )
            #expect(set.status == 200)
            _ = try await graph.send("POST", "/_sandbox/clock", json: ["advance_hours": 50], token: nil)
            let zone = try #require(TimeZone(identifier: "America/New_York"))
            let yesterday = AccountDay(graph.clock.now, in: zone) - 1
            let row = try await graph.get(
                "act_1001/insights",
                [
                    "fields": "actions,clicks,spend",
                    "time_range": #"{"since":"\#(yesterday)","until":"\#(yesterday)"}"#,
                ]
            ).rows.first
            let types = Set(row?["actions"]?.items?.compactMap { $0["action_type"]?.text } ?? [])
            #expect(types.contains("link_click"))
            #expect(!types.contains("purchase"))
            #expect(row?["clicks"]?.int ?? 0 > 200)
        }
    }
}
