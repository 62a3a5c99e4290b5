import DeanDomain

extension MarketScenario {
    /// A small record shop that advertises in three countries.
    ///
    /// On the first look at the dollar account there is an ad set that sells far below the others' cost and has room
    /// to grow, one that burnt money without a sale, an ad that everybody has seen too often, one whose clicks broke
    /// off yesterday and a campaign whose impressions have become dear. In the yen account money runs away; the euro
    /// account's pixel has been silent since yesterday.
    package static let demo = MarketScenario(accounts: [.dollarShop, .yenShop, .euroShop])
}

extension AccountScenario {
    package static let dollarShop: AccountScenario = {
        var account = AccountScenario(
            id: SandboxCredentials.dollarAccount,
            name: "Northwind Records US",
            currency: .usd,
            zoneName: "America/New_York",
            countries: ["US"],
            price: 9,
            basket: 58,
            creatives: CreativeScenario.northwind,
            campaigns: [learning, scaling, advantage, newsletter, retargeting, spring]
        )
        account.anomalies = [
            AnomalyScenario(.trackingOutage, fromHours: -13.4 * 24, untilHours: -13.0 * 24),
            AnomalyScenario(
                .clickCollapse,
                object: "Little Wren, unboxing 15 s",
                fromHours: -58,
                untilHours: 240,
                strength: 0.25
            ),
            AnomalyScenario(.priceSpike, object: "Newsletter | Leads", fromHours: -54, untilHours: 96),
        ]
        return account
    }()

    private static func adSet(
        _ name: String,
        _ budget: Double?,
        ads: [AdScenario],
        change: (inout AdSetScenario) -> Void = { _ in }
    ) -> AdSetScenario {
        var adSet = AdSetScenario(name, dailyBudget: budget, ads: ads)
        change(&adSet)
        return adSet
    }

    private static var learning: CampaignScenario {
        CampaignScenario(
            "Prospecting | Learning | ABO",
            adSets: [
                adSet(
                    "Vinyl collectors 25-54",
                    24,
                    ads: [AdScenario("Rain on the window, close-up", "Rain on the window")]
                ) { $0.age = 24 },
                adSet(
                    "First turntable",
                    18,
                    ads: [AdScenario("Little Wren on the kitchen table", "Little Wren, table")]
                ) {
                    $0.opensToPeople = true
                    $0.fit = 0.9
                },
                adSet(
                    "Indie gig-goers, lookalike 1 %",
                    18,
                    ads: [
                        AdScenario("Static Garden, gatefold", "Static Garden, gatefold"),
                        AdScenario("Static Garden, tour van", "Tour van"),
                    ]
                ) { $0.fit = 0.95 },
                adSet("Jazz at dinner", 15, ads: [AdScenario("Blue Hour, candle and needle", "Candle and needle")]) {
                    $0.age = 30
                    $0.ages = 35...65
                },
                adSet("Playlist diggers, broad", 15, ads: [AdScenario("Side A is for mornings", "Side A")]) {
                    $0.price = 0.85
                    $0.fit = 0.8
                    $0.opensToPeople = true
                },
                adSet("Gift shoppers under $50", 15, ads: [AdScenario("Gift card, confetti loop", "Gift card")]) {
                    $0.age = 11
                    $0.people = 600_000
                },
                adSet(
                    "Lapsed newsletter readers",
                    22,
                    ads: [AdScenario("Paper Lanterns, studio teaser", "Studio teaser")]
                ) {
                    $0.people = 8000
                    $0.age = 29
                    $0.capacity = 400
                },
                adSet("Cassette curious", 10, ads: [AdScenario("Tape hiss, pencil rewind", "Pencil rewind")]) {
                    $0.age = 2.5
                },
            ]
        )
    }

    private static var scaling: CampaignScenario {
        var campaign = CampaignScenario(
            "Scaling | Proven winners | CBO",
            dailyBudget: 90,
            adSets: [
                adSet(
                    "Winners, broad US",
                    nil,
                    ads: [
                        AdScenario("Slow Tide, one take", "Slow Tide, one take"),
                        AdScenario("Crate No. 5, before and after", "Crate No. 5"),
                        AdScenario("Static Garden, gatefold (scaled)", "Static Garden, gatefold", age: 20),
                    ]
                ) {
                    $0.people = 2_400_000
                    $0.capacity = 420
                },
                adSet(
                    "Winners, lookalike 3 %",
                    nil,
                    ads: [
                        AdScenario("Slow Tide, one take (LAL)", "Slow Tide, one take"),
                        AdScenario("Needle drop, slow motion", "Needle drop"),
                    ]
                ) {
                    $0.people = 1_600_000
                    $0.capacity = 380
                    $0.fit = 1.05
                },
            ]
        )
        campaign.budgetBefore = (amount: 75, daysAgo: 9)
        return campaign
    }

    private static var advantage: CampaignScenario {
        CampaignScenario(
            "Advantage+ sales | Full catalogue",
            dailyBudget: 80,
            adSets: [
                adSet(
                    "Advantage+ audience US",
                    nil,
                    ads: [
                        AdScenario("Little Wren, unboxing 15 s", "Little Wren, unboxing"),
                        AdScenario("Sleeve Club, a record a month", "Sleeve Club"),
                        AdScenario("Sunday, coffee, side B", "Sunday, side B"),
                        AdScenario("Shop floor walk-through", "Shop floor", age: 26),
                        AdScenario("Tote and 7-inch bundle", "Tote bundle", age: 19),
                        AdScenario("Founder letter, long copy", "Founder letter", pausedDaysAgo: 16),
                        AdScenario("Autumn sale banner", "Sale banner", pausedDaysAgo: 12),
                    ]
                ) {
                    $0.people = 1_900_000
                    $0.capacity = 420
                    $0.isAdvantage = true
                }
            ]
        )
    }

    private static var newsletter: CampaignScenario {
        var campaign = CampaignScenario(
            "Newsletter | Leads",
            adSets: [
                adSet(
                    "Listening room sign-up",
                    15,
                    ads: [
                        AdScenario("Win a test pressing", "Test pressing"),
                        AdScenario("Friday listening room", "Listening room"),
                    ]
                )
            ]
        )
        campaign.objective = "OUTCOME_LEADS"
        return campaign
    }

    private static var retargeting: CampaignScenario {
        var campaign = CampaignScenario(
            "Wishlist retargeting",
            adSets: [
                adSet("Cart left behind, 14 days", 12, ads: [AdScenario("Your crate is waiting", "Crate waiting")]) {
                    $0.people = 30_000
                }
            ]
        )
        campaign.pausedDaysAgo = 6
        return campaign
    }

    private static var spring: CampaignScenario {
        var campaign = CampaignScenario(
            "Spring pressing 2026",
            adSets: [adSet("Spring fans", 20, ads: [AdScenario("Green vinyl, first pressing", "Green vinyl")])]
        )
        campaign.archivedDaysAgo = 21
        return campaign
    }
}
