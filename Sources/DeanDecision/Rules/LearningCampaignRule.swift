import DeanAnalysis
import DeanDomain

/// Makes the learning campaign that an active goal lacks (seed 001).
struct LearningCampaignRule: DecisionRule {
    /// Creatives that a new learning campaign starts with.
    static let adsAtStart = 3

    func apply(to view: AccountView, ids: IdentifierSource, into findings: inout Findings) {
        for goal in view.goals.values.sorted(by: { $0.goal.priority > $1.goal.priority }) {
            let key = goal.goal.key
            let own = view.snapshot.campaigns.filter { view.assignment.goal(of: $0.id) == key }
            let testing = own.filter { campaign in
                let role = view.assignment.role(of: campaign.id)
                return (role == .learning || role == .advantage)
                    && (campaign.status == .active || campaign.status == .paused)
            }
            if !testing.isEmpty {
                if !testing.contains(where: { $0.status == .active }) {
                    findings.notes.append(
                        "the learning campaign for \(key.rawValue) is paused: nothing is being tested"
                    )
                }
                continue
            }
            guard !wasJustMade(key, view) else { continue }
            create(goal, view, ids, &findings)
        }
    }

    private func wasJustMade(_ goal: GoalKey, _ view: AccountView) -> Bool {
        view.evidence.pastActions.contains {
            $0.type == .createCampaign && $0.goal == goal && view.evidence.asOf - $0.executedAt < .hours(24)
        }
    }

    private func create(_ goal: GoalView, _ view: AccountView, _ ids: IdentifierSource, _ findings: inout Findings) {
        let key = goal.goal.key
        let creatives = CreativeChoice(view: view).creatives(for: key, count: Self.adsAtStart)
        guard !creatives.isEmpty else {
            findings.notes.append(
                "\(key.rawValue) has no learning campaign, and the account has no creative that could start one: add one"
            )
            return
        }
        guard let share = view.allocation[key], share.learning.minorUnits > 0 else { return }
        let template = Money(major: view.rules.scale.newAdSetDailyBudget, currency: view.currency)
        let budget = share.learning.minorUnits < template.minorUnits ? share.learning : template
        let id = ActionID(ids.make("action"))
        findings.proposals.append(
            Proposal(
                rank: .creativeWork,
                action: action(goal, creatives, budget, view, id),
                sizing: Proposal.Sizing(
                    budget: .newCampaign(key, isRaise: false),
                    wanted: budget.minorUnits
                ) { amount in
                    action(goal, creatives, Money(minorUnits: amount, currency: budget.currency), view, id)
                }
            )
        )
    }

    private func action(
        _ goal: GoalView,
        _ creatives: [Creative],
        _ budget: Money,
        _ view: AccountView,
        _ id: ActionID
    ) -> PlannedAction {
        let key = goal.goal.key
        let name = CampaignNaming(goal: key, role: .learning).name
        let account = view.snapshot.account
        var steps: [WriteStep] = [
            .createCampaign(CampaignDraft(name: name, objective: goal.goal.template.objective, status: .active)),
            .createAdSet(
                AdSetDraft(
                    name: "Dean | \(key.rawValue)",
                    status: .active,
                    dailyBudget: budget,
                    template: goal.goal.template
                ),
                campaign: .madeByStep(0)
            ),
        ]
        for creative in creatives {
            let draft = AdDraft(
                name: "Dean | \(key.rawValue) | \(creative.id)",
                status: .active,
                creativeID: creative.id
            )
            steps.append(.createAd(draft, adSet: .madeByStep(1)))
        }
        let (delivered, all) = deliveredInAWeek(view)
        return PlannedAction(
            id: id,
            type: .createCampaign,
            goal: key,
            target: ObjectRef(kind: .account, id: ObjectID(account.id.rawValue), name: account.name),
            before: [],
            after: [],
            steps: steps,
            message: "Create a learning campaign for \(key.rawValue) with \(budget) a day and \(creatives.count) "
                + (creatives.count == 1 ? "ad" : "ads"),
            aim: "it gathers enough delivery to be judged within 7 days",
            // Nine in ten as a prior worth ten ad sets; the account's own ad sets speak as they come.
            confidence: Confidence((9 + Double(delivered)) / (10 + Double(all))),
            priority: 4,
            evidence: [
                EvidenceLine("why", "\(key.rawValue) is active and has no learning campaign"),
                EvidenceLine("creatives", creatives.map { $0.ref.quoted }.joined(separator: ", ")),
                EvidenceLine("the goal's daily budget", view.allocation[key]?.total.description ?? "none"),
                EvidenceLine("the account's ad sets that could be judged within a week", "\(delivered) of \(all)"),
            ],
            dailyBudgetChange: budget.minorUnits
        )
    }

    /// How many of the ad sets that started within the window reached the volume to be judged in their first week.
    private func deliveredInAWeek(_ view: AccountView) -> (delivered: Int, all: Int) {
        var delivered = 0
        var all = 0
        for adSet in view.snapshot.adSets {
            guard let hours = view.hoursActive(adSet), hours >= 8 * 24, hours < Double(AccountView.days * 24) else {
                continue
            }
            let first = view.today - Int(hours / 24)
            let metrics = view.series(ofAdSet: adSet.id).sum(7, endingWith: first + 6)
            all += 1
            if Double(metrics.spend) >= view.minor(view.rules.winner.minimumSpend)
                || metrics.impressions >= view.rules.winner.minimumImpressions
            {
                delivered += 1
            }
        }
        return (delivered, all)
    }
}
