import DeanDomain
import DeanStore
import Foundation

/// An account whose ads tire, stored morning by morning as an observer would have: 63 days of readings, each restated
/// twice as conversions arrive.
struct LearningWorld {
    static let account = AccountID("act_77")
    static let campaign = ObjectID("700")
    static let days = 63
    static let targetCPA = 20.0

    let ads: Int
    let today: AccountDay

    var now: Timestamp { today.start(in: .gmt) + .hours(7) }

    var goal: Goal {
        Goal(
            key: .sales,
            active: true,
            priority: 5,
            targetCPA: Self.targetCPA,
            campaigns: [Self.campaign.rawValue],
            template: CampaignTemplate(
                objective: "OUTCOME_SALES",
                optimizationGoal: "OFFSITE_CONVERSIONS",
                customEventType: "PURCHASE"
            )
        )
    }

    func fill(_ store: Store) async throws {
        for morning in (today - Self.days + 1).ordinal...today.ordinal {
            let readAt = AccountDay(ordinal: morning).start(in: .gmt) + .hours(5)
            for (back, share) in [(1, 0.75), (2, 0.92), (4, 1.0)] {
                let day = AccountDay(ordinal: morning - back)
                guard day >= today - Self.days else { continue }
                try await store.save(
                    insights: (0..<ads).compactMap { row($0, on: day, arrived: share) },
                    account: Self.account,
                    readAt: readAt + TimeSpan(seconds: Int64(back)),
                    covering: day...day
                )
            }
        }
        try await store.save(snapshot: snapshot)
    }

    private func id(_ index: Int) -> ObjectID { ObjectID("7\(1_000_000 + index)") }

    private func start(_ index: Int) -> Int {
        var random = SeededRandom(seed: UInt64(index) &+ 17)
        return Int.random(in: 10...90, using: &random)
    }

    private func row(_ index: Int, on day: AccountDay, arrived: Double) -> StoredInsight? {
        var random = SeededRandom(seed: UInt64(index) &* 1_000_003 &+ UInt64(day.ordinal))
        let age = start(index) - (today - day)
        guard age >= 0 else { return nil }
        var own = SeededRandom(seed: UInt64(index))
        let quality = exp(Double.random(in: -0.7...0.7, using: &own))
        let tiresAt = Double.random(in: 8...60, using: &own)
        let tired = pow(0.5, min(3, max(0, Double(age) - tiresAt) / 7))
        let warned = pow(0.5, min(3, max(0, Double(age) - tiresAt + 7) / 7))
        let impressions = Int.random(in: 2_500...3_500, using: &random)
        let clicks = Int(Double(impressions) * 0.015 * warned)
        var events = 0.0
        var waited = -log(1 - Double.random(in: 0..<1, using: &random))
        while waited < 1.5 * quality * tired {
            if Double.random(in: 0..<1, using: &random) < arrived { events += 1 }
            waited -= log(1 - Double.random(in: 0..<1, using: &random))
        }
        let metrics = Metrics(
            spend: 3_000,
            impressions: impressions,
            clicks: clicks,
            linkClicks: clicks,
            events: events,
            revenue: Int64(events) * 6_000
        )
        return StoredInsight(
            row: InsightRow(
                level: .ad,
                objectID: id(index),
                campaignID: Self.campaign,
                day: day,
                spend: Money(minorUnits: metrics.spend, currency: .usd),
                impressions: impressions,
                clicks: clicks,
                linkClicks: clicks,
                actions: ["purchase": events]
            ),
            goal: .sales,
            metrics: metrics
        )
    }

    private var snapshot: AccountSnapshot {
        AccountSnapshot(
            account: Account(id: Self.account, name: "Learning", currency: .usd, timeZoneName: "GMT", status: 1),
            campaigns: [
                Campaign(
                    id: Self.campaign,
                    name: "Sales",
                    objective: "OUTCOME_SALES",
                    status: .active,
                    effectiveStatus: "ACTIVE"
                )
            ],
            adSets: (0..<ads).map { index in
                AdSet(
                    id: ObjectID("8\(1_000_000 + index)"),
                    campaignID: Self.campaign,
                    name: "Set \(index)",
                    status: .active,
                    effectiveStatus: "ACTIVE",
                    dailyBudget: Money(minorUnits: 3_000, currency: .usd)
                )
            },
            ads: (0..<ads).map { index in
                Ad(
                    id: id(index),
                    adSetID: ObjectID("8\(1_000_000 + index)"),
                    campaignID: Self.campaign,
                    name: "Ad \(index)",
                    status: .active,
                    effectiveStatus: "ACTIVE",
                    createdAt: (today - start(index)).start(in: .gmt)
                )
            },
            creatives: [],
            readAt: now
        )
    }
}
