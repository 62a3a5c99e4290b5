/// What a campaign is for; raw values are the keys people write in `goals.yaml` and in Slack.
package enum GoalKey: String, Sendable, Codable, CaseIterable {
    case sales
    case streams
    case presave
    case virality
    case followers
    case buildAudience = "build_audience"
    case fanSegmentation = "fan_segmentation"
}

/// A goal as configured.
///
/// Money is in major units of the account's currency, because one file serves several accounts.
package struct Goal: Sendable, Codable, Hashable {
    package var key: GoalKey
    package var active: Bool
    /// 1 (least) to 5 (most); the daily budget is split in proportion.
    package var priority: Int
    /// Upper bound of the goal's daily budget, major units.
    package var budgetHint: Double?
    /// Highest acceptable cost per core event, major units.
    package var targetCPA: Double?
    /// Lowest acceptable return on ad spend, a ratio.
    package var targetROAS: Double?
    /// Share of the goal's budget that learning campaigns keep once a scaling campaign exists, 0...1.
    package var learningShare: Double
    /// Campaigns that belong to the goal whatever their objective: ids, or text that their names contain.
    package var campaigns: [String]
    package var template: CampaignTemplate

    package init(
        key: GoalKey,
        active: Bool,
        priority: Int,
        budgetHint: Double? = nil,
        targetCPA: Double? = nil,
        targetROAS: Double? = nil,
        learningShare: Double = 0.7,
        campaigns: [String] = [],
        template: CampaignTemplate
    ) {
        self.key = key
        self.active = active
        self.priority = priority
        self.budgetHint = budgetHint
        self.targetCPA = targetCPA
        self.targetROAS = targetROAS
        self.learningShare = learningShare
        self.campaigns = campaigns
        self.template = template
    }

    package static func minimumEvents(for key: GoalKey) -> Double { key == .presave ? 1 : 3 }
}

/// How Dean makes campaigns for a goal.
package struct CampaignTemplate: Sendable, Codable, Hashable {
    package var objective: String
    package var optimizationGoal: String
    package var billingEvent: String
    /// `promoted_object.custom_event_type`; nil where the goal has no pixel event.
    package var customEventType: String?
    package var countries: [String]
    package var customAudiences: [String]
    package var advantageAudience: Bool
    package var attributionDays: Int

    package init(
        objective: String,
        optimizationGoal: String,
        billingEvent: String = "IMPRESSIONS",
        customEventType: String? = nil,
        countries: [String] = ["US"],
        customAudiences: [String] = [],
        advantageAudience: Bool = true,
        attributionDays: Int = 7
    ) {
        self.objective = objective
        self.optimizationGoal = optimizationGoal
        self.billingEvent = billingEvent
        self.customEventType = customEventType
        self.countries = countries
        self.customAudiences = customAudiences
        self.advantageAudience = advantageAudience
        self.attributionDays = attributionDays
    }
}

/// Which of Meta's action types carry a goal's core event, in order of preference.
///
/// The first type present in a row is the count; the others report the same events again and are never added.
package struct SignalMap: Sendable, Codable, Hashable {
    package var actionTypes: [GoalKey: [String]]

    package init(actionTypes: [GoalKey: [String]]) {
        self.actionTypes = actionTypes
    }

    package static let standard = SignalMap(actionTypes: [
        .sales: ["omni_purchase", "purchase", "offsite_conversion.fb_pixel_purchase"],
        .streams: ["smartlinkclicked", "offsite_conversion.custom.smartlinkclicked"],
        .presave: ["presavecomplete", "offsite_conversion.custom.presavecomplete"],
        .virality: ["thruplay", "video_thruplay_watched"],
        .followers: ["profile_view", "onsite_conversion.profile_view"],
        .buildAudience: ["lead", "onsite_conversion.lead_grouped", "offsite_conversion.fb_pixel_lead"],
        .fanSegmentation: ["onclicklink", "link_click"],
    ])

    /// Core events in `actions`; thruplays come in a field of their own.
    package func events(of goal: GoalKey, in row: InsightRow) -> Double {
        if let count = pick(goal, from: row.actions) { return count }
        return goal == .virality ? Double(row.thruplays) : 0
    }

    /// Revenue of the core events, minor units.
    package func revenue(of goal: GoalKey, in row: InsightRow) -> Int64 {
        Money(major: pick(goal, from: row.actionValues) ?? 0, currency: row.spend.currency).minorUnits
    }

    package func metrics(of goal: GoalKey, in row: InsightRow) -> Metrics {
        Metrics(
            spend: row.spend.minorUnits,
            impressions: row.impressions,
            clicks: row.clicks,
            linkClicks: row.linkClicks,
            thruplays: row.thruplays,
            events: events(of: goal, in: row),
            revenue: revenue(of: goal, in: row)
        )
    }

    private func pick(_ goal: GoalKey, from values: [String: Double]) -> Double? {
        for type in actionTypes[goal] ?? [] {
            if let value = values[type] { return value }
        }
        return nil
    }
}
