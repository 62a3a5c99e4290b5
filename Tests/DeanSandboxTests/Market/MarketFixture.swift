import DeanDomain
import DeanSandbox
import Foundation

/// Small worlds for the market's tests.
enum MarketFixture {
    /// Saturday 2026-11-21, 05:05 in New York.
    static let start = Timestamp(seconds: 1_795_255_500)
    static let account = SandboxCredentials.dollarAccount

    /// One dollar account with the given campaigns and one good creative named "Good", one poor one named "Poor".
    static func world(
        _ campaigns: [CampaignScenario],
        zone: String = "America/New_York",
        currency: Currency = .usd,
        now: Timestamp = start,
        days: Int = 10,
        seed: UInt64 = 1
    ) -> Market {
        let scale = currency.minorUnitsPerMajor == 100 ? 1.0 : 100.0
        let account = AccountScenario(
            id: account,
            name: "Test",
            currency: currency,
            zoneName: zone,
            countries: ["US"],
            price: 9 * scale,
            basket: 58 * scale,
            creatives: [
                CreativeScenario("Good", title: "Good", body: "", CreativeQuality(clickRate: 0.03, purchaseRate: 0.06)),
                CreativeScenario("Poor", title: "Poor", body: "", CreativeQuality(clickRate: 0.01, purchaseRate: 0.03)),
            ],
            campaigns: campaigns
        )
        return Market(
            seed: seed,
            now: now,
            scenario: MarketScenario(accounts: [account], historyDays: days, peopleEdit: false)
        )
    }

    static func learning(_ budget: Double, creative: String = "Good") -> CampaignScenario {
        CampaignScenario(
            "Learning",
            adSets: [AdSetScenario("Set", dailyBudget: budget, ads: [AdScenario("Ad", creative)])]
        )
    }

    static func days(_ market: Market, zone: String = "America/New_York", _ count: Int) -> ClosedRange<AccountDay> {
        let today = AccountDay(market.now, in: TimeZone(identifier: zone) ?? .gmt)
        return (today - count)...(today - 1)
    }

    /// Every ad's daily rows of an account.
    static func rows(_ market: Market, of id: AccountID = account, days count: Int = 34) -> [MarketInsight] {
        market.read { state in
            guard let account = state.accounts.first(where: { $0.id == id }) else { return [] }
            let today = AccountDay(state.now, in: TimeZone(identifier: account.zoneName) ?? .gmt)
            let ids = Set(state.ads.indices.filter { index in state.owner(ofAd: index) == id })
            let query = MarketInsightQuery(
                ads: ids.sorted(),
                level: .ad,
                days: (today - count)...today,
                increment: .days(1)
            )
            return state.insights(query)
        }
    }
}
