import DeanAnalysis
import DeanDomain

extension CreativeSurvey {
    /// Decisions and winners as they are kept and shown.
    func report() -> CreativeReport {
        var report = CreativeReport()
        report.fatigue = view.fatigue
        report.profiles = view.resemblance.profiles
        report.decisions = (candidates.map(decision) + pending.compactMap(decision)).sorted { $0.ad.id < $1.ad.id }
        report.winners = winners.values.map { dayWinner($0.winner, over: $0.runnerUp) }
            .sorted { $0.campaign.id < $1.campaign.id }
        return report
    }

    func steps(of candidate: CreativeCandidate) -> [CreativeStep] {
        let rules = view.rules.optimizer
        let roas = candidate.returns?.roas ?? 0
        switch role(of: candidate) {
        case .winner: return roas > rules.winnerScaleROAS ? [.promote, .scaleBudget] : [.promote]
        case .fatigue: return candidate.overall > rules.fatiguePauseScore ? [.generateVariants, .recombine] : [.pause]
        case .archive: return [.archive, .reduceBudget]
        case .test: return roas > rules.testScaleROAS && candidate.overall > rules.testScaleScore ? [.scaleBudget] : []
        case .pending: return []
        }
    }

    private func decision(_ candidate: CreativeCandidate) -> CreativeDecision {
        let role = role(of: candidate)
        let steps = steps(of: candidate)
        let budget = budget(of: candidate.ad)
        let step = view.rules.caps.budgetStepPercent / 100
        let recommended: Money?
        if steps.contains(.scaleBudget) {
            recommended = budget?.scaledDown(by: 1 + step)
        } else if steps.contains(.reduceBudget) {
            recommended = budget?.scaledDown(by: 1 - step)
        } else {
            recommended = budget
        }
        let (confidence, aim) = confidence(candidate, role, steps)
        return CreativeDecision(
            campaign: candidate.campaign.ref,
            ad: candidate.ad.ref,
            creativeID: candidate.ad.creativeID,
            goal: candidate.goal.goal.key,
            role: role,
            steps: steps,
            priority: priority(role, steps),
            confidence: Confidence(confidence),
            aim: aim,
            overall: candidate.overall,
            composite: candidate.composite,
            currentBudget: budget,
            recommendedBudget: recommended,
            reason: reason(candidate, role)
        )
    }

    /// Of an ad of which too little is known.
    private func decision(_ ad: Ad) -> CreativeDecision? {
        guard let goal = view.goalView(ofCampaign: ad.campaignID), let campaign = view.campaigns[ad.campaignID] else {
            return nil
        }
        let limit = goal.reference
        let meets = view.adPrior(of: ad, goal).flatMap { prior in
            limit.map { CostPosterior(prior: prior).probability(costAtMost: $0.cost) }
        }
        let budget = budget(of: ad)
        return CreativeDecision(
            campaign: campaign.ref,
            ad: ad.ref,
            creativeID: ad.creativeID,
            goal: goal.goal.key,
            role: .pending,
            steps: [],
            priority: 5,
            confidence: Confidence(meets ?? 0.5),
            aim: limit.map { "it turns out within \($0.words(view.wording, event: goal.event))" }
                ?? "it turns out worth its money",
            currentBudget: budget,
            recommendedBudget: budget,
            reason: "too little delivery to judge"
        )
    }

    private func priority(_ role: CreativeRole, _ steps: [CreativeStep]) -> Int {
        switch role {
        case .winner: 2
        case .fatigue: steps.contains(.pause) ? 1 : 3
        case .archive: 4
        case .test: steps.isEmpty ? 5 : 3
        case .pending: 5
        }
    }

    private func confidence(
        _ candidate: CreativeCandidate,
        _ role: CreativeRole,
        _ steps: [CreativeStep]
    ) -> (Double, String) {
        let words = candidate.limit.words(view.wording, event: candidate.goal.event)
        switch role {
        case .winner:
            let (chance, aim) = lead(candidate, over: winners[candidate.campaign.id]?.runnerUp)
            return (chance, aim)
        case .fatigue where !steps.contains(.pause):
            let drop = Wording.percent(view.fatigueDrop)
            return (candidate.fatigue?.probability ?? 0, "its click rate lies at least \(drop) below its early level")
        case .fatigue, .archive:
            return (1 - candidate.meets, "it misses \(words) over the next 7 days")
        case .test, .pending:
            return (candidate.meets, "it meets \(words) over the next 7 days")
        }
    }

    private func lead(_ winner: CreativeCandidate, over runnerUp: CreativeCandidate?) -> (Double, String) {
        let event = winner.goal.event
        guard let runnerUp else {
            let words = winner.limit.words(view.wording, event: event)
            return (
                winner.posterior.probability(costAtMost: winner.limit.cost), "a \(event) costs no more than \(words)"
            )
        }
        return (
            winner.posterior.probability(atMost: 1, times: runnerUp.posterior),
            "a \(event) costs no more than with \(runnerUp.ad.ref.quoted)"
        )
    }

    private func dayWinner(_ winner: CreativeCandidate, over runnerUp: CreativeCandidate?) -> DayWinner {
        DayWinner(
            campaign: winner.campaign.ref,
            ad: winner.ad.ref,
            creativeID: winner.ad.creativeID,
            score: winner.composite,
            overall: winner.overall,
            roas: winner.returns?.roas,
            ctr: winner.ctr,
            cvr: winner.cvr,
            conversions: winner.metrics.events,
            runnerUp: runnerUp?.ad.ref,
            runnerUpScore: runnerUp?.composite,
            confidence: Confidence(lead(winner, over: runnerUp).0),
            reasoning: reasoning(winner)
        )
    }

    /// "score 71 of 100, ROAS 3.20 (stable), 24 purchases in 28 days, CTR 1.84 %, not tired".
    private func reasoning(_ winner: CreativeCandidate) -> String {
        var parts = ["score \(Wording.number(winner.overall, places: 0)) of 100"]
        if let returns = winner.returns {
            parts.append("ROAS \(Wording.ratio(returns.roas)) (\(returns.trend.rawValue))")
        }
        parts.append("\(Wording.count(winner.metrics.events)) \(winner.goal.event)s in 28 days")
        parts.append("CTR \(Wording.percent(winner.ctr, places: 2))")
        parts.append(winner.fatigue == nil ? "too few impressions to be called tired" : "not tired")
        return parts.joined(separator: ", ")
    }

    private func reason(_ candidate: CreativeCandidate, _ role: CreativeRole) -> String {
        switch role {
        case .winner: return reasoning(candidate)
        case .fatigue: return candidate.fatigue.map { "tired: \(FatigueWording.tired($0))" } ?? "tired"
        case .archive, .test, .pending:
            let score = Wording.number(candidate.overall, places: 0)
            return
                "score \(score) of 100, cost per \(candidate.goal.event) \(view.wording.interval(candidate.posterior))"
        }
    }

    /// The daily budget that an ad runs on: its ad set's own, or its campaign's.
    func budget(of ad: Ad) -> Money? {
        view.adSets[ad.adSetID]?.dailyBudget ?? view.campaigns[ad.campaignID]?.dailyBudget
    }
}
