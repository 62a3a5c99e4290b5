import DeanDomain
import DeanSandbox
import Foundation
import Testing

/// Nodes, edges, pages and filters.
@Suite struct GraphReadTests {
    @Test func pagesAddUpToTheWholeListWithoutDoubles() async throws {
        try await GraphFixture.with { graph async throws in
            let whole = try await graph.all("act_1001/ads", ["fields": "id,name", "limit": "500"])
            let pages = try await graph.all("act_1001/ads", ["fields": "id,name", "limit": "4"])
            #expect(whole == pages)
            #expect(Set(whole.compactMap { $0["id"]?.text }).count == whole.count)
            #expect(whole.count > 20)
        }
    }

    @Test func theLastPageHasCursorsAndNoNext() async throws {
        try await GraphFixture.with { graph async throws in
            let answer = try await graph.get("act_1001/campaigns", ["limit": "500", "summary": "true"])
            #expect(answer.json["paging"]?["cursors"]?["after"] != nil)
            #expect(answer.json["paging"]?["next"] == nil)
            #expect(answer.json["summary"]?["total_count"]?.int == Int64(answer.rows.count))
        }
    }

    @Test func nextLeadsOnByItself() async throws {
        try await GraphFixture.with { graph async throws in
            let first = try await graph.get(
                "act_1001/ads",
                ["limit": "3", "access_token": "sandbox-token"],
                token: nil
            )
            let next = try #require(first.json["paging"]?["next"]?.text)
            let components = try #require(URLComponents(string: next))
            let query = Dictionary(
                uniqueKeysWithValues: (components.queryItems ?? []).map { ($0.name, $0.value ?? "") }
            )
            let second = try await graph.get("/v26.0/act_1001/ads", query, token: nil)
            #expect(second.rows.count == 3)
            #expect(Set(second.rows).isDisjoint(with: first.rows))
        }
    }

    @Test func thePageAndThePixelHaveNames() async throws {
        try await GraphFixture.with { graph async throws in
            let pixel = SandboxCredentials.pixelID(of: SandboxCredentials.dollarAccount)
            for id in [SandboxCredentials.pageID, pixel] {
                let answer = try await graph.get(id, ["fields": "id,name"])
                #expect(answer.json["id"]?.text == id)
                #expect(answer.json["name"]?.text?.contains("Northwind Records") == true)
            }
            #expect(try await graph.get(pixel, ["fields": "colour"]).code == 100)
        }
    }

    @Test func severalIdsAreReadAtOnce() async throws {
        try await GraphFixture.with { graph async throws in
            let ids = graph.market.ids(.adSet, of: SandboxCredentials.dollarAccount).prefix(2).map(\.rawValue)
            let answer = try await graph.get("/v26.0/", ["ids": ids.joined(separator: ","), "fields": "daily_budget"])
            #expect(answer.json.members?.map(\.name) == ids)
            #expect(answer.json[ids[0]]?["daily_budget"]?.text == "2400")
            let missing = try await graph.get("/v26.0/", ["ids": ids[0] + ",404"])
            #expect((missing.code, missing.subcode) == (100, 33))
        }
    }

    @Test func nestedFieldsAreWrittenInside() async throws {
        try await GraphFixture.with { graph async throws in
            let ad = try graph.id(.ad, "Rain on the window")
            let answer = try await graph.get(
                ad.rawValue,
                ["fields": "name,creative{id,name,object_story_spec},adset{learning_stage_info{status},campaign{name}}"]
            )
            #expect(answer.json["creative"]?["object_story_spec"]?["page_id"]?.text == SandboxCredentials.pageID)
            #expect(answer.json["adset"]?["campaign"]?["name"]?.text == "Prospecting | Learning | ABO")
        }
    }

    @Test(arguments: ["nme", "creative{id", "name,,bogus"])
    func aFieldThatMetaDoesNotKnowIsAnError(_ fields: String) async throws {
        try await GraphFixture.with { graph async throws in
            let ad = try graph.id(.ad, "Rain on the window")
            let answer = try await graph.get(ad.rawValue, ["fields": fields])
            #expect(answer.status == 400)
            #expect(answer.code == 100 || answer.code == 2500)
        }
    }

    @Test func filtersNarrowByNameStatusAndParent() async throws {
        try await GraphFixture.with { graph async throws in
            let campaign = try graph.id(.campaign, "Prospecting").rawValue
            let byParent = try await graph.get(
                "act_1001/ads",
                [
                    "fields": "campaign_id", "limit": "100",
                    "filtering": #"[{"field":"campaign.id","operator":"IN","value":["\#(campaign)"]}]"#,
                ]
            )
            #expect(byParent.rows.count == 9)
            #expect(byParent.rows.allSatisfy { $0["campaign_id"]?.text == campaign })
            let paused = try await graph.get(
                "act_1001/ads",
                ["fields": "name,effective_status", "effective_status": #"["PAUSED","CAMPAIGN_PAUSED"]"#]
            )
            #expect(
                Set(paused.rows.compactMap { $0["name"]?.text })
                    == ["Founder letter, long copy", "Autumn sale banner", "Your crate is waiting"]
            )
            let wrong = try await graph.get(
                "act_1001/ads",
                ["filtering": #"[{"field":"colour","operator":"IN","value":["red"]}]"#]
            )
            #expect(wrong.code == 100)
        }
    }

    @Test func archivedObjectsAreListedOnlyWhenAskedFor() async throws {
        try await GraphFixture.with { graph async throws in
            let shown = try await graph.get("act_1001/campaigns", ["fields": "name", "limit": "50"])
            #expect(!shown.text.contains("Spring pressing"))
            let archived = try await graph.get(
                "act_1001/campaigns",
                ["fields": "name", "effective_status": #"["ARCHIVED"]"#]
            )
            #expect(archived.rows.compactMap { $0["name"]?.text } == ["Spring pressing 2026"])
        }
    }

    @Test func onlyTheCampaignWithAllThreeLeversIsAdvantagePlus() async throws {
        try await GraphFixture.with { graph async throws in
            let answer = try await graph.get("act_1001/campaigns", ["fields": "name,advantage_state_info"])
            let advantage = answer.rows.filter {
                $0["advantage_state_info"]?["advantage_state"]?.text == "ADVANTAGE_PLUS_SALES"
            }
            #expect(advantage.compactMap { $0["name"]?.text } == ["Advantage+ sales | Full catalogue"])
        }
    }

    @Test func yenBudgetsHaveNoMinorUnits() async throws {
        try await GraphFixture.with { graph async throws in
            let account = try await graph.get(
                "act_1002",
                ["fields": "currency,min_daily_budget,timezone_offset_hours_utc"]
            )
            #expect(account.json["min_daily_budget"]?.int == 150)
            #expect(account.json["timezone_offset_hours_utc"]?.double == 9)
            let rows = try await graph.all(
                "act_1002/insights",
                ["level": "ad", "time_increment": "1", "fields": "spend,action_values", "limit": "500"]
            )
            #expect(rows.count > 100)
            #expect(rows.allSatisfy { $0["spend"]?.text?.contains(".") == false })
            #expect(
                rows.flatMap { $0["action_values"]?.items ?? [] }.allSatisfy {
                    $0["value"]?.text?.contains(".") == false
                }
            )
        }
    }

    @Test func everyAnswerCarriesThrottleHeaders() async throws {
        try await GraphFixture.with { graph async throws in
            let answer = try await graph.get("act_1001/campaigns")
            for name in [
                "x-app-usage", "x-ad-account-usage", "x-business-use-case-usage", "x-fb-ads-insights-throttle",
            ] {
                #expect(answer.headers[name].flatMap(GraphJSON.init(parsing:)) != nil, "\(name)")
            }
            graph.server.usage.show(percent: 83)
            let busy = try await graph.get("act_1001/campaigns")
            #expect(busy.headers["x-app-usage"].flatMap(GraphJSON.init(parsing:))?["call_count"]?.int == 83)
        }
    }
}
