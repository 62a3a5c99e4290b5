import DeanDecision
import DeanDomain
import Foundation
import Synchronization

/// A small account put together by hand, in dollars unless said otherwise.
struct World {
    static let now = Timestamp(seconds: 1_795_186_800)
    static let today = AccountDay(now, in: .gmt)

    var currency = Currency.usd
    var campaigns: [Campaign] = []
    var adSets: [AdSet] = []
    var ads: [Ad] = []
    var creatives: [Creative] = []
    var daily: [ObjectID: [DailyMetrics]] = [:]
    var goals: [Goal]
    var rules = Rules()
    var settings = Settings()
    var humanEdits: [ObjectID: Timestamp] = [:]
    var pastActions: [PastAction] = []
    var rejections: [PastRejection] = []
    var gaps: [ReadingGap] = []
    var readAt = now
    var zone = "UTC"
    var imported: ImportedFigures?

    init(_ goal: GoalKey = .sales, targetCPA: Double? = nil, targetROAS: Double? = nil) {
        goals = [World.goal(goal, targetCPA: targetCPA, targetROAS: targetROAS)]
        rules.caps.accountDailyBudget = 1000
        rules.caps.campaignDailyBudget = 1000
        rules.caps.goalDailyBudget = 1000
    }

    static func goal(
        _ key: GoalKey,
        priority: Int = 5,
        targetCPA: Double? = nil,
        targetROAS: Double? = nil,
        hint: Double? = nil
    ) -> Goal {
        Goal(
            key: key,
            active: true,
            priority: priority,
            budgetHint: hint,
            targetCPA: targetCPA,
            targetROAS: targetROAS,
            template: CampaignTemplate(
                objective: "OUTCOME_SALES",
                optimizationGoal: "OFFSITE_CONVERSIONS",
                customEventType: "PURCHASE"
            )
        )
    }

    func money(_ major: Double) -> Money { Money(major: major, currency: currency) }

    mutating func addCampaign(
        _ id: String,
        budget: Double? = nil,
        advantage: Bool = false,
        status: ConfiguredStatus = .active,
        name: String? = nil
    ) {
        campaigns.append(
            Campaign(
                id: ObjectID(id),
                name: name ?? "Campaign \(id)",
                objective: "OUTCOME_SALES",
                status: status,
                effectiveStatus: status.raw,
                dailyBudget: budget.map(money),
                advantageState: advantage ? "ADVANTAGE_PLUS_SALES" : nil
            )
        )
        if let goal = goals.first, goal.key != .sales { goals[0].campaigns.append(id) }
    }

    mutating func addAdSet(
        _ id: String,
        in campaign: String,
        budget: Double? = nil,
        hours: Int = 24 * 20,
        learning: LearningStage? = .success,
        status: ConfiguredStatus = .active
    ) {
        adSets.append(
            AdSet(
                id: ObjectID(id),
                campaignID: ObjectID(campaign),
                name: "Ad set \(id)",
                status: status,
                effectiveStatus: status.raw,
                dailyBudget: budget.map(money),
                customEventType: "PURCHASE",
                learningStage: learning,
                createdAt: Self.now - .hours(hours)
            )
        )
    }

    mutating func addAd(
        _ id: String,
        in adSet: String,
        creative: String? = nil,
        status: ConfiguredStatus = .active,
        effectiveStatus: String? = nil
    ) {
        let campaign = adSets.first { $0.id.rawValue == adSet }?.campaignID ?? ObjectID("none")
        ads.append(
            Ad(
                id: ObjectID(id),
                adSetID: ObjectID(adSet),
                campaignID: campaign,
                creativeID: ObjectID(creative ?? "creative-\(id)"),
                name: "Ad \(id)",
                status: status,
                effectiveStatus: effectiveStatus ?? status.raw
            )
        )
    }

    /// Rows for the days that lie `back` days before today; amounts are per day, money in major units.
    mutating func deliver(
        _ ad: String,
        back: ClosedRange<Int> = 8...17,
        spend: Double,
        impressions: Int = 1000,
        clicks: Int = 20,
        events: Double = 0,
        revenue: Double = 0
    ) {
        var rows = daily[ObjectID(ad)] ?? []
        for step in back {
            rows.append(
                DailyMetrics(
                    day: Self.today - step,
                    metrics: Metrics(
                        spend: money(spend).minorUnits,
                        impressions: impressions,
                        clicks: clicks,
                        linkClicks: clicks,
                        events: events,
                        revenue: money(revenue).minorUnits
                    )
                )
            )
        }
        daily[ObjectID(ad)] = rows.sorted { $0.day < $1.day }
    }

    var snapshot: AccountSnapshot {
        AccountSnapshot(
            account: Account(
                id: AccountID("act_1"),
                name: "Shop",
                currency: currency,
                timeZoneName: zone,
                status: 1,
                minimumDailyBudget: Money(minorUnits: currency.minorUnitsPerMajor, currency: currency),
                imported: imported
            ),
            campaigns: campaigns,
            adSets: adSets,
            ads: ads,
            creatives: creatives,
            readAt: readAt
        )
    }

    var evidence: AccountEvidence {
        AccountEvidence(
            snapshot: snapshot,
            asOf: Self.now,
            goals: goals,
            daily: daily,
            humanEdits: humanEdits,
            pastActions: pastActions,
            rejections: rejections,
            gaps: gaps
        )
    }

    func decide() -> Decision { RulesCore().decide(evidence, rules: rules, settings: settings, ids: Self.ids(1)) }

    func context(
        stopped: Bool? = false,
        leaseFresh: Bool? = true,
        throttlePercent: Int? = 10,
        writesThisRun: Int = 0,
        anomalies: [Anomaly] = [],
        approved: Bool = true,
        alreadyPlanned: [PlannedAction] = [],
        planExpiresAt: Timestamp? = nil
    ) -> GuardContext {
        GuardContext(
            snapshot: snapshot,
            goals: goals,
            rules: rules,
            settings: settings,
            pastActions: pastActions,
            humanEdits: humanEdits,
            anomalies: anomalies,
            gaps: gaps,
            stopped: stopped,
            leaseFresh: leaseFresh,
            throttlePercent: throttlePercent,
            writesThisRun: writesThisRun,
            now: Self.now,
            approved: approved,
            alreadyPlanned: alreadyPlanned,
            planExpiresAt: planExpiresAt
        )
    }

    /// Counted ids.
    static func ids(_ seed: UInt64) -> IdentifierSource {
        let counter = Counter(seed)
        return IdentifierSource { counter.next() }
    }
}

private final class Counter: Sendable {
    private let value: Mutex<UInt64>

    init(_ first: UInt64) {
        value = Mutex(first)
    }

    func next() -> UInt64 {
        value.withLock {
            $0 += 1
            return $0
        }
    }
}

extension World {
    /// A learning campaign whose ad set s1 is clearly the cheapest of four.
    static func withWinner(_ goal: GoalKey = .sales, targetCPA: Double? = nil) -> World {
        var world = World(goal, targetCPA: targetCPA)
        world.addCampaign("c1")
        for index in 1...4 {
            world.addAdSet("s\(index)", in: "c1", budget: 10)
            world.addAd("a\(index)", in: "s\(index)")
            // $4 each for the winner, $10 for the others.
            world.deliver("a\(index)", spend: index == 1 ? 8 : 10, events: index == 1 ? 2 : 1)
        }
        return world
    }

    /// A scaling campaign with $20 a day and a stable cost of $5.
    static func withScaling(targetCPA: Double? = 10, budget: Double = 20) -> World {
        var world = World(.sales, targetCPA: targetCPA)
        world.addCampaign("c1", status: .paused)
        world.addCampaign("c2", budget: budget)
        world.addAdSet("s2", in: "c2")
        world.addAd("a2", in: "s2")
        world.deliver("a2", back: 1...20, spend: budget, events: budget / 5)
        return world
    }
}
