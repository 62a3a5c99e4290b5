package import DeanDomain
package import Foundation

/// Looks through an account's numbers for what past hours and weekdays do not explain.
///
/// Daily numbers are held against a robust weekday baseline, counts against their Poisson or negative binomial tail,
/// silence of conversions against the clicks that went on. Tail probabilities are multiplied by the number of series
/// tested at the level. What the whole account shows is reported once, at the account.
package struct AnomalyScan: Sendable {
    package var account: AnomalySubject
    /// The campaigns of each goal together, named as the account; conversions of different goals never mix.
    package var goals: [AnomalySubject]
    package var campaigns: [AnomalySubject]
    package var ads: [AnomalySubject]
    /// The last complete account day.
    package var lastDay: AccountDay
    package var asOf: Timestamp
    package var zone: TimeZone

    package init(
        account: AnomalySubject,
        goals: [AnomalySubject],
        campaigns: [AnomalySubject],
        ads: [AnomalySubject],
        lastDay: AccountDay,
        asOf: Timestamp,
        zone: TimeZone
    ) {
        self.account = account
        self.goals = goals
        self.campaigns = campaigns
        self.ads = ads
        self.lastDay = lastDay
        self.asOf = asOf
        self.zone = zone
    }

    /// The anomalies, the most severe first.
    package func run() -> [Anomaly] {
        let delivery: [AnomalyMetric] = [.spend, .cpm, .ctr]
        var atAccount =
            deliveryTest(family: delivery.count).findings(account, metrics: delivery)
            + SpendTest(lastDay: lastDay, asOf: asOf, zone: zone).findings(account)
        for goal in goals { atAccount += conversionTest(family: 2 * goals.count).findings(goal) }
        var atCampaigns: [AnomalyFinding] = []
        for campaign in campaigns {
            atCampaigns += deliveryTest(family: delivery.count * campaigns.count)
                .findings(campaign, metrics: delivery)
            atCampaigns += SpendTest(lastDay: lastDay, asOf: asOf, zone: zone).findings(campaign)
                .filter { $0.kind == .runaway }
            atCampaigns += conversionTest(family: 2 * campaigns.count).findings(campaign)
        }
        let atAds = ads.flatMap { deliveryTest(family: 2 * ads.count).findings($0, metrics: [.cpm, .ctr]) }

        atAccount = strongest(atAccount).filter { !isOneCampaigns($0, atCampaigns) }
        atCampaigns = strongest(atCampaigns).filter { finding in !atAccount.contains { covers($0, finding) } }
        let leaves = strongest(atAds).filter { finding in
            !atAccount.contains { covers($0, finding) }
                && !atCampaigns.contains { covers($0, finding) && $0.subject.object.id == finding.subject.parent }
        }
        return (atAccount + atCampaigns + leaves)
            .sorted { ($0.probability, $0.subject.object.id) < ($1.probability, $1.subject.object.id) }
            .map { $0.anomaly(zone: zone) }
            .sorted { $0.severity > $1.severity }
    }

    private func deliveryTest(family: Int) -> DeliveryTest {
        DeliveryTest(lastDay: lastDay, zone: zone, family: family)
    }

    private func conversionTest(family: Int) -> ConversionTest {
        ConversionTest(lastDay: lastDay, asOf: asOf, zone: zone, family: family)
    }

    /// One finding for each object, metric and goal: the least probable, a runaway or outage before a mere deviation.
    private func strongest(_ findings: [AnomalyFinding]) -> [AnomalyFinding] {
        struct Key: Hashable {
            var object: ObjectID
            var metric: AnomalyMetric
            var events: String
        }
        var best: [Key: AnomalyFinding] = [:]
        for finding in findings {
            let events = finding.metric == .conversions || finding.metric == .cpa ? finding.subject.eventName : ""
            let key = Key(object: finding.subject.object.id, metric: finding.metric, events: events)
            guard let other = best[key] else {
                best[key] = finding
                continue
            }
            if (finding.kind == .deviation ? 1 : 0, finding.probability)
                < (other.kind == .deviation ? 1 : 0, other.probability)
            {
                best[key] = finding
            }
        }
        return Array(best.values)
    }

    /// Whether the account's finding is really one campaign's: fewer than half of the campaigns lean with it and one of
    /// them stands out by itself.
    private func isOneCampaigns(_ finding: AnomalyFinding, _ atCampaigns: [AnomalyFinding]) -> Bool {
        let members = campaigns.filter { sameEvents($0, finding) }
        guard members.count > 1, atCampaigns.contains(where: { covers(finding, $0) }) else { return false }
        let leaning: Int
        switch finding.metric {
        case .spend, .cpm, .ctr:
            let test = deliveryTest(family: 1)
            leaning = members.count { test.leans($0, finding.metric, up: finding.up) ?? true }
        case .conversions, .cpa:
            let flagged = Set(atCampaigns.filter { covers(finding, $0) }.map(\.subject.object.id))
            // A campaign too small to be flagged may well share the account's trouble; one that converts does not.
            leaning = members.count { flagged.contains($0.object.id) || $0.daily[lastDay].events == 0 }
        }
        return leaning * 2 <= members.count
    }

    private func covers(_ upper: AnomalyFinding, _ lower: AnomalyFinding) -> Bool {
        upper.metric == lower.metric && upper.up == lower.up && sameEvents(lower.subject, upper)
    }

    private func sameEvents(_ subject: AnomalySubject, _ finding: AnomalyFinding) -> Bool {
        switch finding.metric {
        case .conversions, .cpa: subject.eventName == finding.subject.eventName
        case .spend, .cpm, .ctr: true
        }
    }
}
