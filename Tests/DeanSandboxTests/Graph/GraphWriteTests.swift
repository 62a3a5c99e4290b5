import DeanDomain
import DeanSandbox
import Foundation
import Testing

/// Creating, changing, copying, deleting.
@Suite struct GraphWriteTests {
    private static let campaign = [
        "name": "New [dean:0000abcd]", "objective": "OUTCOME_SALES", "special_ad_categories": "[]", "status": "PAUSED",
        "is_adset_budget_sharing_enabled": "false",
    ]

    private static func adSet(_ campaign: String, budget: String? = "700") -> [String: String] {
        var fields = [
            "name": "New set", "campaign_id": campaign, "billing_event": "IMPRESSIONS", "status": "PAUSED",
            "optimization_goal": "OFFSITE_CONVERSIONS",
            "promoted_object": #"{"pixel_id":"770000000001001","custom_event_type":"PURCHASE"}"#,
            "targeting": #"{"geo_locations":{"countries":["US"]},"targeting_automation":{"advantage_audience":1}}"#,
        ]
        fields["daily_budget"] = budget
        return fields
    }

    @Test func validateOnlyAppliesNothing() async throws {
        try await GraphFixture.with { graph async throws in
            let learning = try graph.id(.campaign, "Prospecting").rawValue
            let adSet = try graph.id(.adSet, "Vinyl collectors")
            let ad = try graph.id(.ad, "Rain on the window")
            let creative = try graph.id(.creative, "Rain on the window").rawValue
            let before = graph.market.read { ($0.campaigns.count, $0.adSets.count, $0.ads.count, $0.edits.count) }
            let writes: [(String, [String: String])] = [
                ("act_1001/campaigns", Self.campaign),
                ("act_1001/adsets", Self.adSet(learning)),
                (
                    "act_1001/ads",
                    [
                        "name": "x", "adset_id": adSet.rawValue, "status": "PAUSED",
                        "creative": #"{"creative_id":"\#(creative)"}"#,
                    ]
                ),
                (adSet.rawValue, ["daily_budget": "2800"]),
                (learning, ["status": "PAUSED"]),
                (ad.rawValue, ["status": "PAUSED"]),
            ]
            for (path, fields) in writes {
                let answer = try await graph.post(
                    path,
                    fields.merging(["execution_options": #"["validate_only"]"#]) { $1 }
                )
                #expect(answer.json == ["success": true], "\(path): \(answer.text)")
            }
            let after = graph.market.read { ($0.campaigns.count, $0.adSets.count, $0.ads.count, $0.edits.count) }
            #expect(before == after)
            #expect(graph.market.dailyBudget(of: adSet) == 2400)
            #expect(graph.server.requests.allSatisfy { !$0.isWrite })
            let refused = try await graph.post(
                adSet.rawValue,
                ["daily_budget": "1", "execution_options": #"["validate_only"]"#]
            )
            #expect(refused.subcode == 1_885_272)
        }
    }

    @Test func theFifthBudgetChangeOfAnHourIsRefusedAndBlocksForAnHour() async throws {
        try await GraphFixture.with { graph async throws in
            let adSet = try graph.id(.adSet, "Vinyl collectors")
            for budget in ["2500", "2600", "2700", "2800"] {
                #expect(try await graph.post(adSet.rawValue, ["daily_budget": budget]).status == 200)
            }
            let fifth = try await graph.post(adSet.rawValue, ["daily_budget": "2900"])
            #expect((fifth.code, fifth.subcode) == (613, 1_487_632))
            #expect(graph.market.dailyBudget(of: adSet) == 2800)
            graph.clock.advance(by: .minutes(50))
            #expect(try await graph.post(adSet.rawValue, ["daily_budget": "2900"]).code == 613)
            graph.clock.advance(by: .minutes(11))
            #expect(try await graph.post(adSet.rawValue, ["daily_budget": "2900"]).status == 200)
            #expect(graph.market.dailyBudget(of: adSet) == 2900)
        }
    }

    @Test func aBudgetSitsOnOneLevel() async throws {
        try await GraphFixture.with { graph async throws in
            let shared = try graph.id(.campaign, "Scaling").rawValue
            let own = try graph.id(.campaign, "Prospecting").rawValue
            let under = try graph.id(.adSet, "Winners, broad").rawValue
            #expect(try await graph.post("act_1001/adsets", Self.adSet(shared)).subcode == 1_885_621)
            #expect(try await graph.post(own, ["daily_budget": "5000"]).subcode == 1_885_621)
            #expect(try await graph.post(under, ["daily_budget": "5000"]).subcode == 1_885_621)
            #expect(try await graph.post("act_1001/adsets", Self.adSet(own, budget: nil)).code == 100)
            #expect(try await graph.post("act_1001/adsets", Self.adSet(shared, budget: nil)).status == 200)
        }
    }

    @Test(arguments: [
        ("special_ad_categories", nil, nil), ("objective", nil, nil), ("objective", "CONVERSIONS", nil),
        ("is_adset_budget_sharing_enabled", nil, 4_834_011), ("is_adset_budget_sharing_enabled", "true", 4_834_005),
        ("smart_promotion_type", "AUTOMATED_SHOPPING_ADS", nil), ("status", "ARCHIVED", nil),
        ("daily_budget", "5", 1_885_272),
    ])
    func aCampaignThatMetaWouldRefuseIsRefused(_ name: String, _ value: String?, _ subcode: Int64?) async throws {
        try await GraphFixture.with { graph async throws in
            var fields = Self.campaign
            fields[name] = value
            let answer = try await graph.post("act_1001/campaigns", fields)
            #expect(answer.code == 100)
            #expect(answer.subcode == subcode)
            #expect(answer.json["error"]?["error_user_msg"]?.text?.isEmpty == false)
            #expect(graph.market.ids(.campaign, of: SandboxCredentials.dollarAccount, named: "[dean:0000abcd]").isEmpty)
        }
    }

    @Test(arguments: [
        ("targeting", nil, nil), ("targeting", #"{"geo_locations":{"countries":["US"]}}"#, 1_870_227),
        ("promoted_object", nil, nil), ("promoted_object", #"{"pixel_id":"1"}"#, nil), ("billing_event", nil, nil),
        ("optimization_goal", "SALES", nil), ("bid_strategy", "COST_CAP", 1_815_857), ("daily_budget", "99", 1_885_272),
        ("end_time", "2026-11-21T20:00:00+0000", 1_487_793),
        (
            "targeting",
            #"{"geo_locations":{"countries":["DE"]},"targeting_automation":{"advantage_audience":1}}"#, 3_858_079
        ),
    ])
    func anAdSetThatMetaWouldRefuseIsRefused(_ name: String, _ value: String?, _ subcode: Int64?) async throws {
        try await GraphFixture.with { graph async throws in
            var fields = Self.adSet(try graph.id(.campaign, "Prospecting").rawValue)
            #expect(try await graph.post("act_1001/adsets", fields).json["id"]?.text != nil)
            fields[name] = value
            let answer = try await graph.post("act_1001/adsets", fields)
            #expect(answer.code == 100, "\(answer.text)")
            #expect(answer.subcode == subcode)
        }
    }

    @Test func anArchivedObjectTakesOnlyAName() async throws {
        try await GraphFixture.with { graph async throws in
            let campaign = try graph.id(.campaign, "Spring pressing")
            let adSet = try graph.id(.adSet, "Spring fans")
            #expect(try await graph.post(campaign.rawValue, ["status": "ACTIVE"]).subcode == 1_885_088)
            #expect(try await graph.post(adSet.rawValue, ["daily_budget": "3000"]).subcode == 1_885_088)
            #expect(try await graph.post(campaign.rawValue, ["name": "Spring 2026, done"]).status == 200)
            #expect(graph.market.name(of: campaign) == "Spring 2026, done")
        }
    }

    @Test func aDeepCopyCarriesTheCreativeAndDropsTheBudgetUnderACampaignBudget() async throws {
        try await GraphFixture.with { graph async throws in
            let source = try graph.id(.adSet, "Vinyl collectors")
            let scaling = try graph.id(.campaign, "Scaling").rawValue
            let answer = try await graph.post(
                "\(source)/copies",
                [
                    "campaign_id": scaling, "deep_copy": "true", "status_option": "ACTIVE",
                    "rename_options": #"{"rename_strategy":"DEEP_RENAME","rename_suffix":" [dean:1234abcd]"}"#,
                ]
            )
            let copy = ObjectID(try #require(answer.json["copied_adset_id"]?.text))
            #expect(answer.json["ad_object_ids"]?.items?.count == 2)
            #expect(graph.market.name(of: copy) == "Vinyl collectors 25-54 [dean:1234abcd]")
            #expect(graph.market.dailyBudget(of: copy) == nil)
            let ads = try await graph.get(
                "\(copy)/ads",
                ["fields": "name,creative{name},effective_status", "limit": "5"]
            )
            #expect(ads.rows.first?["creative"]?["name"]?.text == "Rain on the window")
            #expect(ads.rows.first?["name"]?.text?.hasSuffix("[dean:1234abcd]") == true)
            #expect(ads.rows.first?["effective_status"]?.text == "PENDING_REVIEW")
            graph.clock.advance(by: .hours(30))
            let later = try await graph.get("\(copy)/ads", ["fields": "effective_status"])
            #expect(later.rows.first?["effective_status"]?.text == "ACTIVE")
            let today = AccountDay(graph.market.now, in: .gmt)
            #expect(graph.market.totals(of: copy, days: (today - 2)...today)?.spend ?? 0 > 0)
        }
    }

    @Test func aLargeCopyIsAcceptedAtOnceAndMadeLater() async throws {
        try await GraphFixture.with { graph async throws in
            let stack = try graph.id(.adSet, "Advantage+ audience")
            let call: GraphJSON = [
                [
                    "method": "POST", "relative_url": .string("\(stack)/copies"), "name": "copy-1",
                    "body": "deep_copy=true&rename_options=%7B%22rename_suffix%22%3A%22%20%5Bdean%3Aaaaa0001%5D%22%7D",
                ]
            ]
            let accepted = try await graph.post("/", ["asyncbatch": call.serialized])
            let session = try #require(accepted.json["async_sessions"]?.items?.first?["id"]?.text)
            func made() -> [ObjectID] {
                graph.market.ids(.adSet, of: SandboxCredentials.dollarAccount, named: "[dean:aaaa0001]")
            }
            #expect(made().isEmpty)
            #expect(try await graph.get(session).json["status"]?.text == "IN_PROGRESS")
            for _ in 0..<3 { _ = try await graph.get(session) }
            #expect(try await graph.get(session).json["status"]?.text == "COMPLETED")
            let copy = try #require(made().first)
            #expect(try await graph.get("\(copy)/ads", ["limit": "50"]).rows.count == 7)
        }
    }

    @Test func copiesHaveTheirLimits() async throws {
        try await GraphFixture.with { graph async throws in
            let stack = try graph.id(.adSet, "Advantage+ audience")
            #expect(try await graph.post("\(stack)/copies", ["deep_copy": "true"]).subcode == 1_885_194)
            let own = try graph.id(.campaign, "Prospecting").rawValue
            #expect(try await graph.post("\(stack)/copies", ["campaign_id": own]).code == 100)
            let shallow = try await graph.post("\(stack)/copies", [:])
            let copy = ObjectID(try #require(shallow.json["copied_adset_id"]?.text))
            #expect(graph.market.status(of: copy) == "PAUSED")
            #expect(graph.market.name(of: copy) == "Advantage+ audience US - Copy")
        }
    }

    @Test func jsonBodiesServeAsWellAsForms() async throws {
        try await GraphFixture.with { graph async throws in
            let answer = try await graph.send(
                "POST",
                "act_1001/campaigns",
                json: [
                    "name": "From JSON", "objective": "OUTCOME_SALES", "special_ad_categories": [],
                    "daily_budget": 5000, "status": "PAUSED",
                ]
            )
            let id = ObjectID(try #require(answer.json["id"]?.text))
            #expect(graph.market.dailyBudget(of: id) == 5000)
            #expect(try await graph.send("DELETE", id.rawValue).json == ["success": true])
            #expect(graph.market.status(of: id) == "DELETED")
        }
    }

    @Test func aBatchHasAnAnswerForEachCall() async throws {
        try await GraphFixture.with { graph async throws in
            let adSet = try graph.id(.adSet, "Vinyl collectors")
            let batch = """
                [{"method":"GET","relative_url":"\(adSet)?fields=name"},
                 {"method":"POST","relative_url":"\(adSet)","body":"status=PAUSED"},
                 {"method":"GET","relative_url":"404"}]
                """
            let answer = try await graph.post("/", ["batch": batch])
            #expect(answer.json.items?.compactMap { $0["code"]?.int } == [200, 200, 400])
            #expect(graph.market.status(of: adSet) == "PAUSED")
            let many =
                "[" + Array(repeating: #"{"method":"GET","relative_url":"me"}"#, count: 51).joined(separator: ",") + "]"
            #expect(try await graph.post("/", ["batch": many]).code == 100)
        }
    }

    @Test func unknownIdsAndEdgesAreErrors() async throws {
        try await GraphFixture.with { graph async throws in
            for method in ["GET", "POST", "DELETE"] {
                let answer = try await graph.send(method, "999", form: method == "POST" ? ["name": "x"] : nil)
                #expect((answer.code, answer.subcode) == (100, 33), "\(method)")
            }
            #expect(try await graph.get("act_9999").subcode == 33)
            #expect(try await graph.get("act_1001/unicorns").code == 2500)
        }
    }

    @Test func aVideoComesInChunks() async throws {
        try await GraphFixture.with { graph async throws in
            let start = try await graph.post("act_1001/advideos", ["upload_phase": "start", "file_size": "10"])
            let session = try #require(start.json["upload_session_id"]?.text)
            let early = try await graph.post(
                "act_1001/advideos",
                ["upload_phase": "finish", "upload_session_id": session]
            )
            #expect(early.code == 100)
            let whole = try await graph.post("act_1001/advideos", ["file_url": "https://northwind.example/a.mp4"])
            let id = try #require(whole.json["id"]?.text)
            let list = try await graph.get("act_1001/advideos")
            #expect(list.rows.compactMap { $0["id"]?.text } == [id])
        }
    }
}
