import DeanAnalysis
package import DeanDomain

/// Why something or nothing is done with one campaign, ad set or ad.
package struct ObjectExplanation: Sendable {
    package let object: ObjectRef
    package let goal: GoalKey?
    /// "learning ad set for sales", "ad in an Advantage+ stack for sales: hold".
    package internal(set) var role: String
    package internal(set) var reasons: [String]
    let currency: Currency
    let week: Metrics
    let fourWeeks: Metrics
    var posterior: CostPosterior?
    /// Of ads.
    var fatigue: CreativeFatigue?
    var fatigueDrop = 0.2

    /// Its key numbers in words; made when asked for, because an account has thousands of ads.
    package var numbers: [EvidenceLine] {
        let wording = Wording(currency: currency)
        let event = goal?.eventName ?? "event"
        var lines = [
            EvidenceLine("spend, 7 and 28 days", "\(wording.money(week.spend)) and \(wording.money(fourWeeks.spend))")
        ]
        lines.append(
            EvidenceLine(
                "\(event)s, 7 and 28 days",
                "\(Wording.count(week.events)) and \(Wording.count(fourWeeks.events))"
            )
        )
        let window = PerformanceWindow(fourWeeks)
        if let cost = window.costPerEvent {
            lines.append(EvidenceLine("cost per \(event), 28 days", wording.money(cost)))
        }
        if let posterior {
            lines.append(
                EvidenceLine("cost per \(event), as believed", wording.interval(posterior))
            )
        }
        if let ctr = PerformanceWindow(week).ctr {
            lines.append(EvidenceLine("CTR, 7 days", Wording.percent(ctr, places: 2)))
        }
        if let roas = window.roas, fourWeeks.revenue > 0 {
            lines.append(EvidenceLine("ROAS, 28 days", Wording.ratio(roas)))
        }
        if let fatigue { lines += FatigueWording.lines(fatigue, drop: fatigueDrop) }
        return lines
    }
}
