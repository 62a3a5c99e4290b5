import DeanAnalysis
import DeanDomain

/// Pauses learning ad sets that cost money and brought nothing (seed 001).
struct LoserRule: DecisionRule {
    func apply(to view: AccountView, ids: IdentifierSource, into findings: inout Findings) {
        for campaign in view.activeCampaigns(.learning) {
            guard let goal = view.goalView(ofCampaign: campaign.id) else { continue }
            for adSet in view.activeAdSets(of: campaign.id) where isLoser(adSet, view) {
                guard let reference = goal.reference, let prior = goal.adSetPrior else {
                    findings.explain(adSet.id, "it brought nothing, but nothing says what a \(goal.event) may cost")
                    findings.notes.append(
                        "\(adSet.ref.quoted) brought no \(goal.event); set a target for \(goal.goal.key.rawValue) "
                            + "so that I can tell whether to pause it"
                    )
                    continue
                }
                judge(adSet, goal, reference, prior, view, ids, &findings)
            }
        }
    }

    /// Seed 001's plain conditions; the probability comes on top.
    private func isLoser(_ adSet: AdSet, _ view: AccountView) -> Bool {
        let rules = view.rules.loser
        let series = view.series(ofAdSet: adSet.id)
        guard let hours = view.hoursActive(adSet), hours >= Double(rules.minimumHours), hasBudget(adSet, view) else {
            return false
        }
        let metrics = series.sum(28, endingWith: view.yesterday)
        // An event that arrived today saves it, though today is not judged.
        return Double(metrics.spend) > view.minor(rules.minimumSpend) && metrics.events == 0
            && series[view.today].events == 0
    }

    /// A file may leave budgets out; what an ad set spent then says alone whether it is worth a word.
    private func hasBudget(_ adSet: AdSet, _ view: AccountView) -> Bool {
        guard let budget = adSet.dailyBudget else { return view.isImported }
        return Double(budget.minorUnits) >= view.minor(view.rules.loser.minimumBudget)
    }

    private func judge(
        _ adSet: AdSet,
        _ goal: GoalView,
        _ reference: CostReference,
        _ prior: GammaPrior,
        _ view: AccountView,
        _ ids: IdentifierSource,
        _ findings: inout Findings
    ) {
        let series = view.series(ofAdSet: adSet.id)
        let observation = goal.observation(series, days: 28, today: view.today, cautious: true)
        let posterior = CostPosterior(prior: prior, events: observation.events, exposure: observation.exposure)
        let nextWeek = view.dailySpend(adSet) * 7
        let chance = view.chance(
            ofAdSet: adSet.id,
            rules: posterior.probability(ofMeeting: reference.cost, overNext: nextWeek),
            against: reference
        )
        let meets = chance.meets
        findings.standing[adSet.id] = "loser"
        guard meets <= view.rules.loser.maximumProbabilityOfTarget else {
            findings.explain(
                adSet.id,
                "not paused: with what may still arrive it meets \(reference.words(view.wording, event: goal.event)) "
                    + "with a probability of \(Wording.percent(meets))\(chance.source)"
            )
            return
        }
        let spend = series.sum(28, endingWith: view.yesterday).spend
        let action = Pause(
            object: adSet.ref,
            status: adSet.status,
            budget: adSet.dailyBudget,
            spends: Int64(view.dailySpend(adSet).rounded()),
            type: .pauseAdSet,
            goal: goal.goal.key,
            message: "Pause \(adSet.ref.quoted): \(view.wording.money(spend)) spent without a \(goal.event)",
            aim: "it would have missed \(reference.words(view.wording, event: goal.event)) over the next 7 days",
            missProbability: 1 - meets,
            evidence: [
                EvidenceLine("spend, \(view.window)", view.wording.money(spend)),
                EvidenceLine("\(goal.event)s, \(view.window)", "0"),
                EvidenceLine("spend that had time to bring one", view.wording.money(observation.exposure)),
                EvidenceLine("cost per \(goal.event), as believed", view.wording.interval(posterior)),
                EvidenceLine("held against", reference.words(view.wording, event: goal.event)),
            ] + chance.evidence
        )
        findings.proposals.append(action.proposal(ids: ids))
    }
}
