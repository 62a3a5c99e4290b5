package import DeanDomain

package struct AccountScenario: Sendable {
    package var id: AccountID
    package var name: String
    package var currency: Currency
    package var zoneName: String
    package var countries: [String]
    /// A thousand impressions with hardly any money in the auction.
    package var price: Double
    package var basket: Double
    package var minimumDailyBudget: Double
    package var dsaDefault: String?
    package var creatives: [CreativeScenario]
    package var campaigns: [CampaignScenario]
    package var anomalies: [AnomalyScenario] = []

    package init(
        id: AccountID,
        name: String,
        currency: Currency,
        zoneName: String,
        countries: [String],
        price: Double,
        basket: Double,
        minimumDailyBudget: Double = 1,
        creatives: [CreativeScenario],
        campaigns: [CampaignScenario]
    ) {
        self.id = id
        self.name = name
        self.currency = currency
        self.zoneName = zoneName
        self.countries = countries
        self.price = price
        self.basket = basket
        self.minimumDailyBudget = minimumDailyBudget
        self.creatives = creatives
        self.campaigns = campaigns
    }
}

/// A creative; ads name it by `name`.
package struct CreativeScenario: Sendable {
    package var name: String
    package var title: String
    package var body: String
    package var quality: CreativeQuality

    package init(_ name: String, title: String, body: String, _ quality: CreativeQuality) {
        self.name = name
        self.title = title
        self.body = body
        self.quality = quality
    }
}

/// An anomaly at a distance from the start; `object` is the name of a campaign, ad set or ad, nil the whole account.
package struct AnomalyScenario: Sendable {
    package var kind: MarketAnomaly.Kind
    package var object: String?
    /// Hours after the start; negative in the history.
    package var fromHours: Double
    package var untilHours: Double?
    package var strength: Double?

    package init(
        _ kind: MarketAnomaly.Kind,
        object: String? = nil,
        fromHours: Double,
        untilHours: Double? = nil,
        strength: Double? = nil
    ) {
        self.kind = kind
        self.object = object
        self.fromHours = fromHours
        self.untilHours = untilHours
        self.strength = strength
    }
}
