import DeanAnalysis
import DeanDomain
import Foundation

/// The evidence indexed once, so that every rule reads sums instead of walking rows.
struct AccountView {
    /// Complete days kept in series; SPEC's longest window is 28 and anomalies look back a little further.
    static let days = 35

    let evidence: AccountEvidence
    let rules: Rules
    let settings: Settings
    let assignment: GoalAssignment
    let zone: TimeZone
    let zoneIsKnown: Bool
    let today: AccountDay
    let wording: Wording
    private(set) var campaigns: [ObjectID: Campaign] = [:]
    private(set) var adSets: [ObjectID: AdSet] = [:]
    private(set) var adSetsOfCampaign: [ObjectID: [AdSet]] = [:]
    private(set) var adsOfAdSet: [ObjectID: [Ad]] = [:]
    private(set) var accountSeries: DailySeries
    private(set) var campaignSeries: [ObjectID: DailySeries] = [:]
    private(set) var adSetSeries: [ObjectID: DailySeries] = [:]
    private(set) var adsWithEnoughData = 0
    private(set) var goals: [GoalKey: GoalView] = [:]
    private(set) var resemblance = Resemblance()
    /// Ads that were shown often enough to judge.
    private(set) var fatigue: [ObjectID: CreativeFatigue] = [:]
    let allocation: BudgetAllocation

    var snapshot: AccountSnapshot { evidence.snapshot }
    var currency: Currency { evidence.snapshot.account.currency }
    var yesterday: AccountDay { today - 1 }
    private var span: ClosedRange<AccountDay> { (today - Self.days)...today }

    init(_ evidence: AccountEvidence, rules: Rules, settings: Settings) {
        self.evidence = evidence
        self.rules = rules
        self.settings = settings
        assignment = GoalAssignment(snapshot: evidence.snapshot, goals: evidence.goals)
        let known = TimeZone(identifier: evidence.snapshot.account.timeZoneName)
        zone = known ?? .gmt
        zoneIsKnown = known != nil
        let today = AccountDay(evidence.asOf, in: zone)
        self.today = today
        let currency = evidence.snapshot.account.currency
        wording = Wording(currency: currency)
        accountSeries = DailySeries(days: (today - Self.days)...today)
        var scaling: Set<GoalKey> = []
        for campaign in evidence.snapshot.campaigns
        where campaign.status == .active && assignment.role(of: campaign.id) == .scaling {
            if let goal = assignment.goal(of: campaign.id) { scaling.insert(goal) }
        }
        allocation = BudgetAllocation(
            total: Money(major: settings.globalDailyBudget, currency: currency),
            goals: evidence.goals,
            withScaling: scaling
        )
        indexStructure()
        sumRows()
        buildGoals()
        resemblance = Resemblance(self)
        fatigue = analysedFatigue()
    }

    /// Minor units of an amount that rules give in major units.
    func minor(_ major: Double) -> Double { major * Double(currency.minorUnitsPerMajor) }

    func goalView(ofCampaign id: ObjectID) -> GoalView? { assignment.goal(of: id).flatMap { goals[$0] } }

    func series(ofAdSet id: ObjectID) -> DailySeries { adSetSeries[id] ?? DailySeries(days: span) }

    func series(ofCampaign id: ObjectID) -> DailySeries { campaignSeries[id] ?? DailySeries(days: span) }

    func rows(ofAd id: ObjectID) -> [DailyMetrics] { evidence.daily[id] ?? [] }

    /// An ad's sum over complete days.
    func sum(ofAd id: ObjectID, days count: Int, endingBack back: Int = 1) -> Metrics {
        var total = Metrics.zero
        for row in rows(ofAd: id) {
            let age = today - row.day
            if age >= back, age < back + count { total += row.metrics }
        }
        return total
    }

    /// Hours since an ad set could first deliver; nil when that is not known.
    func hoursActive(_ adSet: AdSet) -> Double? {
        guard let start = [adSet.createdAt, adSet.startAt].compactMap(\.self).max() else { return nil }
        return (evidence.asOf - start).hours
    }

    /// Campaigns that are switched on and serve an active goal, in the order of their ids.
    func activeCampaigns(_ role: CampaignRole, of goal: GoalKey? = nil) -> [Campaign] {
        snapshot.campaigns.filter { campaign in
            guard campaign.status == .active, assignment.role(of: campaign.id) == role,
                let key = assignment.goal(of: campaign.id), goals[key] != nil
            else { return false }
            return goal == nil || key == goal
        }.sorted { $0.id < $1.id }
    }

    func activeAdSets(of campaign: ObjectID) -> [AdSet] {
        (adSetsOfCampaign[campaign] ?? []).filter { $0.status == .active }
    }

    func liveAds(of adSet: ObjectID) -> [Ad] { (adsOfAdSet[adSet] ?? []).filter { $0.status == .active } }

    mutating func replace(_ view: GoalView, for key: GoalKey) { goals[key] = view }

    private mutating func indexStructure() {
        for campaign in snapshot.campaigns { campaigns[campaign.id] = campaign }
        for adSet in snapshot.adSets { adSets[adSet.id] = adSet }
        adSetsOfCampaign = Dictionary(grouping: snapshot.adSets.sorted { $0.id < $1.id }, by: \.campaignID)
        adsOfAdSet = Dictionary(grouping: snapshot.ads.sorted { $0.id < $1.id }, by: \.adSetID)
    }

    private mutating func sumRows() {
        let span = span
        let recent = today - AccountSummary.DataReadiness.days
        var ofAdSet: [ObjectID: DailySeries] = [:]
        let parents = Dictionary(snapshot.ads.map { ($0.id, $0.adSetID) }, uniquingKeysWith: { first, _ in first })
        for (ad, rows) in evidence.daily {
            var points = 0
            for row in rows where row.day >= recent && row.day < today && row.metrics.impressions > 0 { points += 1 }
            if points >= AccountSummary.DataReadiness.pointsNeeded { adsWithEnoughData += 1 }
            // Rows of an ad that is not in the snapshot any more still belong to the account's spend.
            guard let adSet = parents[ad] else {
                for row in rows { accountSeries.add(row.metrics, on: row.day) }
                continue
            }
            for row in rows { ofAdSet[adSet, default: DailySeries(days: span)].add(row.metrics, on: row.day) }
        }
        for (id, series) in ofAdSet {
            accountSeries.add(series)
            if let campaign = adSets[id]?.campaignID {
                campaignSeries[campaign, default: DailySeries(days: span)].add(series)
            }
        }
        adSetSeries = ofAdSet
    }

    private mutating func buildGoals() {
        for goal in evidence.goals where goal.active {
            let delay = DelayCurve(learnedFrom: evidence.delays[goal.key] ?? [])
            let ages = (0...Self.days).map { (evidence.snapshot.readAt - (today - $0 + 1).start(in: zone)).hours }
            var completeness = ages.map { delay.completeness(hoursAfterEnd: $0) }
            if let period { spread(period, over: &completeness, by: delay) }
            var series = DailySeries(days: span)
            for (campaign, own) in campaignSeries where assignment.goal(of: campaign) == goal.key { series.add(own) }
            goals[goal.key] = GoalView(
                goal: goal,
                delay: delay,
                shares: completeness.map(\.share),
                cautiousShares: completeness.map { max(0, $0.share - 1.28 * $0.sd) },
                series: series
            )
        }
        for key in goals.keys { learnCosts(of: key) }
    }
}
