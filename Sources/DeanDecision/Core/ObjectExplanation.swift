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
    /// Set where both are one sum over a period that a file names: "2026-10-01 to 2026-10-31".
    var period: String?
    var posterior: CostPosterior?
    /// Of ads.
    var fatigue: CreativeFatigue?
    var fatigueDrop = 0.2
    var prediction: AdPrediction?

    /// Its key numbers in words; made when asked for, because an account has thousands of ads.
    package var numbers: [EvidenceLine] {
        let wording = Wording(currency: currency)
        let event = goal?.eventName ?? "event"
        var lines: [EvidenceLine] = []
        func line(_ what: String, _ words: (Metrics) -> String) {
            lines.append(
                period.map { EvidenceLine("\(what), \($0)", words(fourWeeks)) }
                    ?? EvidenceLine("\(what), 7 and 28 days", "\(words(week)) and \(words(fourWeeks))")
            )
        }
        line("spend") { wording.money($0.spend) }
        line("\(event)s") { Wording.count($0.events) }
        let window = PerformanceWindow(fourWeeks)
        if let cost = window.costPerEvent {
            lines.append(EvidenceLine("cost per \(event), \(period ?? "28 days")", wording.money(cost)))
        }
        if let posterior {
            lines.append(
                EvidenceLine("cost per \(event), as believed", wording.interval(posterior))
            )
        }
        if let ctr = PerformanceWindow(week).ctr {
            lines.append(EvidenceLine("CTR, \(period ?? "7 days")", Wording.percent(ctr, places: 2)))
        }
        if let roas = window.roas, fourWeeks.revenue > 0 {
            lines.append(EvidenceLine("ROAS, \(period ?? "28 days")", Wording.ratio(roas)))
        }
        if let fatigue { lines += FatigueWording.lines(fatigue, drop: fatigueDrop) }
        if let prediction { lines += wording.lines(prediction) }
        return lines
    }
}
