import DeanAnalysis
import DeanDomain

/// What `explain` says of every campaign, ad set and ad.
struct Explanations {
    let view: AccountView
    let findings: Findings
    let proposals: [PlannedAction]

    func all() -> [ObjectID: ObjectExplanation] {
        var proposed: [ObjectID: [String]] = [:]
        for action in proposals where action.target.kind != .account {
            proposed[action.target.id, default: []].append("proposed: \(action.message)")
        }
        var all: [ObjectID: ObjectExplanation] = [:]
        all.reserveCapacity(view.snapshot.ads.count + view.snapshot.adSets.count + view.snapshot.campaigns.count)
        for campaign in view.snapshot.campaigns {
            let series = view.series(ofCampaign: campaign.id)
            all[campaign.id] = explanation(
                campaign.ref,
                "campaign",
                campaign: campaign.id,
                isOn: campaign.status == .active,
                week: series.sum(7, endingWith: view.yesterday),
                fourWeeks: series.sum(28, endingWith: view.yesterday),
                proposed: proposed
            )
        }
        for adSet in view.snapshot.adSets {
            let series = view.series(ofAdSet: adSet.id)
            var own = explanation(
                adSet.ref,
                "ad set",
                campaign: adSet.campaignID,
                isOn: adSet.status == .active,
                week: series.sum(7, endingWith: view.yesterday),
                fourWeeks: series.sum(28, endingWith: view.yesterday),
                proposed: proposed
            )
            if let goal = view.goalView(ofCampaign: adSet.campaignID), let prior = goal.adSetPrior {
                let observation = goal.observation(series, days: 28, today: view.today)
                own.posterior = CostPosterior(prior: prior, events: observation.events, exposure: observation.exposure)
            }
            all[adSet.id] = own
        }
        for ad in view.snapshot.ads {
            let (week, fourWeeks) = sums(ad)
            var own = explanation(
                ad.ref,
                "ad",
                campaign: ad.campaignID,
                isOn: ad.status == .active,
                week: week,
                fourWeeks: fourWeeks,
                proposed: proposed
            )
            if let goal = view.goalView(ofCampaign: ad.campaignID), let prior = view.adPrior(of: ad, goal) {
                let observation = goal.observation(rows: view.rows(ofAd: ad.id), days: 28, today: view.today)
                own.posterior = CostPosterior(prior: prior, events: observation.events, exposure: observation.exposure)
            }
            own.fatigue = view.fatigue[ad.id]
            own.fatigueDrop = view.fatigueDrop
            own.prediction = view.evidence.predictions[ad.id]
            all[ad.id] = own
        }
        return all
    }

    private func sums(_ ad: Ad) -> (week: Metrics, fourWeeks: Metrics) {
        var week = Metrics.zero
        var fourWeeks = Metrics.zero
        for row in view.rows(ofAd: ad.id) {
            let back = view.today - row.day
            guard back >= 1, back <= 28 else { continue }
            fourWeeks += row.metrics
            if back <= 7 { week += row.metrics }
        }
        return (week, fourWeeks)
    }

    private func explanation(
        _ object: ObjectRef,
        _ kind: String,
        campaign: ObjectID,
        isOn: Bool,
        week: Metrics,
        fourWeeks: Metrics,
        proposed: [ObjectID: [String]]
    ) -> ObjectExplanation {
        let goal = view.assignment.goal(of: campaign)
        let role = view.assignment.role(of: campaign)?.rawValue ?? "unknown"
        var words = goal.map { "\(role) \(kind) for \($0.rawValue)" } ?? "\(kind) without a goal"
        if let standing = findings.standing[object.id] { words += ": \(standing)" }
        var reasons = (proposed[object.id] ?? []) + (findings.reasons[object.id] ?? [])
        if reasons.isEmpty { reasons = [idle(goal: goal, isOn: isOn)] }
        return ObjectExplanation(
            object: object,
            goal: goal,
            role: words,
            reasons: reasons,
            currency: view.currency,
            week: week,
            fourWeeks: fourWeeks,
            period: view.period.map { _ in view.window }
        )
    }

    private func idle(goal: GoalKey?, isOn: Bool) -> String {
        if !isOn { return "nothing is done: it is switched off" }
        guard let goal else { return "nothing is done: its campaign serves no active goal" }
        return view.goals[goal] == nil
            ? "nothing is done: the goal is not active" : "nothing is done: no rule asks for a change"
    }
}
