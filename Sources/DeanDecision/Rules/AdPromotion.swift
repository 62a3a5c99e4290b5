import DeanAnalysis
import DeanDomain

/// Takes a winning creative into the goal's scaling campaign, where there is one.
struct AdPromotion {
    let view: AccountView
    let goal: GoalView
    /// What it leads: "stack", "campaign".
    let group: String

    struct Subject {
        let ad: Ad
        let posterior: CostPosterior
        let metrics: Metrics
    }

    func promote(
        _ member: Subject,
        probability: Double,
        ids: IdentifierSource,
        into findings: inout Findings
    ) {
        guard let creative = member.ad.creativeID, let scaling = PromotionPlanner(view: view, goal: goal).destination(),
            let adSet = view.activeAdSets(of: scaling.id).max(by: spendsLess)
        else {
            findings.explain(
                member.ad.id,
                "promote: it leads the \(group); there is no scaling campaign to take it into"
            )
            return
        }
        let isThere = view.activeAdSets(of: scaling.id).contains { own in
            (view.adsOfAdSet[own.id] ?? []).contains { $0.creativeID == creative }
        }
        guard !isThere else {
            findings.explain(
                member.ad.id,
                "promote: it leads the \(group), and its creative runs in \(scaling.ref.quoted)"
            )
            return
        }
        let before = [
            ObjectState(object: member.ad.ref, status: member.ad.status, dailyBudget: nil),
            ObjectState(object: adSet.ref, status: adSet.status, dailyBudget: adSet.dailyBudget),
        ]
        let draft = AdDraft(name: IntentTag.untagged(member.ad.name), status: .active, creativeID: creative)
        let action = PlannedAction(
            id: ActionID(ids.make("action")),
            type: .promoteWinner,
            goal: goal.goal.key,
            target: member.ad.ref,
            before: before,
            after: before,
            steps: [.createAd(draft, adSet: .existing(adSet.id))],
            message: "Promote the ad \(member.ad.ref.quoted) into \(scaling.ref.quoted)",
            aim: "its cost per \(goal.event) is at least "
                + "\(Wording.number(view.rules.winner.marginPercent, places: 0)) % below the \(group)'s median",
            confidence: Confidence(probability),
            priority: 2,
            evidence: [
                EvidenceLine("cost per \(goal.event), as believed", view.wording.interval(member.posterior)),
                EvidenceLine("\(goal.event)s, 28 days", Wording.count(member.metrics.events)),
                EvidenceLine("promoted_from", member.ad.id.rawValue),
            ],
            creativeID: creative
        )
        findings.proposals.append(Proposal(rank: .promotions, action: action))
    }

    private func spendsLess(_ left: AdSet, _ right: AdSet) -> Bool {
        let (first, second) = (
            view.series(ofAdSet: left.id).sum(7, endingWith: view.yesterday).spend,
            view.series(ofAdSet: right.id).sum(7, endingWith: view.yesterday).spend
        )
        return (first, right.id) < (second, left.id)
    }
}
