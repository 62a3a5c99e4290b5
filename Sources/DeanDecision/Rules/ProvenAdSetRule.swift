import DeanDomain

/// Raises a learning ad set's own budget where it meets its target and there is no scaling campaign yet.
///
/// A media buyer's habit beside seed 001: while nothing carries winners, a proven ad set may grow where it stands.
struct ProvenAdSetRule: DecisionRule {
    func apply(to view: AccountView, ids: IdentifierSource, into findings: inout Findings) {
        for campaign in view.activeCampaigns(.learning) {
            guard let goal = view.goalView(ofCampaign: campaign.id), goal.reference?.isTarget == true,
                view.activeCampaigns(.scaling, of: goal.goal.key).isEmpty,
                !findings.proposals.contains(where: {
                    $0.action.type == .promoteWinner && $0.action.goal == goal.goal.key
                })
            else { continue }
            for adSet in view.activeAdSets(of: campaign.id) {
                guard let budget = adSet.dailyBudget, WinnerRule.isJudgeable(adSet, view) else { continue }
                let judgement = ScaleJudgement(view: view, goal: goal)
                switch judgement.outcome(view.series(ofAdSet: adSet.id), budget: budget) {
                case .wait(let reason):
                    findings.explain(adSet.id, "not raised: \(reason)")
                case .scale(let confidence, let aim, let evidence):
                    let why = EvidenceLine(
                        "why here",
                        "it meets its target and \(goal.goal.key.rawValue) has no scaling campaign yet"
                    )
                    let raise = BudgetRaise(
                        object: adSet.ref,
                        status: adSet.status,
                        from: budget,
                        goal: goal.goal.key,
                        aim: aim,
                        confidence: confidence,
                        priority: 3,
                        evidence: evidence + [why]
                    )
                    findings.proposals.append(
                        raise.proposal(percent: view.rules.caps.budgetStepPercent, ids: ids)
                    )
                }
            }
        }
    }
}
