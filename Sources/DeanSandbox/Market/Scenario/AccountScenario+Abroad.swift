import DeanDomain

extension AccountScenario {
    /// Yen have no minor units in Meta's budgets.
    ///
    /// One of its campaigns spends as if it had no budget.
    package static let yenShop: AccountScenario = {
        var account = AccountScenario(
            id: SandboxCredentials.yenAccount,
            name: "Northwind Records Japan",
            currency: Currency("JPY"),
            zoneName: "Asia/Tokyo",
            countries: ["JP"],
            price: 720,
            basket: 6800,
            minimumDailyBudget: 150,
            creatives: CreativeScenario.northwind.filter { japanese.contains($0.name) },
            campaigns: [
                CampaignScenario(
                    "新規 | Learning | ABO",
                    adSets: [
                        adSet("City pop listeners", 2400, "Rain on the window"),
                        adSet("Audio magazine readers", 2000, "Candle and needle"),
                        adSet("Kissaten regulars", 1800, "Needle drop"),
                        adSet("First turntable JP", 2000, "Little Wren, table"),
                    ]
                ),
                CampaignScenario(
                    "拡大 | Scaling | CBO",
                    dailyBudget: 9000,
                    adSets: [
                        shared("Broad JP", ["Slow Tide, one take", "Needle drop", "Static Garden, gatefold"])
                    ]
                ),
            ]
        )
        account.anomalies = [
            AnomalyScenario(.spendRunaway, object: "拡大 | Scaling | CBO", fromHours: -31, untilHours: 17)
        ]
        return account
    }()

    /// Its pixel went silent yesterday, and two of its ads never win an auction.
    package static let euroShop: AccountScenario = {
        var account = AccountScenario(
            id: SandboxCredentials.euroAccount,
            name: "Northwind Records EU",
            currency: Currency("EUR"),
            zoneName: "Europe/Berlin",
            countries: ["DE", "AT", "NL"],
            price: 7.5,
            basket: 49,
            creatives: CreativeScenario.northwind,
            campaigns: [
                CampaignScenario(
                    "Prospecting DE | ABO",
                    adSets: [
                        adSet("Plattensammler 30-60", 18, "Static Garden, gatefold"),
                        adSet("Jazz & Klassik", 14, "Candle and needle"),
                        adSet("Festival season", 14, "Tour van"),
                        adSet("Turntable starters", 12, "Little Wren, table"),
                        silent("Ten-inch completists", 8, "Pencil rewind"),
                        silent("Utrecht fair visitors", 8, "Test pressing"),
                    ]
                ),
                CampaignScenario(
                    "Scaling EU | CBO",
                    dailyBudget: 60,
                    adSets: [
                        shared("Broad DE AT NL", ["Slow Tide, one take", "Crate No. 5", "Rain on the window"]),
                        shared("Lookalike 1 % EU", ["Slow Tide, one take", "Needle drop"]),
                    ]
                ),
            ]
        )
        account.dsaDefault = "Northwind Records GmbH"
        account.anomalies = [AnomalyScenario(.trackingOutage, fromHours: -26, untilHours: 30)]
        return account
    }()

    private static let japanese: Set<String> = [
        "Rain on the window", "Candle and needle", "Little Wren, table", "Slow Tide, one take", "Needle drop",
        "Static Garden, gatefold",
    ]

    private static func adSet(_ name: String, _ budget: Double, _ creative: String) -> AdSetScenario {
        var adSet = AdSetScenario(name, dailyBudget: budget, ads: [AdScenario("\(name) · \(creative)", creative)])
        adSet.opensToPeople = true
        // Money markets differ; the capacity follows the budget so that each has the same room.
        adSet.capacity = budget * 10
        return adSet
    }

    private static func silent(_ name: String, _ budget: Double, _ creative: String) -> AdSetScenario {
        AdSetScenario(
            name,
            dailyBudget: budget,
            ads: [AdScenario("\(name) · \(creative)", creative, delivers: false)]
        )
    }

    private static func shared(_ name: String, _ creatives: [String]) -> AdSetScenario {
        var adSet = AdSetScenario(name, ads: creatives.map { AdScenario("\(name) · \($0)", $0) })
        adSet.people = 1_500_000
        adSet.capacity = name.hasSuffix("JP") ? 42_000 : 300
        return adSet
    }
}
