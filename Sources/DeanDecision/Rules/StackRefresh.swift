import DeanAnalysis
import DeanDomain

/// Keeps an Advantage+ stack at its number of live creatives with ads that stand by: paused and never delivered.
struct StackRefresh {
    let view: AccountView
    let goal: GoalView
    let limit: CostReference
    let prior: GammaPrior

    /// Statuses of an ad that Meta would not deliver.
    private static let undeliverable: Set<String> = [
        "DISAPPROVED", "WITH_ISSUES", "PENDING_REVIEW", "PENDING_BILLING_INFO", "DELETED", "ARCHIVED",
    ]

    func apply(to campaign: Campaign, live: [Ad], ids: IdentifierSource, into findings: inout Findings) {
        let missing = view.rules.stack.liveCreatives - live.count
        guard missing > 0 else { return }
        let running = Set(live.compactMap(\.creativeID))
        let standby = view.activeAdSets(of: campaign.id).flatMap { view.adsOfAdSet[$0.id] ?? [] }.filter { ad in
            ad.status == .paused && view.rows(ofAd: ad.id).allSatisfy { $0.metrics.impressions == 0 }
                && !Self.undeliverable.contains(ad.effectiveStatus)
                && ad.creativeID.map { !running.contains($0) } ?? false
        }
        if standby.isEmpty {
            findings.notes.append(
                "\(campaign.ref.quoted) has \(live.count) of \(view.rules.stack.liveCreatives) live creatives and none "
                    + "standing by: add new ones"
            )
        }
        for ad in standby.prefix(missing) { activate(ad, in: campaign, live: live.count, ids, &findings) }
    }

    private func activate(
        _ ad: Ad,
        in campaign: Campaign,
        live: Int,
        _ ids: IdentifierSource,
        _ findings: inout Findings
    ) {
        findings.standing[ad.id] = "standby"
        let words = limit.words(view.wording, event: goal.event)
        let expected = CostPosterior(prior: view.adPrior(of: ad, goal) ?? prior)
        let action = PlannedAction(
            id: ActionID(ids.make("action")),
            type: .activateAd,
            goal: goal.goal.key,
            target: ad.ref,
            before: [ObjectState(object: ad.ref, status: ad.status, dailyBudget: nil)],
            after: [ObjectState(object: ad.ref, status: .active, dailyBudget: nil)],
            steps: [.setStatus(object: ad.ref, from: ad.status, to: .active)],
            message: "Switch on the ad \(ad.ref.quoted) in \(campaign.ref.quoted), which has \(live) of "
                + "\(view.rules.stack.liveCreatives) live creatives",
            aim: "its cost per \(goal.event) turns out within \(words)",
            confidence: Confidence(expected.probability(costAtMost: limit.cost)),
            priority: 4,
            evidence: [
                EvidenceLine(
                    "cost per \(goal.event) of a new ad, as believed",
                    view.wording.interval(expected)
                ),
                EvidenceLine("held against", words),
                EvidenceLine("live creatives", "\(live) of \(view.rules.stack.liveCreatives)"),
            ],
            creativeID: ad.creativeID
        )
        findings.proposals.append(Proposal(rank: .creativeWork, action: action))
    }
}
