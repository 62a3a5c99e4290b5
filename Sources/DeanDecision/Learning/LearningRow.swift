package import DeanDomain

/// One ad on one morning: what was known of it, and what the rules believed.
package struct LearningRow: Sendable {
    package let ad: ObjectID
    package let day: AccountDay
    package let goal: GoalKey
    package let features: [Float]
    package let rules: RulesBelief
    /// Minor units per event.
    package let target: Double
    /// The goal's ROAS at the time; nil without revenue.
    package let goalROAS: Double?
    /// Position of the ad in the history.
    package let record: Int
}

/// What came of an ad's seven days.
package struct LearningOutcome: Sendable, Hashable {
    /// Spend in target costs, reduced by what can't have arrived yet.
    package let exposure: Double
    package let events: Double
    /// Against the goal's ROAS at the time of the prediction; nil without revenue in the goal.
    package let roas: Double?

    package init(exposure: Double, events: Double, roas: Double?) {
        self.exposure = exposure
        self.events = events
        self.roas = roas
    }

    /// Whether an event cost at most the target.
    package var metTarget: Bool { events >= 1 && events >= exposure - 1e-9 }

    /// Below one target's spend nothing shows whether the target is met.
    package static let leastExposure = 1.0
    /// Below this share of arrived events the rest is guesswork.
    package static let leastArrived = 0.8
}

extension LearningHistory {
    /// The ads that delivered in the week before `day`, as that morning knew them.
    package func rows(on day: AccountDay) -> [LearningRow] {
        let moment = moment(of: day)
        var windows: [GoalKey: [(record: Int, window: AdWindow)]] = [:]
        for (index, record) in ads.enumerated() {
            let window = window(record, on: day, asOf: moment)
            guard window.days.contains(where: { $0.impressions > 0 }) else { continue }
            windows[record.goal, default: []].append((index, window))
        }
        var rows: [LearningRow] = []
        for goal in goals {
            guard let own = windows[goal.key] else { continue }
            let curve = curve(goal.key, asOf: moment)
            let believed = GoalMoment(
                goal: goal,
                day: day,
                windows: own.map(\.window),
                shares: (1...AdWindow.length).map { share(goal.key, of: day - $0, asOf: moment, curve: curve) },
                minorUnitsPerMajor: minorUnitsPerMajor
            )
            guard let believed else { continue }
            for (index, window) in own where window.isDelivering {
                let rules = believed.rules(window)
                rows.append(
                    LearningRow(
                        ad: window.ad,
                        day: day,
                        goal: goal.key,
                        features: AdFeatures.values(window, believed, rules: rules),
                        rules: rules,
                        target: believed.target,
                        goalROAS: believed.roas,
                        record: index
                    )
                )
            }
        }
        return rows
    }

    /// What came of the row's seven days, as known on the morning of `day`; nil while they go on, where too little was
    /// spent to tell, or where too much may still arrive.
    package func outcome(of row: LearningRow, asOfMorning day: AccountDay) -> LearningOutcome? {
        let last = row.day + (RecordedPrediction.days - 1)
        guard last < day, last <= days.upperBound else { return nil }
        let moment = moment(of: day)
        let record = ads[row.record]
        var sum = Metrics.zero
        var arrived = 0.0
        for back in 0..<RecordedPrediction.days {
            guard let metrics = metrics(record, on: row.day + back, asOf: moment) else { continue }
            sum += metrics
            arrived += Double(metrics.spend) * share(row.goal, of: row.day + back, asOf: moment)
        }
        let exposure = arrived / row.target
        guard exposure >= LearningOutcome.leastExposure,
            arrived >= LearningOutcome.leastArrived * Double(sum.spend)
        else { return nil }
        return LearningOutcome(
            exposure: exposure,
            events: sum.events,
            roas: row.goalROAS.map { Double(max(0, sum.revenue)) / arrived / $0 }
        )
    }
}
