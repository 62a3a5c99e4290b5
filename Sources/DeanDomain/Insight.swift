/// One row of Meta's insights, typed, in the account's currency and days.
///
/// `actions` and `actionValues` hold every action type that Meta reported; overlapping types (`omni_purchase`,
/// `purchase`, `offsite_conversion.fb_pixel_purchase`) are all here and counted once by `SignalMap`.
package struct InsightRow: Sendable, Codable, Hashable {
    package var level: ObjectKind
    package var objectID: ObjectID
    package var campaignID: ObjectID?
    package var adSetID: ObjectID?
    package var day: AccountDay
    /// Hour of the account's day, 0...23, for hourly rows.
    package var hour: Int?
    /// "age=25-34,gender=female" for breakdown rows.
    package var breakdown: String?
    package var spend: Money
    package var impressions: Int
    package var reach: Int?
    package var clicks: Int
    package var linkClicks: Int
    package var thruplays: Int
    package var actions: [String: Double]
    /// Major units of the account's currency.
    package var actionValues: [String: Double]

    package init(
        level: ObjectKind,
        objectID: ObjectID,
        campaignID: ObjectID? = nil,
        adSetID: ObjectID? = nil,
        day: AccountDay,
        hour: Int? = nil,
        breakdown: String? = nil,
        spend: Money,
        impressions: Int,
        reach: Int? = nil,
        clicks: Int = 0,
        linkClicks: Int = 0,
        thruplays: Int = 0,
        actions: [String: Double] = [:],
        actionValues: [String: Double] = [:]
    ) {
        self.level = level
        self.objectID = objectID
        self.campaignID = campaignID
        self.adSetID = adSetID
        self.day = day
        self.hour = hour
        self.breakdown = breakdown
        self.spend = spend
        self.impressions = impressions
        self.reach = reach
        self.clicks = clicks
        self.linkClicks = linkClicks
        self.thruplays = thruplays
        self.actions = actions
        self.actionValues = actionValues
    }
}

/// What is known of one object's day (or hour), reduced to the numbers that decisions read.
///
/// All sums add.
package struct Metrics: Sendable, Codable, Hashable {
    /// Minor units of the account's currency.
    package var spend: Int64
    package var impressions: Int
    package var clicks: Int
    package var linkClicks: Int
    package var thruplays: Int
    /// Core events of the object's goal, counted once.
    package var events: Double
    /// Minor units of the account's currency.
    package var revenue: Int64

    package init(
        spend: Int64 = 0,
        impressions: Int = 0,
        clicks: Int = 0,
        linkClicks: Int = 0,
        thruplays: Int = 0,
        events: Double = 0,
        revenue: Int64 = 0
    ) {
        self.spend = spend
        self.impressions = impressions
        self.clicks = clicks
        self.linkClicks = linkClicks
        self.thruplays = thruplays
        self.events = events
        self.revenue = revenue
    }

    package static let zero = Metrics()

    package static func + (left: Metrics, right: Metrics) -> Metrics {
        Metrics(
            spend: left.spend + right.spend,
            impressions: left.impressions + right.impressions,
            clicks: left.clicks + right.clicks,
            linkClicks: left.linkClicks + right.linkClicks,
            thruplays: left.thruplays + right.thruplays,
            events: left.events + right.events,
            revenue: left.revenue + right.revenue
        )
    }

    package static func += (left: inout Metrics, right: Metrics) { left = left + right }
}

/// One object's metrics on one account day.
package struct DailyMetrics: Sendable, Codable, Hashable {
    package var day: AccountDay
    package var metrics: Metrics

    package init(day: AccountDay, metrics: Metrics) {
        self.day = day
        self.metrics = metrics
    }
}

/// One campaign's metrics in one hour of an account day.
package struct HourlyMetrics: Sendable, Codable, Hashable {
    package var campaignID: ObjectID
    package var day: AccountDay
    package var hour: Int
    package var metrics: Metrics

    package init(campaignID: ObjectID, day: AccountDay, hour: Int, metrics: Metrics) {
        self.campaignID = campaignID
        self.day = day
        self.hour = hour
        self.metrics = metrics
    }
}

/// How many core events of an event day were visible when it was read so many hours after that day had ended (negative
/// while the day went on).
///
/// The raw material of the attribution delay.
package struct DelayReading: Sendable, Codable, Hashable {
    package var day: AccountDay
    package var hoursAfterEnd: Double
    package var events: Double

    package init(day: AccountDay, hoursAfterEnd: Double, events: Double) {
        self.day = day
        self.hoursAfterEnd = hoursAfterEnd
        self.events = events
    }
}
