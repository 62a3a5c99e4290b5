import DeanDomain

extension MarketScenario {
    /// One dollar account with so many ads, for measuring; days behind the start are simulated whole.
    package static func bulk(ads count: Int, days: Int = 30) -> MarketScenario {
        let adsPerSet = 5
        let setsPerCampaign = 10
        var random = SeededRandom(seed: UInt64(count))
        let creatives = (0..<max(1, min(count, 200))).map { index in
            CreativeScenario(
                "Creative \(index + 1)",
                title: "Record no. \(index + 1)",
                body: "Pressed in small numbers.",
                CreativeQuality(
                    clickRate: 0.016 * random.lognormal(sd: 0.3),
                    purchaseRate: 0.04 * random.lognormal(sd: 0.35)
                )
            )
        }
        var left = count
        var campaigns: [CampaignScenario] = []
        while left > 0 {
            var adSets: [AdSetScenario] = []
            while left > 0, adSets.count < setsPerCampaign {
                let first = count - left
                let ads = (first..<first + min(adsPerSet, left)).map { index in
                    AdScenario("Ad \(index + 1)", "Creative \(index % creatives.count + 1)")
                }
                left -= ads.count
                adSets.append(
                    AdSetScenario("Ad set \(campaigns.count + 1).\(adSets.count + 1)", dailyBudget: 25, ads: ads)
                )
            }
            campaigns.append(CampaignScenario("Campaign \(campaigns.count + 1)", adSets: adSets))
        }
        let account = AccountScenario(
            id: SandboxCredentials.dollarAccount,
            name: "Bulk",
            currency: .usd,
            zoneName: "America/New_York",
            countries: ["US"],
            price: 9,
            basket: 58,
            creatives: creatives,
            campaigns: campaigns
        )
        return MarketScenario(accounts: [account], historyDays: days, stride: 24, peopleEdit: false)
    }
}
