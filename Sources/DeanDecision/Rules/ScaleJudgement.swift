import DeanAnalysis
import DeanDomain
import Foundation

/// Whether more money on something would still bring events at an acceptable cost.
///
/// Seed 001's rule: cost per event stable or improving over the last 48 hours against the week before. The confidence is
/// the probability that the added money's cost per event stays within the target; without a target, that the cost is
/// stable.
struct ScaleJudgement {
    /// Events grow with spend to this power: what a raise adds is dearer than what is there.
    ///
    /// Advertisers' response curves are concave; 0.9 is a mild prior that the later causal checks may replace.
    static let elasticity = 0.9
    /// Below this share of its budget spent, more budget would not be spent either.
    static let leastUtilisation = 0.5

    enum Outcome {
        case wait(String)
        case scale(confidence: Double, aim: String, evidence: [EvidenceLine])
    }

    let view: AccountView
    let goal: GoalView

    func outcome(_ series: DailySeries, budget: Money) -> Outcome {
        let recent = goal.observation(series, days: 2, today: view.today)
        let before = goal.observation(series, days: 7, endingBack: 3, today: view.today)
        let trend = CostTrend(recent: recent, before: before)
        let tolerance = view.rules.scale.stableWithinPercent / 100
        let minimum = WinnerRule.minimumEvents(goal.goal.key, view.rules)
        guard recent.events + before.events >= minimum, let ratio = trend.ratio else {
            return .wait("too few \(goal.event)s in the last nine days to tell whether its cost is stable")
        }
        let change = Wording.number(abs(ratio - 1) * 100, places: 0) + " %"
        guard ratio <= 1 + tolerance + 1e-9 else {
            return .wait("the cost per \(goal.event) rose by \(change) over the last two days against the week before")
        }
        let spent = Double(series.sum(2, endingWith: view.yesterday).spend) / 2
        guard spent >= Self.leastUtilisation * Double(budget.minorUnits) else {
            return .wait("it spends less than half of its budget, so more budget would not be spent")
        }
        guard let reference = goal.reference, let prior = goal.adSetPrior else {
            return .wait("nothing says yet what a \(goal.event) may cost: set a target")
        }
        let posterior = CostPosterior(
            prior: prior,
            events: recent.events + before.events,
            exposure: recent.exposure + before.exposure
        )
        var evidence = [
            EvidenceLine("cost per \(goal.event), last 9 days", view.wording.interval(posterior)),
            EvidenceLine("last 2 days against the 7 before", change + direction(ratio) + spread(trend)),
            EvidenceLine(
                "\(goal.event)s, last 2 days and the 7 before",
                "\(Wording.count(recent.events)) and \(Wording.count(before.events))"
            ),
        ]
        guard reference.isTarget else {
            evidence.append(EvidenceLine("target", "none is set; the cost is held against its own past"))
            return .scale(
                confidence: trend.probability(stableWithin: tolerance),
                aim: "its cost per \(goal.event) stays within "
                    + "\(Wording.number(view.rules.scale.stableWithinPercent, places: 0)) % of the week before",
                evidence: evidence
            )
        }
        let step = view.rules.caps.budgetStepPercent / 100
        let marginal = step > 0 ? (pow(1 + step, Self.elasticity) - 1) / step : 1
        evidence.append(EvidenceLine("held against", reference.words(view.wording, event: goal.event)))
        return .scale(
            confidence: posterior.probability(costAtMost: reference.cost * marginal),
            aim: "each \(goal.event) that the added money brings costs at most \(view.wording.money(reference.cost))",
            evidence: evidence
        )
    }

    private func direction(_ ratio: Double) -> String { ratio > 1 ? " dearer" : " cheaper" }

    private func spread(_ trend: CostTrend) -> String {
        guard let interval = trend.interval(0.9) else { return "" }
        let (low, high) = (Wording.percent(interval.lowerBound - 1), Wording.percent(interval.upperBound - 1))
        return " (90 % interval \(low) to \(high))"
    }
}
