import DeanAnalysis
import DeanDomain

/// Scores every live creative, chooses each campaign's winner of the day, and gives every other one its role.
struct CreativeSurvey {
    let view: AccountView
    private(set) var candidates: [CreativeCandidate] = []
    /// Live ads of which too little is known.
    private(set) var pending: [Ad] = []
    private(set) var winners: [ObjectID: (winner: CreativeCandidate, runnerUp: CreativeCandidate?)] = [:]

    init(_ view: AccountView) {
        self.view = view
        let scales = Scales(view)
        for campaign in view.snapshot.campaigns.sorted(by: { $0.id < $1.id }) where campaign.status == .active {
            guard let goal = view.goalView(ofCampaign: campaign.id), let role = view.assignment.role(of: campaign.id)
            else { continue }
            var own: [CreativeCandidate] = []
            for adSet in view.activeAdSets(of: campaign.id) {
                let hours = view.hoursActive(adSet)
                for ad in view.liveAds(of: adSet.id) {
                    if let one = candidate(ad, campaign, role, goal, hoursOfAdSet: hours, scales) {
                        own.append(one)
                    } else {
                        pending.append(ad)
                    }
                }
            }
            candidates += own
            let ranked = own.filter { !$0.isTired && $0.overall > view.rules.optimizer.winnerScore }
                .sorted { ($0.composite, $1.ad.id) > ($1.composite, $0.ad.id) }
            if let first = ranked.first { winners[campaign.id] = (first, ranked.dropFirst().first) }
        }
    }

    func role(of candidate: CreativeCandidate) -> CreativeRole {
        if winners[candidate.campaign.id]?.winner.ad.id == candidate.ad.id { return .winner }
        if candidate.isTired { return .fatigue }
        return candidate.overall < view.rules.optimizer.archiveScore ? .archive : .test
    }

    /// What ratios of the account's ads are compared with.
    private struct Scales {
        let clicks: ShareScale?
        let thruplays: ShareScale?
        var events: [GoalKey: ShareScale] = [:]
        var sums: [ObjectID: Metrics] = [:]

        init(_ view: AccountView) {
            var clicks: [BetaPrior.Observation] = []
            var thruplays: [BetaPrior.Observation] = []
            var events: [GoalKey: [BetaPrior.Observation]] = [:]
            for ad in view.snapshot.ads {
                let sum = view.sum(ofAd: ad.id, days: 28)
                guard sum.impressions > 0 else { continue }
                sums[ad.id] = sum
                let shown = Double(sum.impressions)
                clicks.append(BetaPrior.Observation(successes: Double(sum.clicks), trials: shown))
                if sum.thruplays > 0 {
                    thruplays.append(BetaPrior.Observation(successes: Double(sum.thruplays), trials: shown))
                }
                if let goal = view.assignment.goal(of: ad.campaignID), sum.linkClicks > 0 {
                    let trials = Double(sum.linkClicks)
                    events[goal, default: []].append(
                        BetaPrior.Observation(successes: min(trials, sum.events), trials: trials)
                    )
                }
            }
            self.clicks = ShareScale(clicks)
            self.thruplays = ShareScale(thruplays)
            self.events = events.compactMapValues { ShareScale($0) }
        }
    }

    /// Nil while the ad has not run and delivered long enough to be judged, or nothing says what an event may cost.
    private func candidate(
        _ ad: Ad,
        _ campaign: Campaign,
        _ role: CampaignRole,
        _ goal: GoalView,
        hoursOfAdSet: Double?,
        _ scales: Scales
    ) -> CreativeCandidate? {
        let rules = view.rules
        let age = ad.createdAt.map { (view.evidence.asOf - $0).hours }
        guard let prior = view.adPrior(of: ad, goal), let reference = goal.reference, let sum = scales.sums[ad.id],
            let clicks = scales.clicks, let hours = [age, hoursOfAdSet].compactMap(\.self).min(),
            hours >= Double(rules.winner.minimumHours),
            Double(sum.spend) >= view.minor(rules.winner.minimumSpend)
                || sum.impressions >= rules.winner.minimumImpressions
        else { return nil }
        let rows = view.rows(ofAd: ad.id)
        let observation = goal.observation(rows: rows, days: 28, today: view.today, cautious: true)
        let posterior = CostPosterior(prior: prior, events: observation.events, exposure: observation.exposure)
        let shown = Double(sum.impressions)
        let scores = CreativeScores(
            performance: CreativeScores.score(ratio: reference.cost / posterior.median),
            engagement: clicks.score(successes: Double(sum.clicks), trials: shown),
            completion: sum.thruplays > 0
                ? scales.thruplays?.score(successes: Double(sum.thruplays), trials: shown) : nil
        )
        guard let overall = scores.overall else { return nil }
        let returns = returns(rows, goal, priorSpend: prior.exposure)
        let ctr = clicks.share(successes: Double(sum.clicks), trials: shown)
        let cvr = scales.events[goal.goal.key]?.share(successes: sum.events, trials: Double(sum.linkClicks))
        let composite = CompositeScore(
            overall: overall,
            roas: returns?.roas ?? 0,
            conversions: sum.events,
            ctr: ctr * 100,
            cvr: (cvr ?? 0) * 100,
            daysActive: hours / 24
        )
        return CreativeCandidate(
            ad: ad,
            campaign: campaign,
            role: role,
            goal: goal,
            metrics: sum,
            observation: observation,
            posterior: posterior,
            limit: reference.isTarget ? reference : reference.scaled(by: StackRule.mediansToKill),
            scores: scores,
            overall: overall,
            composite: composite.value(rules.optimizer),
            ctr: ctr,
            cvr: cvr,
            returns: returns,
            daysActive: hours / 24,
            fatigue: view.fatigue[ad.id],
            weekSpend: Double(view.sum(ofAd: ad.id, days: 7).spend)
        )
    }

    /// The last week against the three before, held against the goal's target or its own return of four weeks.
    private func returns(_ rows: [DailyMetrics], _ goal: GoalView, priorSpend: Double) -> ReturnOnSpend? {
        let whole = goal.series.sum(28, endingWith: view.yesterday)
        guard whole.spend > 0, whole.revenue > 0 else { return nil }
        func period(_ backs: ClosedRange<Int>) -> ReturnOnSpend.Period {
            var revenue = 0.0
            var spend = 0.0
            var events = 0.0
            for row in rows where backs.contains(view.today - row.day) {
                let back = view.today - row.day
                revenue += Double(row.metrics.revenue)
                events += row.metrics.events
                spend += Double(row.metrics.spend) * (back < goal.shares.count ? goal.shares[back] : 1)
            }
            return ReturnOnSpend.Period(revenue: revenue, spend: spend, events: events)
        }
        return ReturnOnSpend(
            recent: period(1...7),
            before: period(8...28),
            accountROAS: Double(whole.revenue) / Double(whole.spend),
            target: goal.goal.targetROAS,
            priorSpend: priorSpend
        )
    }
}
