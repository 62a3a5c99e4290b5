import DeanAnalysis
import DeanDomain

/// Finds the winners of learning campaigns and promotes them into the goal's scaling campaign (seed 001).
struct WinnerRule: DecisionRule {
    /// Events that make a best ad set's volume sufficient though it doesn't beat the median by the margin.
    static let sufficientEvents = 10.0

    struct Contender {
        let adSet: AdSet
        let observation: GammaPrior.Observation
        let posterior: CostPosterior
        let isJudgeable: Bool
        /// Delay-corrected; infinite without an event.
        var cost: Double { observation.events > 0 ? observation.exposure / observation.events : .infinity }
    }

    struct Winner {
        let contender: Contender
        let probability: Double
        /// "the median of the other ad sets, $9.10".
        let against: String
    }

    func apply(to view: AccountView, ids: IdentifierSource, into findings: inout Findings) {
        for campaign in view.activeCampaigns(.learning) {
            guard let goal = view.goalView(ofCampaign: campaign.id), let prior = goal.adSetPrior else { continue }
            let contenders = contenders(of: campaign, goal, prior, view)
            let winners = winners(among: contenders, goal, view, &findings)
            for winner in winners {
                findings.standing[winner.contender.adSet.id] = "winner"
                PromotionPlanner(view: view, goal: goal).promote(winner, ids: ids, into: &findings)
            }
        }
    }

    /// Presaves are rare, so one is enough; for the others the rules' minimum.
    static func minimumEvents(_ goal: GoalKey, _ rules: Rules) -> Double {
        min(rules.winner.minimumEvents, goal == .presave ? Goal.minimumEvents(for: goal) : .infinity)
    }

    /// Whether an ad set has run and delivered long enough to be judged.
    static func isJudgeable(_ adSet: AdSet, _ view: AccountView) -> Bool {
        guard let hours = view.hoursActive(adSet), hours >= Double(view.rules.winner.minimumHours) else { return false }
        let metrics = view.series(ofAdSet: adSet.id).sum(28, endingWith: view.yesterday)
        return Double(metrics.spend) >= view.minor(view.rules.winner.minimumSpend)
            || metrics.impressions >= view.rules.winner.minimumImpressions
    }

    private func contenders(
        of campaign: Campaign,
        _ goal: GoalView,
        _ prior: GammaPrior,
        _ view: AccountView
    ) -> [Contender] {
        (view.adSetsOfCampaign[campaign.id] ?? []).compactMap { adSet in
            guard adSet.status == .active || adSet.status == .paused else { return nil }
            let observation = goal.observation(view.series(ofAdSet: adSet.id), days: 28, today: view.today)
            guard observation.exposure > 0 else { return nil }
            return Contender(
                adSet: adSet,
                observation: observation,
                posterior: CostPosterior(prior: prior, events: observation.events, exposure: observation.exposure),
                isJudgeable: Self.isJudgeable(adSet, view)
            )
        }
    }

    private func winners(
        among contenders: [Contender],
        _ goal: GoalView,
        _ view: AccountView,
        _ findings: inout Findings
    ) -> [Winner] {
        let rules = view.rules.winner
        let ranked = contenders.filter { contender in
            guard contender.adSet.status == .active else { return false }
            guard contender.isJudgeable else {
                findings.explain(contender.adSet.id, "not judged yet: \(tooLittle(rules, view))")
                return false
            }
            guard contender.observation.events >= Self.minimumEvents(goal.goal.key, view.rules) else {
                findings.explain(
                    contender.adSet.id,
                    "no winner: \(Wording.count(contender.observation.events)) \(goal.event)s, too few"
                )
                return false
            }
            return true
        }.sorted { ($0.cost, $0.adSet.id) < ($1.cost, $1.adSet.id) }
        var winners: [Winner] = []
        for (place, contender) in ranked.enumerated() {
            guard place < rules.mostPerCampaign else {
                findings.explain(contender.adSet.id, "no winner: others of its campaign are cheaper")
                continue
            }
            switch judge(contender, isBest: place == 0, contenders, goal, view) {
            case .success(let winner): winners.append(winner)
            case .failure(let why): findings.explain(contender.adSet.id, "no winner: \(why.words)")
            }
        }
        return winners
    }

    private struct Shortfall: Error {
        let words: String
    }

    private func judge(
        _ contender: Contender,
        isBest: Bool,
        _ contenders: [Contender],
        _ goal: GoalView,
        _ view: AccountView
    ) -> Result<Winner, Shortfall> {
        let rules = view.rules.winner
        let factor = 1 - rules.marginPercent / 100
        let margin = Wording.number(rules.marginPercent, places: 0) + " %"
        let others = contenders.filter { $0.isJudgeable && $0.adSet.id != contender.adSet.id }
        let bound: Double
        let probability: Double
        let against: String
        if let median = RobustStatistics.median(others.map(\.cost)),
            let chance = contender.posterior.probability(atMost: factor, timesMedianOf: others.map(\.posterior))
        {
            bound = factor * median
            probability = chance
            against = "the median of the \(others.count) other ad sets, " + middle(median, of: others, goal, view)
        } else if let reference = goal.reference, reference.isTarget {
            bound = reference.cost
            probability = contender.posterior.probability(costAtMost: reference.cost)
            against = reference.words(view.wording, event: goal.event)
        } else {
            return .failure(Shortfall(words: "nothing to compare it with: no other ad set and no target"))
        }
        let hasVolume = isBest && contender.observation.events >= Self.sufficientEvents
        guard contender.cost <= bound + 1e-9 || hasVolume else {
            return .failure(Shortfall(words: "\(view.wording.money(contender.cost)) is not \(margin) below \(against)"))
        }
        guard probability >= rules.minimumProbability else {
            return .failure(
                Shortfall(words: "only \(Wording.percent(probability)) sure that it is \(margin) below \(against)")
            )
        }
        return .success(Winner(contender: contender, probability: probability, against: against))
    }

    /// Where most of the others had no event, what their costs are believed to be says more than "none".
    private func middle(_ median: Double, of others: [Contender], _ goal: GoalView, _ view: AccountView) -> String {
        guard median.isFinite else {
            let believed = RobustStatistics.median(others.map(\.posterior.median)).map { view.wording.money($0) }
            return "about \(believed ?? "unknown") as believed, since most had no \(goal.event)"
        }
        return view.wording.money(median)
    }

    private func tooLittle(_ rules: Rules.WinnerRules, _ view: AccountView) -> String {
        "\(rules.minimumHours) hours and \(view.wording.money(view.minor(rules.minimumSpend))) or "
            + "\(rules.minimumImpressions) impressions are needed"
    }
}
