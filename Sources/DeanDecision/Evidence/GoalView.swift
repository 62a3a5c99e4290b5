import DeanAnalysis
import DeanDomain

/// What is believed about one goal across the account.
struct GoalView: Sendable {
    let goal: Goal
    let delay: DelayCurve
    /// The visible share of final events by days back from today, index 0 unused.
    let shares: [Double]
    /// The same, lowered by what is not sure; for judging that something brings nothing.
    let cautiousShares: [Double]
    var series: DailySeries
    /// Nil while the goal has no event and no target, so that nothing says what one costs.
    var adSetPrior: GammaPrior?
    var adPrior: GammaPrior?
    var reference: CostReference?

    var event: String { goal.key.eventName }

    /// Events and delay-corrected spend of `count` complete days that end `back` days before today.
    func observation(
        _ series: DailySeries,
        days count: Int,
        endingBack back: Int = 1,
        today: AccountDay,
        cautious: Bool = false
    ) -> GammaPrior.Observation {
        let shares = cautious ? cautiousShares : shares
        var events = 0.0
        var exposure = 0.0
        for step in back..<(back + count) {
            let metrics = series[today - step]
            events += metrics.events
            exposure += Double(metrics.spend) * (step < shares.count ? shares[step] : 1)
        }
        return GammaPrior.Observation(events: events, exposure: exposure)
    }

    /// The same from an ad's rows.
    func observation(
        rows: [DailyMetrics],
        days count: Int,
        today: AccountDay,
        cautious: Bool = false
    ) -> GammaPrior.Observation {
        let shares = cautious ? cautiousShares : shares
        var events = 0.0
        var exposure = 0.0
        for row in rows {
            let back = today - row.day
            guard back >= 1, back <= count else { continue }
            events += row.metrics.events
            exposure += Double(row.metrics.spend) * (back < shares.count ? shares[back] : 1)
        }
        return GammaPrior.Observation(events: events, exposure: exposure)
    }
}
