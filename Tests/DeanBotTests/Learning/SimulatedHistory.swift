import DeanDecision
import DeanDomain
import Foundation

/// An account whose ads' true event rates are known: read every morning, with conversions that arrive late.
///
/// `fatigue` is how much of its rate an ad loses a week once it has tired, which its CTR shows a week earlier than its
/// sparse events do; with 0 rates never change and nothing can be learned beyond the rules' posterior.
struct SimulatedHistory {
    static let zone = TimeZone.gmt
    static let account = AccountID("act_7")
    static let campaign = ObjectID("70")
    static let today = AccountDay(ordinal: 20_760)

    var seed: UInt64
    var ads = 60
    var days = 70
    /// Days before today at which Dean first read the account, with 30 days at once.
    var readSince = 70
    var fatigue = 0.5
    var targetCPA = 20.0

    private static let dailySpend: Int64 = 3_000

    var goal: Goal {
        Goal(
            key: .sales,
            active: true,
            priority: 5,
            targetCPA: targetCPA,
            campaigns: [Self.campaign.rawValue],
            template: CampaignTemplate(
                objective: "OUTCOME_SALES",
                optimizationGoal: "OFFSITE_CONVERSIONS",
                billingEvent: "IMPRESSIONS"
            )
        )
    }

    var now: Timestamp { Self.today.start(in: Self.zone) + .hours(6) }

    func history() -> LearningHistory {
        LearningHistory(
            snapshot: snapshot,
            goals: [goal],
            versions: versions(),
            delays: [:],
            days: (Self.today - days)...Self.today,
            zone: Self.zone
        )
    }

    private func id(_ index: Int) -> ObjectID { ObjectID("7\(String(index + 10_000).dropFirst())") }

    /// The day on which each ad began.
    private func start(_ index: Int) -> AccountDay {
        var random = SeededRandom(seed: seed &* 31 &+ UInt64(index))
        return Self.today - Int.random(in: 10...(days + 20), using: &random)
    }

    var snapshot: AccountSnapshot {
        AccountSnapshot(
            account: Account(
                id: Self.account,
                name: "Simulated",
                currency: .usd,
                timeZoneName: "GMT",
                status: 1
            ),
            campaigns: [
                Campaign(
                    id: Self.campaign,
                    name: "Sales",
                    objective: "OUTCOME_SALES",
                    status: .active,
                    effectiveStatus: "ACTIVE"
                )
            ],
            adSets: [],
            ads: (0..<ads).map { index in
                Ad(
                    id: id(index),
                    adSetID: ObjectID("8\(index)"),
                    campaignID: Self.campaign,
                    name: "Ad \(index)",
                    status: .active,
                    effectiveStatus: "ACTIVE",
                    createdAt: start(index).start(in: Self.zone)
                )
            },
            creatives: [],
            readAt: now
        )
    }

    /// Sorted by ad, day and reading.
    func versions() -> [MetricVersion] {
        var versions: [MetricVersion] = []
        for index in (0..<ads).sorted(by: { id($0) < id($1) }) {
            var random = SeededRandom(seed: seed &* 1_000_003 &+ UInt64(index))
            let quality = exp(0.4 * normal(&random))
            let tiresAt = Int.random(in: 8...60, using: &random)
            for offset in 0..<days {
                let day = Self.today - days + offset
                let age = day - start(index)
                guard age >= 0 else { continue }
                let weeksTired = max(0, Double(age - tiresAt)) / 7
                let tired = pow(1 - fatigue, min(3, weeksTired))
                let warned = pow(1 - fatigue, min(3, max(0, Double(age - tiresAt + 7)) / 7))
                let spend = Self.dailySpend
                let impressions = poisson(3_000, &random)
                let clicks = poisson(Double(impressions) * 0.015 * warned, &random)
                let rate = quality * tired * Double(spend) / (targetCPA * 100)
                let arrivals = (0..<poisson(rate, &random)).map { _ in
                    -log(1 - Double.random(in: 0..<1, using: &random)) * 0.8
                }
                versions += readings(id(index), day, spend, impressions, clicks, arrivals)
            }
        }
        return versions
    }

    /// One version for each morning on which the count differs.
    private func readings(
        _ ad: ObjectID,
        _ day: AccountDay,
        _ spend: Int64,
        _ impressions: Int,
        _ clicks: Int,
        _ arrivals: [Double]
    ) -> [MetricVersion] {
        let mornings = max(day + 1, Self.today - readSince)
        guard mornings <= Self.today else { return [] }
        var versions: [MetricVersion] = []
        for morning in mornings.ordinal...Self.today.ordinal {
            let age = Double(morning - day.ordinal)
            let events = arrivals.count { $0 < age }
            if versions.last?.metrics.events == Double(events) { continue }
            let readAt = LearningHistory.moment(
                of: AccountDay(ordinal: morning),
                today: Self.today,
                zone: Self.zone
            )
            if !versions.isEmpty { versions[versions.count - 1].supersededAt = readAt }
            versions.append(
                MetricVersion(
                    ad: ad,
                    day: day,
                    readAt: readAt,
                    metrics: Metrics(
                        spend: spend,
                        impressions: impressions,
                        clicks: clicks,
                        linkClicks: clicks,
                        events: Double(events),
                        revenue: Int64(events) * 6_000
                    )
                )
            )
        }
        return versions
    }

    private func normal(_ random: inout SeededRandom) -> Double {
        let radius = (-2 * log(1 - Double.random(in: 0..<1, using: &random))).squareRoot()
        return radius * cos(2 * .pi * Double.random(in: 0..<1, using: &random))
    }

    /// By the normal approximation above 200, by counting waits below.
    private func poisson(_ mean: Double, _ random: inout SeededRandom) -> Int {
        if mean > 200 { return max(0, Int((mean + mean.squareRoot() * normal(&random)).rounded())) }
        var count = 0
        var waited = -log(1 - Double.random(in: 0..<1, using: &random))
        while waited < mean {
            count += 1
            waited -= log(1 - Double.random(in: 0..<1, using: &random))
        }
        return count
    }
}
