import DeanAnalysis
import DeanDomain

/// Plans how a winning ad set gets into its goal's scaling campaign, which is made with the first winner.
struct PromotionPlanner {
    let view: AccountView
    let goal: GoalView

    func promote(_ winner: WinnerRule.Winner, ids: IdentifierSource, into findings: inout Findings) {
        let adSet = winner.contender.adSet
        let creative = bestCreative(of: adSet)
        if view.isImported {
            let action = action(
                winner,
                creative: creative,
                into: destination(),
                budget: paced(adSet),
                id: ActionID(ids.make("action"))
            )
            findings.proposals.append(Proposal(rank: .promotions, action: action))
            return
        }
        if let scaling = destination() {
            if let creative, holds(scaling, creative) {
                findings.explain(adSet.id, "winner; its creative already runs in \(scaling.ref.quoted)")
                return
            }
            findings.proposals.append(
                Proposal(
                    rank: .promotions,
                    action: action(
                        winner,
                        creative: creative,
                        into: scaling,
                        budget: nil,
                        id: ActionID(ids.make("action"))
                    )
                )
            )
            return
        }
        guard !wasJustMade() else {
            findings.explain(adSet.id, "winner; the scaling campaign was just made and has not been read yet")
            return
        }
        let share = BudgetAllocation(
            total: Money(major: view.settings.globalDailyBudget, currency: view.currency),
            goals: view.evidence.goals,
            withScaling: [goal.goal.key]
        )[goal.goal.key]?.scaling
        guard let share, share.minorUnits > 0 else {
            findings.explain(adSet.id, "winner; the goal leaves no budget for a scaling campaign")
            return
        }
        let id = ActionID(ids.make("action"))
        findings.proposals.append(
            Proposal(
                rank: .promotions,
                action: action(winner, creative: creative, into: nil, budget: share, id: id),
                sizing: Proposal.Sizing(
                    budget: .newCampaign(goal.goal.key, isRaise: true),
                    wanted: share.minorUnits
                ) { amount in
                    action(
                        winner,
                        creative: creative,
                        into: nil,
                        budget: Money(minorUnits: amount, currency: share.currency),
                        id: id
                    )
                }
            )
        )
    }

    /// What a file's winner would get, since the file knows of no goal's budget: one step above what it spends a day, and
    /// no less than a new ad set gets.
    private func paced(_ adSet: AdSet) -> Money {
        let raised = Money(minorUnits: Int64(view.dailySpend(adSet).rounded()), currency: view.currency)
            .scaledDown(by: 1 + view.rules.caps.budgetStepPercent / 100)
        return max(raised, Money(major: view.rules.scale.newAdSetDailyBudget, currency: view.currency))
    }

    /// The goal's scaling campaign; of several the one that spends most.
    func destination() -> Campaign? {
        view.activeCampaigns(.scaling, of: goal.goal.key).filter { $0.dailyBudget != nil }.max {
            let left = view.series(ofCampaign: $0.id).sum(7, endingWith: view.yesterday).spend
            let right = view.series(ofCampaign: $1.id).sum(7, endingWith: view.yesterday).spend
            return (left, $1.id) < (right, $0.id)
        }
    }

    /// The creative that the ad set owes most of its events to.
    private func bestCreative(of adSet: AdSet) -> ObjectID? {
        let ads = view.liveAds(of: adSet.id).map { ($0, view.sum(ofAd: $0.id, days: 28)) }
        return ads.max { ($0.1.events, $0.1.spend, $1.0.id) < ($1.1.events, $1.1.spend, $0.0.id) }?.0.creativeID
    }

    private func holds(_ campaign: Campaign, _ creative: ObjectID) -> Bool {
        (view.adSetsOfCampaign[campaign.id] ?? []).contains { adSet in
            (view.adsOfAdSet[adSet.id] ?? []).contains {
                $0.creativeID == creative && ($0.status == .active || $0.status == .paused)
            }
        }
    }

    private func wasJustMade() -> Bool {
        view.evidence.pastActions.contains {
            $0.type == .promoteWinner && $0.goal == goal.goal.key && $0.dailyBudgetChange > 0
                && $0.executedAt > view.snapshot.readAt - .hours(1)
        }
    }

    private func action(
        _ winner: WinnerRule.Winner,
        creative: ObjectID?,
        into scaling: Campaign?,
        budget: Money?,
        id: ActionID
    ) -> PlannedAction {
        let adSet = winner.contender.adSet
        let state = ObjectState(object: adSet.ref, status: adSet.status, dailyBudget: adSet.dailyBudget)
        var before = [state]
        var steps: [WriteStep] = []
        let message: String
        if let scaling {
            before.append(ObjectState(object: scaling.ref, status: scaling.status, dailyBudget: scaling.dailyBudget))
            let name = IntentTag.untagged(adSet.name)
            steps = [.copyAdSet(source: adSet.ref, campaign: .existing(scaling.id), name: name)]
            message = "Promote \(adSet.ref.quoted) into \(scaling.ref.quoted)"
        } else {
            let draft = CampaignDraft(
                name: CampaignNaming(goal: goal.goal.key, role: .scaling).name,
                objective: goal.goal.template.objective,
                status: .active,
                dailyBudget: budget,
                bidStrategy: "LOWEST_COST_WITHOUT_CAP"
            )
            steps = [
                .createCampaign(draft),
                .copyAdSet(source: adSet.ref, campaign: .madeByStep(0), name: IntentTag.untagged(adSet.name)),
            ]
            let amount = budget.map(\.description) ?? "no budget"
            message = "Promote \(adSet.ref.quoted) into a new scaling campaign with \(amount) a day"
        }
        let margin = Wording.number(view.rules.winner.marginPercent, places: 0)
        let compared = winner.against
        return PlannedAction(
            id: id,
            type: .promoteWinner,
            goal: goal.goal.key,
            target: adSet.ref,
            before: before,
            after: before,
            steps: steps,
            message: message,
            aim: "its cost per \(goal.event) is at least \(margin) % below that of its campaign's others",
            confidence: Confidence(winner.probability),
            priority: 2,
            evidence: [
                EvidenceLine(
                    "cost per \(goal.event), \(view.window)",
                    view.wording.interval(winner.contender.posterior)
                ),
                EvidenceLine("compared with", compared),
                EvidenceLine("\(goal.event)s", Wording.count(winner.contender.observation.events)),
                EvidenceLine("promoted_from", adSet.id.rawValue),
            ],
            creativeID: creative,
            dailyBudgetChange: budget?.minorUnits ?? 0
        )
    }
}
