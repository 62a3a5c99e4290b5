import DeanDomain
import Foundation

/// Turns a scenario into a market with its history.
struct MarketBuilder {
    let scenario: MarketScenario
    let seed: UInt64
    let now: Timestamp

    func build() -> MarketState {
        let start = now - .days(scenario.historyDays + 2)
        var state = MarketState(seed: seed, stride: scenario.stride, peopleEdit: false, now: start)
        for account in scenario.accounts { add(account, to: &state) }
        // In the last two days of the history nobody touches anything: a first look shows the scenario itself.
        state.peopleEdit = scenario.peopleEdit
        state.advance(to: now - .days(2))
        state.peopleEdit = false
        state.advance(to: now)
        state.peopleEdit = scenario.peopleEdit
        return state
    }

    private func add(_ account: AccountScenario, to state: inout MarketState) {
        let zone = TimeZone(identifier: account.zoneName) ?? .gmt
        let calendar = AccountCalendar(zone: zone)
        let scale = Double(account.currency.minorUnitsPerMajor)
        let index = state.accounts.count
        let number = Int(account.id.rawValue.dropFirst("act_".count)) ?? index
        state.accounts.append(
            MarketAccount(
                id: account.id,
                name: account.name,
                currency: account.currency,
                zoneName: account.zoneName,
                pixelID: SandboxCredentials.pixelID(of: account.id),
                calendar: calendar,
                countries: account.countries,
                price: account.price * scale,
                basket: account.basket * scale,
                minimumDailyBudget: Int64((account.minimumDailyBudget * scale).rounded()),
                dsaDefault: account.dsaDefault,
                audiences: Self.audiences(number),
                nextHour: calendar.firstHour(of: AccountDay(now, in: zone).ordinal - scenario.historyDays)
            )
        )
        var creatives: [String: Int] = [:]
        for creative in account.creatives {
            creatives[creative.name] = state.creatives.count
            state.add(make(creative, account: index, &state))
        }
        for campaign in account.campaigns {
            add(campaign, account: index, scale: scale, countries: account.countries, &creatives, to: &state)
        }
        for anomaly in account.anomalies {
            let object = anomaly.object.flatMap { name in Self.object(named: name, account: index, state) }
            state.anomalies.append(
                MarketAnomaly(
                    anomaly.kind,
                    account: account.id,
                    object: object,
                    from: moment(daysAgo: -anomaly.fromHours / 24),
                    until: anomaly.untilHours.map { moment(daysAgo: -$0 / 24) },
                    strength: anomaly.strength
                )
            )
        }
    }

    private func add(
        _ campaign: CampaignScenario,
        account: Int,
        scale: Double,
        countries: [String],
        _ creatives: inout [String: Int],
        to state: inout MarketState
    ) {
        let oldest = campaign.adSets.map(\.age).max() ?? 60
        let budget = campaign.budgetBefore?.amount ?? campaign.dailyBudget
        let made = MarketCampaign(
            id: state.newID(),
            account: account,
            name: campaign.name,
            objective: campaign.objective,
            status: "ACTIVE",
            dailyBudget: budget.map { minor($0, scale) },
            bidStrategy: campaign.bidStrategy,
            sharesAdSetBudgets: campaign.dailyBudget == nil ? false : nil,
            createdAt: moment(daysAgo: oldest) - .hours(1),
            updatedAt: moment(daysAgo: oldest) - .hours(1)
        )
        let index = state.campaigns.count
        state.add(made)
        if let before = campaign.budgetBefore, let amount = campaign.dailyBudget {
            schedule(MarketChange(dailyBudget: minor(amount, scale)), made.id, account, before.daysAgo, &state)
        }
        for adSet in campaign.adSets {
            add(adSet, campaign: index, scale: scale, countries: countries, &creatives, to: &state)
        }
        if let days = campaign.pausedDaysAgo {
            schedule(MarketChange(status: "PAUSED"), made.id, account, days, &state)
        }
        if let days = campaign.archivedDaysAgo {
            schedule(MarketChange(status: "ARCHIVED"), made.id, account, days, &state)
        }
    }

    private func add(
        _ adSet: AdSetScenario,
        campaign: Int,
        scale: Double,
        countries: [String],
        _ creatives: inout [String: Int],
        to state: inout MarketState
    ) {
        let createdAt = moment(daysAgo: adSet.age)
        let leads = state.campaigns[campaign].objective == "OUTCOME_LEADS"
        let account = state.campaigns[campaign].account
        let made = MarketAdSet(
            id: state.newID(),
            campaign: campaign,
            name: adSet.name,
            status: "ACTIVE",
            dailyBudget: adSet.dailyBudget.map { minor($0, scale) },
            optimizationGoal: "OFFSITE_CONVERSIONS",
            billingEvent: "IMPRESSIONS",
            targeting: Self.targeting(adSet, countries: countries),
            promotedObject: [
                "pixel_id": .string(state.accounts[account].pixelID),
                "custom_event_type": leads ? "LEAD" : "PURCHASE",
            ],
            attributionSpec: [["event_type": "CLICK_THROUGH", "window_days": 7]],
            createdAt: createdAt,
            updatedAt: createdAt,
            startAt: createdAt,
            significantEditAt: createdAt,
            audience: AudienceTraits(
                people: adSet.people,
                price: adSet.price,
                fit: adSet.fit,
                capacity: adSet.capacity * scale
            ),
            opensToPeople: adSet.opensToPeople
        )
        let index = state.adSets.count
        state.add(made)
        for ad in adSet.ads {
            if creatives[ad.creative] == nil {
                creatives[ad.creative] = state.creatives.count
                state.add(make(Self.plain(ad.creative), account: account, &state))
            }
            let id = state.newID()
            let since = ad.age.map { moment(daysAgo: $0) } ?? createdAt
            state.add(
                MarketAd(
                    id: id,
                    adSet: index,
                    creative: creatives[ad.creative, default: 0],
                    name: ad.name,
                    status: "ACTIVE",
                    createdAt: since,
                    updatedAt: since,
                    reviewedAt: since,
                    delivers: ad.delivers,
                    delivery: state.newDelivery(account: account, ad: id)
                )
            )
            if let days = ad.pausedDaysAgo { schedule(MarketChange(status: "PAUSED"), id, account, days, &state) }
        }
        if let days = adSet.pausedDaysAgo {
            schedule(MarketChange(status: "PAUSED"), made.id, account, days, &state)
        }
    }

    /// What stands for a creative that the scenario names and does not describe.
    private static func plain(_ name: String) -> CreativeScenario {
        CreativeScenario(name, title: name, body: "", CreativeQuality(clickRate: 0.016, purchaseRate: 0.04))
    }

    private func make(_ creative: CreativeScenario, account: Int, _ state: inout MarketState) -> MarketCreative {
        let id = state.newID()
        let isVideo = creative.quality.hookRate > 0
        let video = isVideo ? "55" + id.rawValue.dropFirst(4) : nil
        let hash = isVideo ? nil : SandboxPicture.hash(of: id)
        let link = "https://northwind.example/shop?c=" + id.rawValue.suffix(5)
        let call: GraphJSON = ["type": "SHOP_NOW", "value": ["link": .string(link)]]
        let data: GraphJSON =
            video.map {
                [
                    "video_id": .string($0), "title": .string(creative.title), "message": .string(creative.body),
                    "call_to_action": call,
                ]
            } ?? [
                "link": .string(link), "name": .string(creative.title), "message": .string(creative.body),
                "image_hash": .string(hash ?? ""), "call_to_action": call,
            ]
        return MarketCreative(
            id: id,
            account: account,
            name: creative.name,
            title: creative.title,
            body: creative.body,
            imageHash: hash,
            videoID: video,
            specName: "object_story_spec",
            spec: ["page_id": .string(SandboxCredentials.pageID), isVideo ? "video_data" : "link_data": data],
            createdAt: moment(daysAgo: 62),
            quality: creative.quality
        )
    }

    private func schedule(
        _ change: MarketChange,
        _ id: ObjectID,
        _ account: Int,
        _ daysAgo: Double,
        _ state: inout MarketState
    ) {
        state.scheduled.append(
            ScheduledEdit(at: moment(daysAgo: daysAgo), account: account, object: id, change: change)
        )
    }

    private func moment(daysAgo days: Double) -> Timestamp { now - TimeSpan(seconds: Int64(days * 86_400)) }

    private func minor(_ major: Double, _ scale: Double) -> Int64 { Int64((major * scale).rounded()) }

    private static func object(named name: String, account: Int, _ state: MarketState) -> ObjectID? {
        let campaigns = state.accounts[account].campaigns
        let adSets = campaigns.flatMap { state.campaigns[$0].adSets }
        return campaigns.map { state.campaigns[$0] }.first { $0.name == name }?.id
            ?? adSets.map { state.adSets[$0] }.first { $0.name == name }?.id
            ?? adSets.flatMap { state.adSets[$0].ads }.map { state.ads[$0] }.first { $0.name == name }?.id
    }

    private static func targeting(_ adSet: AdSetScenario, countries: [String]) -> GraphJSON {
        var targeting: GraphJSON = [
            "geo_locations": [
                "countries": .array(countries.map(GraphJSON.string)), "location_types": ["home", "recent"],
            ],
            "targeting_automation": ["advantage_audience": adSet.isAdvantage ? 1 : 0],
        ]
        if !adSet.isAdvantage {
            targeting["age_min"] = .integer(Int64(adSet.ages.lowerBound))
            targeting["age_max"] = .integer(Int64(adSet.ages.upperBound))
            targeting["publisher_platforms"] = ["facebook", "instagram"]
        }
        return targeting
    }

    private static func audiences(_ account: Int) -> [MarketAudience] {
        let names = [
            "Buyers, 180 days", "Newsletter", "Visited a record, 30 days", "Cart left behind, 14 days",
            "Watched half a video, 60 days", "Instagram engaged, 90 days", "Sleeve Club members",
            "Lookalike 1 %, buyers", "Lookalike 3 %, buyers", "Lookalike 1 %, Sleeve Club", "Listening room guests",
            "Bought a turntable", "Wholesale contacts",
        ]
        return names.enumerated().map { index, name in
            MarketAudience(
                id: ObjectID("66\(account)0000000\(index < 10 ? "0" : "")\(index)"),
                name: name,
                people: index >= 7 && index <= 9 ? 2_100_000 : 1200 * (14 - index)
            )
        }
    }
}
