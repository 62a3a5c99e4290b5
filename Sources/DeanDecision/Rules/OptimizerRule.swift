import DeanAnalysis
import DeanDomain

/// Turns the roles of creatives into actions (seed 002), where the rules of seeds 000 and 001 ask for none.
///
/// Each of its actions needs more than the role: a promotion the winner's margin with its probability, a raise the
/// judgement that every raise passes, a pause or a cut that the creative surely misses its target.
struct OptimizerRule: DecisionRule {
    let survey: CreativeSurvey

    func apply(to view: AccountView, ids: IdentifierSource, into findings: inout Findings) {
        for candidate in survey.candidates {
            for step in survey.steps(of: candidate) {
                switch step {
                case .promote: promote(candidate, view, ids, &findings)
                case .scaleBudget: raise(candidate, view, ids, &findings)
                case .pause, .archive: stop(candidate, step, view, ids, &findings)
                // Cut only where pausing the ad would leave its ad set without any; see `stop`.
                case .reduceBudget: continue
                // Work for people and for the studio: the report recommends it.
                case .generateVariants, .recombine: continue
                }
            }
        }
    }

    /// A learning campaign's winner goes into the goal's scaling campaign; stacks are `StackRule`'s.
    private func promote(
        _ winner: CreativeCandidate,
        _ view: AccountView,
        _ ids: IdentifierSource,
        _ findings: inout Findings
    ) {
        guard winner.role == .learning,
            winner.observation.events >= WinnerRule.minimumEvents(winner.goal.goal.key, view.rules),
            !findings.proposals.contains(where: {
                $0.action.type == .promoteWinner
                    && ($0.action.target.id == winner.ad.adSetID || $0.action.creativeID == winner.ad.creativeID)
            })
        else { return }
        let others = survey.candidates.filter {
            $0.campaign.id == winner.campaign.id && $0.ad.id != winner.ad.id && $0.metrics.spend > 0
        }
        let factor = 1 - view.rules.winner.marginPercent / 100
        guard let chance = winner.posterior.probability(atMost: factor, timesMedianOf: others.map(\.posterior)),
            chance >= view.rules.winner.minimumProbability
        else { return }
        AdPromotion(view: view, goal: winner.goal, group: "campaign").promote(
            AdPromotion.Subject(ad: winner.ad, posterior: winner.posterior, metrics: winner.metrics),
            probability: chance,
            ids: ids,
            into: &findings
        )
    }

    /// The budget of the ad set that it runs on, judged like every raise.
    private func raise(
        _ candidate: CreativeCandidate,
        _ view: AccountView,
        _ ids: IdentifierSource,
        _ findings: inout Findings
    ) {
        guard candidate.role == .learning, let adSet = view.adSets[candidate.ad.adSetID],
            let budget = adSet.dailyBudget, !findings.changes(adSet.id),
            case .scale(let confidence, let aim, let evidence) = ScaleJudgement(view: view, goal: candidate.goal)
                .outcome(view.series(ofAdSet: adSet.id), budget: budget),
            confidence >= view.rules.confidence.propose
        else { return }
        let roas = candidate.returns.map { Wording.ratio($0.roas) } ?? "unknown"
        let why = EvidenceLine(
            "why here",
            "\(candidate.ad.ref.quoted) has a ROAS of \(roas) and a score of \(Wording.number(candidate.overall, places: 0))"
        )
        let raise = BudgetRaise(
            object: adSet.ref,
            status: adSet.status,
            from: budget,
            goal: candidate.goal.goal.key,
            aim: aim,
            confidence: confidence,
            priority: 3,
            evidence: evidence + [why]
        )
        findings.proposals.append(raise.proposal(percent: view.rules.caps.budgetStepPercent, ids: ids))
    }

    /// Pauses the ad; where it is its ad set's only one, cuts the ad set's budget by a step instead.
    private func stop(
        _ candidate: CreativeCandidate,
        _ step: CreativeStep,
        _ view: AccountView,
        _ ids: IdentifierSource,
        _ findings: inout Findings
    ) {
        let misses = 1 - candidate.meets
        // A stack's weak ads are judged by `StackRule`, by the same numbers and a stricter bound.
        let isStacks = candidate.role == .advantage && step == .archive
        guard misses >= view.rules.optimizer.pauseProbability, !isStacks, !findings.changes(candidate.ad.id),
            !findings.changes(candidate.ad.adSetID)
        else { return }
        let words = candidate.limit.words(view.wording, event: candidate.goal.event)
        let why = step == .pause ? "tired and weak" : "weak"
        let score = Wording.number(candidate.overall, places: 0)
        var evidence = [
            EvidenceLine("score", "\(score) of 100"),
            EvidenceLine("cost per \(candidate.goal.event), as believed", view.wording.interval(candidate.posterior)),
            EvidenceLine("held against", words),
            EvidenceLine("spend, 28 days", view.wording.money(candidate.metrics.spend)),
            EvidenceLine("\(candidate.goal.event)s, 28 days", Wording.count(candidate.metrics.events)),
        ]
        if let fatigue = candidate.fatigue, fatigue.isTired {
            evidence.append(EvidenceLine("fatigue", FatigueWording.tired(fatigue)))
        }
        guard view.liveAds(of: candidate.ad.adSetID).count > 1 else {
            cut(candidate, misses, "it misses \(words) over the next 7 days", evidence, view, ids, &findings)
            return
        }
        let pause = Pause(
            object: candidate.ad.ref,
            status: candidate.ad.status,
            budget: nil,
            type: .pauseAd,
            goal: candidate.goal.goal.key,
            message: "Pause the ad \(candidate.ad.ref.quoted): \(why), score \(score) of 100",
            aim: "it would have missed \(words) over the next 7 days",
            missProbability: misses,
            evidence: evidence
        )
        findings.proposals.append(pause.proposal(ids: ids))
    }

    private func cut(
        _ candidate: CreativeCandidate,
        _ confidence: Double,
        _ aim: String,
        _ evidence: [EvidenceLine],
        _ view: AccountView,
        _ ids: IdentifierSource,
        _ findings: inout Findings
    ) {
        guard let adSet = view.adSets[candidate.ad.adSetID], let from = adSet.dailyBudget,
            let minimum = view.snapshot.account.minimumDailyBudget, !wasChanged(adSet.id, view)
        else { return }
        let to = from.scaledDown(by: 1 - view.rules.caps.budgetStepPercent / 100)
        guard to.minorUnits >= minimum.minorUnits, to.minorUnits < from.minorUnits else { return }
        findings.proposals.append(
            Proposal(
                rank: .kills,
                action: PlannedAction(
                    id: ActionID(ids.make("action")),
                    type: .updateBudget,
                    goal: candidate.goal.goal.key,
                    target: adSet.ref,
                    before: [ObjectState(object: adSet.ref, status: adSet.status, dailyBudget: from)],
                    after: [ObjectState(object: adSet.ref, status: adSet.status, dailyBudget: to)],
                    steps: [.setDailyBudget(object: adSet.ref, from: from, to: to)],
                    message: "Lower \(adSet.ref.quoted) from \(from) to \(to) a day: its only live ad is weak",
                    aim: aim,
                    confidence: Confidence(confidence),
                    priority: 4,
                    evidence: evidence,
                    dailyBudgetChange: to.minorUnits - from.minorUnits
                )
            )
        )
    }

    /// A cut is followed by another no sooner than a raise would be.
    private func wasChanged(_ adSet: ObjectID, _ view: AccountView) -> Bool {
        view.evidence.pastActions.contains {
            $0.target == adSet && $0.dailyBudgetChange != 0
                && view.evidence.asOf - $0.executedAt < .hours(view.rules.cooldowns.budgetHours)
        }
    }
}

extension Findings {
    /// Whether something is proposed already that changes the object.
    fileprivate func changes(_ object: ObjectID) -> Bool {
        proposals.contains { proposal in
            proposal.action.target.id == object || proposal.action.steps.contains { $0.object?.id == object }
        }
    }
}
