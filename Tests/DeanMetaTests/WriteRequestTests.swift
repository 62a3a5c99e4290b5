import DeanDomain
import Testing

@testable import DeanMeta

@Suite struct WriteRequestTests {
    let campaign = ObjectRef(kind: .campaign, id: ObjectID("10"), name: "Prospecting")
    let adSet = ObjectRef(kind: .adSet, id: ObjectID("20"), name: "Broad US [dean:00000001]")

    private func made(
        _ step: WriteStep,
        parent: String? = "10",
        validateOnly: Bool = false,
        copying: CopyOptions = CopyOptions()
    ) throws -> GraphRequest {
        try WriteRequest(
            account: MetaBench.account,
            tag: MetaBench.tag,
            parent: parent.map { ObjectID($0) },
            validateOnly: validateOnly,
            pixelID: "777"
        ).make(step, copying: copying)
    }

    private func values(_ request: GraphRequest) -> [String: String] {
        Dictionary(request.parameters.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    private func budget(_ units: Int64, _ currency: Currency = .usd) -> Money {
        Money(minorUnits: units, currency: currency)
    }

    @Test(arguments: [("USD", 2400), ("JPY", 2400)] as [(String, Int64)])
    func budgetsAreAbsoluteMinorUnits(currency: String, units: Int64) throws {
        let money = budget(units, Currency(currency))
        let request = try made(.setDailyBudget(object: adSet, from: money, to: money))
        #expect(request.path == "20")
        #expect(request.isWrite)
        #expect(values(request) == ["daily_budget": "2400"])
    }

    @Test func aBudgetOfNothingIsNotSent() {
        #expect(throws: MetaError.self) {
            try made(.setDailyBudget(object: adSet, from: budget(100), to: budget(0)))
        }
    }

    @Test func aCampaignWithoutBudgetSaysThatItSharesNone() throws {
        let draft = CampaignDraft(name: "Test", objective: "OUTCOME_SALES", status: .paused)
        #expect(
            values(try made(.createCampaign(draft))) == [
                "name": "Test [dean:3fa4c1d2]", "objective": "OUTCOME_SALES", "status": "PAUSED",
                "special_ad_categories": "[]", "is_adset_budget_sharing_enabled": "false",
            ]
        )
    }

    @Test func aCampaignBudgetComesWithItsBidStrategy() throws {
        let draft = CampaignDraft(name: "S", objective: "OUTCOME_SALES", status: .active, dailyBudget: budget(5000))
        let sent = values(try made(.createCampaign(draft)))
        #expect(sent["daily_budget"] == "5000")
        #expect(sent["bid_strategy"] == "LOWEST_COST_WITHOUT_CAP")
        #expect(sent["is_adset_budget_sharing_enabled"] == nil)
    }

    @Test func anAdSetSaysAllThatMetaAsksFor() throws {
        let template = CampaignTemplate(
            objective: "OUTCOME_SALES",
            optimizationGoal: "OFFSITE_CONVERSIONS",
            customEventType: "PURCHASE",
            countries: ["US", "CA"],
            customAudiences: ["5"],
            advantageAudience: false
        )
        let draft = AdSetDraft(name: "A", status: .paused, dailyBudget: budget(500), template: template)
        let request = try made(.createAdSet(draft, campaign: .existing(ObjectID("10"))))
        #expect(
            values(request) == [
                "name": "A [dean:3fa4c1d2]", "campaign_id": "10", "status": "PAUSED",
                "optimization_goal": "OFFSITE_CONVERSIONS", "billing_event": "IMPRESSIONS", "daily_budget": "500",
                "bid_strategy": "LOWEST_COST_WITHOUT_CAP",
                "targeting": #"{"geo_locations":{"countries":["US","CA"]},"custom_audiences":[{"id":"5"}],"#
                    + #""targeting_automation":{"advantage_audience":0}}"#,
                "promoted_object": #"{"pixel_id":"777","custom_event_type":"PURCHASE"}"#,
                "attribution_spec": #"[{"event_type":"CLICK_THROUGH","window_days":7},"#
                    + #"{"event_type":"VIEW_THROUGH","window_days":1}]"#,
            ]
        )
    }

    @Test func anEventOfThePixelsOwnGoesByItsName() throws {
        var template = CampaignTemplate(objective: "O", optimizationGoal: "G", customEventType: "smartlinkclicked")
        let draft = AdSetDraft(name: "A", status: .paused, template: template, pixelID: "9")
        let sent = values(try made(.createAdSet(draft, campaign: .madeByStep(0))))
        #expect(
            sent["promoted_object"]
                == #"{"pixel_id":"9","custom_event_type":"OTHER","custom_event_str":"smartlinkclicked"}"#
        )
        template.customEventType = nil
        let without = AdSetDraft(name: "A", status: .paused, template: template)
        let plain = values(try made(.createAdSet(without, campaign: .madeByStep(0))))
        #expect(plain["promoted_object"] == nil)
        #expect(plain["daily_budget"] == nil)
        #expect(plain["attribution_spec"] == #"[{"event_type":"CLICK_THROUGH","window_days":1}]"#)
    }

    @Test func nothingIsMadeUnderAnUnbornParent() {
        let draft = AdDraft(name: "A", status: .paused, creativeID: ObjectID("3"))
        #expect(throws: MetaError.self) { try made(.createAd(draft, adSet: .madeByStep(0)), parent: nil) }
    }

    @Test func aCopyKeepsTheNameAndGetsTheTag() throws {
        let step = WriteStep.copyAdSet(source: adSet, campaign: .existing(ObjectID("10")), name: "Winner: Broad US")
        let request = try made(step)
        #expect(request.path == "20/copies")
        let sent = values(request)
        #expect(sent["deep_copy"] == "true")
        #expect(sent["status_option"] == "ACTIVE")
        #expect(sent["campaign_id"] == "10")
        #expect(
            sent["rename_options"]
                == #"{"rename_strategy":"ONLY_TOP_LEVEL_RENAME","rename_prefix":"Winner: ","#
                + #""rename_suffix":" [dean:3fa4c1d2]"}"#
        )
    }

    @Test func aCopyOfManyAdsGoesByAnAsynchronousBatch() throws {
        let step = WriteStep.copyAdSet(source: adSet, campaign: .existing(ObjectID("10")), name: "x")
        let request = try made(step, copying: CopyOptions(status: .paused, adCount: 4))
        #expect(request.path == "")
        let call = try #require(try parsed(values(request)["asyncbatch"] ?? "").elements.map { $0 }.first)
        #expect(call["relative_url"]?.text == "20/copies")
        #expect(call["body"]?.text?.contains("status_option=PAUSED") == true)
        #expect(throws: MetaError.self) { try made(step, copying: CopyOptions(adCount: 51)) }
    }

    @Test func copiesHaveNoDryRun() {
        let step = WriteStep.copyAdSet(source: adSet, campaign: .existing(ObjectID("10")), name: "x")
        #expect(throws: MetaError.self) { try made(step, validateOnly: true) }
    }

    @Test(arguments: [ConfiguredStatus.archived, .deleted, .other("X")])
    func nothingIsBornOtherThanActiveOrPaused(_ status: ConfiguredStatus) {
        let draft = CampaignDraft(name: "S", objective: "O", status: status)
        #expect(throws: MetaError.self) { try made(.createCampaign(draft)) }
    }
}
