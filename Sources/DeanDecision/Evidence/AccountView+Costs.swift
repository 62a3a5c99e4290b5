import DeanAnalysis
import DeanDomain

extension AccountView {
    /// Fits what an event costs across a goal's ad sets and ads, and finds what costs are held against.
    mutating func learnCosts(of key: GoalKey) {
        guard var view = goals[key] else { return }
        var adSetObservations: [GammaPrior.Observation] = []
        var adObservations: [GammaPrior.Observation] = []
        var spent: [GammaPrior.Observation] = []
        let hasStack = snapshot.campaigns.contains {
            assignment.goal(of: $0.id) == key && assignment.role(of: $0.id) == .advantage
        }
        for adSet in snapshot.adSets where assignment.goal(of: adSet.campaignID) == key {
            let observation = view.observation(series(ofAdSet: adSet.id), days: 28, today: today)
            guard observation.exposure > 0 else { continue }
            adSetObservations.append(observation)
            if !hasStack { spent.append(observation) }
            guard hasStack else { continue }
            for ad in adsOfAdSet[adSet.id] ?? [] {
                let own = view.observation(rows: rows(ofAd: ad.id), days: 28, today: today)
                guard own.exposure > 0 else { continue }
                adObservations.append(own)
                spent.append(own)
            }
        }
        view.reference = reference(view, spent: spent)
        let fallback = view.reference.map { GammaPrior.vague(aroundCost: $0.cost) }
        view.adSetPrior = GammaPrior.fit(adSetObservations) ?? fallback
        view.adPrior = hasStack ? GammaPrior.fit(adObservations) ?? fallback : view.adSetPrior
        replace(view, for: key)
    }

    /// A configured target; of two the stricter.
    ///
    /// Without any, the median cost of the goal's own objects that had events.
    private func reference(_ view: GoalView, spent: [GammaPrior.Observation]) -> CostReference? {
        var candidates: [CostReference] = []
        if let target = view.goal.targetCPA, target > 0 {
            candidates.append(CostReference(cost: minor(target), source: .targetCPA))
        }
        let fourWeeks = view.series.sum(28, endingWith: yesterday)
        if let target = view.goal.targetROAS, target > 0, fourWeeks.events > 0, fourWeeks.revenue > 0 {
            let revenuePerEvent = Double(fourWeeks.revenue) / fourWeeks.events
            candidates.append(CostReference(cost: revenuePerEvent / target, source: .targetROAS(target)))
        }
        if let strictest = candidates.min(by: { $0.cost < $1.cost }) { return strictest }
        return ownMedian(spent).map { CostReference(cost: $0, source: .accountMedian) }
    }

    /// Where a quarter of the objects and more had no event, the others are the lucky ones, and most of them small: each
    /// cost then counts as often as it brought events, so that half of the events cost less.
    private func ownMedian(_ spent: [GammaPrior.Observation]) -> Double? {
        let costs = spent.filter { $0.events > 0 }.map { (value: $0.exposure / $0.events, weight: $0.events) }
        return (spent.count - costs.count) * 4 >= spent.count
            ? RobustStatistics.weightedMedian(costs) : RobustStatistics.median(costs.map(\.value))
    }
}
