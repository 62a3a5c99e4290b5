import DeanAnalysis
package import DeanDomain

/// What was believed of one goal at one moment: what its ads' numbers are held against.
///
/// The rules' posterior for an ad is made from it, and so are the features that a model corrects that posterior with.
/// Both are made by the same code for a day of the past and for today.
package struct GoalMoment: Sendable {
    package let goal: Goal
    package let day: AccountDay
    /// Minor units per event: a configured target, of two the stricter; without one, the median over the ad sets.
    package let target: Double
    package let isTarget: Bool
    /// The visible share of final events by days back; the first is yesterday.
    package let shares: [Double]
    let prior: GammaPrior
    let ctr: BetaPrior?
    let cvr: BetaPrior?
    /// The goal's own sums over the last days, by `AdFeatures.windows`.
    let sums: [Metrics]
    let exposures: [Double]
    let ads: Int
    /// Revenue per spend over 28 days, corrected for what has not arrived; nil without revenue.
    package let roas: Double?

    /// Nil while the goal has no event and no target, so that nothing says what one costs.
    package init?(
        goal: Goal,
        day: AccountDay,
        windows: [AdWindow],
        shares: [Double],
        minorUnitsPerMajor: Int64
    ) {
        precondition(shares.count == AdWindow.length, "there is a share for each day of the window")
        self.goal = goal
        self.day = day
        self.shares = shares
        let observations = windows.map {
            GammaPrior.Observation(
                events: $0.sum(AdWindow.length).events,
                exposure: $0.exposure(AdWindow.length, shares: shares)
            )
        }
        sums = AdFeatures.windows.map { count in windows.reduce(.zero) { $0 + $1.sum(count) } }
        exposures = AdFeatures.windows.map { count in
            windows.reduce(0) { $0 + $1.exposure(count, shares: shares) }
        }
        ads = windows.count { $0.isDelivering }
        let month = sums[sums.count - 1]
        let spent = exposures[exposures.count - 1]
        roas = month.revenue > 0 && spent > 0 ? Double(month.revenue) / spent : nil

        var targets: [Double] = []
        if let cost = goal.targetCPA, cost > 0 { targets.append(cost * Double(minorUnitsPerMajor)) }
        if let ratio = goal.targetROAS, ratio > 0, month.events > 0, month.revenue > 0 {
            targets.append(Double(month.revenue) / month.events / ratio)
        }
        isTarget = !targets.isEmpty
        guard let target = targets.min() ?? Self.medianCost(windows, observations), target > 0 else { return nil }
        self.target = target
        prior = GammaPrior.fit(observations) ?? .vague(aroundCost: target)
        ctr = BetaPrior.fit(
            windows.map {
                let sum = $0.sum(AdWindow.length)
                return BetaPrior.Observation(
                    successes: Double(min(sum.clicks, sum.impressions)),
                    trials: Double(sum.impressions)
                )
            }
        )
        cvr = BetaPrior.fit(
            windows.map {
                let sum = $0.sum(AdWindow.length)
                return BetaPrior.Observation(
                    successes: min(sum.events, Double(sum.linkClicks)),
                    trials: Double(sum.linkClicks)
                )
            }
        )
    }

    private static func medianCost(_ windows: [AdWindow], _ observations: [GammaPrior.Observation]) -> Double? {
        var sums: [ObjectID: (events: Double, exposure: Double)] = [:]
        for (window, one) in zip(windows, observations) {
            sums[window.adSet, default: (0, 0)].events += one.events
            sums[window.adSet, default: (0, 0)].exposure += one.exposure
        }
        return RobustStatistics.median(sums.values.filter { $0.events > 0 }.map { $0.exposure / $0.events })
    }

    /// What the rules believe of an ad over the next seven days.
    package func rules(_ window: AdWindow) -> RulesBelief {
        let month = window.sum(AdWindow.length)
        let exposure = window.exposure(AdWindow.length, shares: shares)
        let posterior = CostPosterior(prior: prior, events: month.events, exposure: exposure)
        let planned = max(Double(window.sum(7).spend), target)
        var ratio: Double?
        if let roas {
            // As many events at the goal's average as two targets' spend would bring.
            let weight = 2 * target
            ratio = (Double(month.revenue) + roas * weight) / (exposure + weight)
        }
        return RulesBelief(
            probability: posterior.probability(ofMeeting: target, overNext: planned),
            efficiency: (prior.shape + month.events) / (prior.exposure + exposure) * target,
            events: prior.shape + month.events,
            plannedSpend: planned,
            roas: ratio
        )
    }
}

/// The baseline: what an ad's own numbers, shrunk towards its goal's, say of the next seven days.
package struct RulesBelief: Sendable, Hashable {
    /// That it meets its target.
    package let probability: Double
    /// Events per target cost spent: above 1 it is cheaper than the target.
    package let efficiency: Double
    /// How many events the belief rests on, the prior's included.
    package let events: Double
    /// Minor units over the seven days, taken as the week before.
    package let plannedSpend: Double
    package let roas: Double?
}
