package struct CampaignScenario: Sendable {
    package var name: String
    package var objective = "OUTCOME_SALES"
    /// Set for a campaign budget.
    package var dailyBudget: Double?
    /// The campaign's budget before it was raised, and how many days ago that was.
    package var budgetBefore: (amount: Double, daysAgo: Double)?
    package var bidStrategy: String?
    package var adSets: [AdSetScenario]
    package var pausedDaysAgo: Double?
    package var archivedDaysAgo: Double?

    package init(_ name: String, dailyBudget: Double? = nil, adSets: [AdSetScenario]) {
        self.name = name
        self.dailyBudget = dailyBudget
        bidStrategy = dailyBudget == nil ? nil : "LOWEST_COST_WITHOUT_CAP"
        self.adSets = adSets
    }
}

package struct AdSetScenario: Sendable {
    package var name: String
    package var dailyBudget: Double?
    /// How long ago it was made, in days.
    package var age = 60.0
    package var people = 400_000.0
    package var price = 1.0
    package var fit = 1.0
    /// Daily spend at which impressions cost twice as much.
    package var capacity = 200.0
    package var ads: [AdScenario]
    /// Advantage+ audience without placement limits.
    package var isAdvantage = false
    package var ages = 18...65
    package var pausedDaysAgo: Double?
    /// Whether the simulated people may change it.
    package var opensToPeople = false

    package init(_ name: String, dailyBudget: Double? = nil, ads: [AdScenario]) {
        self.name = name
        self.dailyBudget = dailyBudget
        self.ads = ads
    }
}

package struct AdScenario: Sendable {
    package var name: String
    /// The creative's name; one that the account does not list is made with average rates.
    package var creative: String
    /// How long ago it was made, in days; nil: with its ad set.
    package var age: Double?
    package var pausedDaysAgo: Double?
    package var delivers = true

    package init(
        _ name: String,
        _ creative: String,
        age: Double? = nil,
        pausedDaysAgo: Double? = nil,
        delivers: Bool = true
    ) {
        self.name = name
        self.creative = creative
        self.age = age
        self.pausedDaysAgo = pausedDaysAgo
        self.delivers = delivers
    }
}
