import DeanDomain

/// Raises the campaign budget of scaling campaigns and Advantage+ stacks that hold their cost (seeds 000 and 001).
struct ScaleRule: DecisionRule {
    func apply(to view: AccountView, ids: IdentifierSource, into findings: inout Findings) {
        for role in [CampaignRole.scaling, .advantage] {
            for campaign in view.activeCampaigns(role) {
                guard let goal = view.goalView(ofCampaign: campaign.id), let budget = campaign.dailyBudget else {
                    findings.explain(campaign.id, "it has no daily campaign budget to scale")
                    continue
                }
                let judgement = ScaleJudgement(view: view, goal: goal)
                switch judgement.outcome(view.series(ofCampaign: campaign.id), budget: budget) {
                case .wait(let reason):
                    findings.explain(campaign.id, "not scaled: \(reason)")
                case .scale(let confidence, let aim, let evidence):
                    if let doubt = view.doubt(ofCampaign: campaign.id) {
                        findings.explain(campaign.id, "not scaled: \(doubt)")
                        continue
                    }
                    let raise = BudgetRaise(
                        object: campaign.ref,
                        status: campaign.status,
                        from: budget,
                        goal: goal.goal.key,
                        aim: aim,
                        confidence: confidence,
                        priority: 3,
                        evidence: evidence
                    )
                    findings.proposals.append(
                        raise.proposal(percent: view.rules.caps.budgetStepPercent, ids: ids)
                    )
                }
            }
        }
    }
}
