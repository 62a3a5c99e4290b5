import DeanAnalysis
import DeanDomain

/// Looks after the stack of creatives in Advantage+ campaigns: kill, promote, hold, refresh (seed 000).
///
/// Scaling the stack's campaign budget is `ScaleRule`'s.
struct StackRule: DecisionRule {
    /// Without a target an ad is killed only when it surely costs this many times the account's own median.
    static let mediansToKill = 1.5

    struct Member {
        let ad: Ad
        let posterior: CostPosterior
        let observation: GammaPrior.Observation
        let metrics: Metrics
        /// Minor units per event.
        let medianCost: Double
    }

    func apply(to view: AccountView, ids: IdentifierSource, into findings: inout Findings) {
        for campaign in view.activeCampaigns(.advantage) {
            guard let goal = view.goalView(ofCampaign: campaign.id) else { continue }
            guard let prior = goal.adPrior, let reference = goal.reference else {
                findings.notes.append(
                    "nothing says yet what a \(goal.event) in \(campaign.ref.quoted) may cost: set a target"
                )
                continue
            }
            let limit = reference.isTarget ? reference : reference.scaled(by: Self.mediansToKill)
            let members = members(of: campaign, goal, prior, view)
            for member in members {
                judge(member, among: members, limit, goal, view, ids, &findings)
            }
            StackRefresh(view: view, goal: goal, limit: limit, prior: prior)
                .apply(to: campaign, live: members.map(\.ad), ids: ids, into: &findings)
        }
    }

    private func members(
        of campaign: Campaign,
        _ goal: GoalView,
        _ prior: GammaPrior,
        _ view: AccountView
    ) -> [Member] {
        view.activeAdSets(of: campaign.id).flatMap { view.liveAds(of: $0.id) }.map { ad in
            let rows = view.rows(ofAd: ad.id)
            let cautious = goal.observation(rows: rows, days: 28, today: view.today, cautious: true)
            let posterior = CostPosterior(
                prior: view.adPrior(of: ad, goal) ?? prior,
                events: cautious.events,
                exposure: cautious.exposure
            )
            return Member(
                ad: ad,
                posterior: posterior,
                observation: cautious,
                metrics: view.sum(ofAd: ad.id, days: 28),
                medianCost: posterior.median
            )
        }
    }

    private func judge(
        _ member: Member,
        among members: [Member],
        _ limit: CostReference,
        _ goal: GoalView,
        _ view: AccountView,
        _ ids: IdentifierSource,
        _ findings: inout Findings
    ) {
        let rules = view.rules.stack
        let words = limit.words(view.wording, event: goal.event)
        let spend = Double(member.metrics.spend)
        guard spend >= rules.killSpendTimesTarget * limit.cost else {
            findings.standing[member.ad.id] = "hold"
            findings.explain(
                member.ad.id,
                "hold: \(view.wording.money(spend)) spent, judged from "
                    + view.wording.money(rules.killSpendTimesTarget * limit.cost)
            )
            return
        }
        let week = Double(view.sum(ofAd: member.ad.id, days: 7).spend)
        let chance = view.chance(
            ofAd: member.ad.id,
            rules: member.posterior.probability(ofMeeting: limit.cost, overNext: max(week, spend / 4)),
            against: limit
        )
        let meets = chance.meets
        guard meets > view.rules.loser.maximumProbabilityOfTarget else {
            findings.standing[member.ad.id] = "kill"
            let cost = PerformanceWindow(member.metrics).costPerEvent.map {
                "\(view.wording.money($0)) per \(goal.event)"
            }
            let pause = Pause(
                object: member.ad.ref,
                status: member.ad.status,
                budget: nil,
                type: .pauseAd,
                goal: goal.goal.key,
                message: "Pause the ad \(member.ad.ref.quoted): \(view.wording.money(spend)) spent, "
                    + (cost ?? "no \(goal.event)"),
                aim: "it would have missed \(words) over the next 7 days",
                missProbability: 1 - meets,
                evidence: [
                    EvidenceLine("spend, 28 days", view.wording.money(spend)),
                    EvidenceLine("\(goal.event)s, 28 days", Wording.count(member.metrics.events)),
                    EvidenceLine("cost per \(goal.event), as believed", view.wording.interval(member.posterior)),
                    EvidenceLine("held against", words),
                ] + chance.evidence
            )
            findings.proposals.append(pause.proposal(ids: ids))
            return
        }
        if let chance = bestChance(member, among: members, goal, view) {
            findings.standing[member.ad.id] = "promote"
            AdPromotion(view: view, goal: goal, group: "stack").promote(
                AdPromotion.Subject(ad: member.ad, posterior: member.posterior, metrics: member.metrics),
                probability: chance,
                ids: ids,
                into: &findings
            )
            return
        }
        findings.standing[member.ad.id] = "hold"
        findings.explain(
            member.ad.id,
            "hold: it meets \(words) with a probability of \(Wording.percent(meets))\(chance.source)"
        )
    }

    /// The probability that the ad beats the median of the stack by the winner's margin, where that makes it a winner.
    private func bestChance(_ member: Member, among members: [Member], _ goal: GoalView, _ view: AccountView) -> Double?
    {
        let rules = view.rules.winner
        guard member.observation.events >= WinnerRule.minimumEvents(goal.goal.key, view.rules) else { return nil }
        let others = members.filter { $0.ad.id != member.ad.id && $0.metrics.spend > 0 }
        let factor = 1 - rules.marginPercent / 100
        guard let median = RobustStatistics.median(others.map(\.medianCost)),
            member.medianCost <= factor * median,
            let chance = member.posterior.probability(atMost: factor, timesMedianOf: others.map(\.posterior)),
            chance >= rules.minimumProbability
        else { return nil }
        return chance
    }
}
