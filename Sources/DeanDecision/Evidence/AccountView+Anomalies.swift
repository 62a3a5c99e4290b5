import DeanAnalysis
import DeanDomain

extension AccountView {
    /// How many ads are looked at one by one; the largest by spend.
    private static let adsScanned = 100
    /// A change of budget or status explains a change of spend for so long.
    private static let changeEcho = TimeSpan.days(8)

    func anomalies() -> [Anomaly] {
        let changed = recentlyChanged()
        let hourly = Dictionary(grouping: evidence.hourly, by: \.campaignID)
        let account = snapshot.account
        let accountRef = ObjectRef(kind: .account, id: ObjectID(account.id.rawValue), name: account.name)
        let ledger = BudgetLedger(snapshot: snapshot, assignment: assignment)
        let scan = AnomalyScan(
            account: AnomalySubject(
                object: accountRef,
                daily: accountSeries,
                hourly: merged(evidence.hourly, into: ObjectID(account.id.rawValue)),
                changed: isMuch(changed)
            ),
            goals: goals.values.sorted { $0.goal.key.rawValue < $1.goal.key.rawValue }.map { view in
                let own = evidence.hourly.filter { assignment.goal(of: $0.campaignID) == view.goal.key }
                return AnomalySubject(
                    object: accountRef,
                    daily: view.series,
                    hourly: merged(own, into: ObjectID(account.id.rawValue)),
                    eventName: view.event + "s",
                    driver: view.goal.key.driver,
                    delay: view.delay
                )
            },
            campaigns: snapshot.campaigns.compactMap { campaign in
                guard campaign.status == .active, let series = campaignSeries[campaign.id] else { return nil }
                let view = goalView(ofCampaign: campaign.id)
                return AnomalySubject(
                    object: campaign.ref,
                    parent: accountRef.id,
                    daily: series,
                    hourly: hourly[campaign.id] ?? [],
                    dailyBudget: comparableBudget(of: campaign, ledger),
                    changed: changed.contains(campaign.id),
                    eventName: (view?.event ?? "conversion") + "s",
                    driver: view?.goal.key.driver ?? .clicks,
                    delay: view?.delay ?? .prior
                )
            },
            ads: largestAds().map { ad in
                AnomalySubject(
                    object: ad.ref,
                    parent: ad.campaignID,
                    daily: DailySeries(days: accountSeries.firstDay...today, rows: rows(ofAd: ad.id))
                )
            },
            lastDay: yesterday,
            asOf: evidence.snapshot.readAt,
            zone: zone
        )
        return scan.run()
    }

    /// The live budget that a campaign's spend of today and yesterday can be held against.
    ///
    /// Nil where something that spent has been switched off since, because its budget is not live any more.
    private func comparableBudget(of campaign: Campaign, _ ledger: BudgetLedger) -> Double? {
        let spentAndStopped = (adSetsOfCampaign[campaign.id] ?? []).contains { adSet in
            adSet.status != .active && series(ofAdSet: adSet.id).sum(2, endingWith: today).spend > 0
        }
        guard campaign.dailyBudget != nil || !spentAndStopped else { return nil }
        return ledger.campaign(campaign.id).known.map(Double.init)
    }

    private func largestAds() -> [Ad] {
        var sums: [(ad: Ad, spend: Int64)] = []
        for ad in snapshot.ads where ad.status == .active {
            let spend = sum(ofAd: ad.id, days: 7).spend
            if spend > 0 { sums.append((ad, spend)) }
        }
        return sums.sorted { ($0.spend, $1.ad.id) > ($1.spend, $0.ad.id) }.prefix(Self.adsScanned).map(\.ad)
    }

    /// Whether the campaigns make up so much of the account that its own spend is expected to move with them.
    private func isMuch(_ changed: Set<ObjectID>) -> Bool {
        let all = accountSeries.sum(14, endingWith: yesterday).spend
        let own = changed.reduce(0) { $0 + series(ofCampaign: $1).sum(14, endingWith: yesterday).spend }
        return own * 4 > all
    }

    /// Campaigns in which Dean or a person changed a budget or a status lately; switching single ads on or off moves
    /// little.
    private func recentlyChanged() -> Set<ObjectID> {
        var objects: Set<ObjectID> = []
        let since = evidence.asOf - Self.changeEcho
        for action in evidence.pastActions
        where action.executedAt >= since && action.type != .pauseAd && action.type != .activateAd {
            objects.insert(action.target)
        }
        for (object, at) in evidence.humanEdits where at >= since { objects.insert(object) }
        guard !objects.isEmpty else { return [] }
        var campaigns: Set<ObjectID> = []
        for campaign in snapshot.campaigns where objects.contains(campaign.id) { campaigns.insert(campaign.id) }
        for adSet in snapshot.adSets where objects.contains(adSet.id) { campaigns.insert(adSet.campaignID) }
        return campaigns
    }

    private func merged(_ rows: [HourlyMetrics], into id: ObjectID) -> [HourlyMetrics] {
        struct Hour: Hashable {
            var day: AccountDay
            var hour: Int
        }
        var sums: [Hour: Metrics] = [:]
        for row in rows { sums[Hour(day: row.day, hour: row.hour), default: .zero] += row.metrics }
        return sums.map { HourlyMetrics(campaignID: id, day: $0.key.day, hour: $0.key.hour, metrics: $0.value) }
            .sorted { ($0.day, $0.hour) < ($1.day, $1.hour) }
    }
}

extension GoalKey {
    /// What brings the goal's core event: seeing for some, clicking for the others.
    var driver: AnomalySubject.Driver {
        switch self {
        case .virality, .followers, .fanSegmentation: .impressions
        case .sales, .streams, .presave, .buildAudience: .clicks
        }
    }
}
