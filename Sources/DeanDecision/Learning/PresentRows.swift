import DeanAnalysis
package import DeanDomain
package import Foundation

/// The rows of this moment, made from the evidence by the code that made the rows a model was trained on.
package struct PresentRows: Sendable {
    package let rows: [LearningRow]
    /// The first of the days that predictions are about.
    package let today: AccountDay

    package init(_ evidence: AccountEvidence, fallbackZone: TimeZone = .gmt) {
        let account = evidence.snapshot.account
        let zone = TimeZone(identifier: account.timeZoneName) ?? fallbackZone
        let today = AccountDay(evidence.asOf, in: zone)
        let assignment = GoalAssignment(snapshot: evidence.snapshot, goals: evidence.goals)
        var windows: [GoalKey: [AdWindow]] = [:]
        for ad in evidence.snapshot.ads {
            guard let goal = assignment.goal(of: ad.campaignID), let daily = evidence.daily[ad.id] else { continue }
            var days = [Metrics](repeating: .zero, count: AdWindow.length)
            for row in daily {
                let back = today - row.day
                if back >= 1, back <= AdWindow.length { days[back - 1] += row.metrics }
            }
            guard days.contains(where: { $0.impressions > 0 }) else { continue }
            windows[goal, default: []].append(
                AdWindow(
                    ad: ad.id,
                    adSet: ad.adSetID,
                    role: assignment.role(of: ad.campaignID),
                    age: ad.createdAt.map { (evidence.asOf - $0).hours / 24 },
                    days: days
                )
            )
        }
        var rows: [LearningRow] = []
        for goal in evidence.goals where goal.active {
            guard let own = windows[goal.key] else { continue }
            let curve = DelayCurve(learnedFrom: evidence.delays[goal.key] ?? [])
            let shares = (1...AdWindow.length).map { back in
                let age = evidence.snapshot.readAt - (today - back + 1).start(in: zone)
                return curve.completeness(hoursAfterEnd: age.hours).share
            }
            let moment = GoalMoment(
                goal: goal,
                day: today,
                windows: own,
                shares: shares,
                minorUnitsPerMajor: account.currency.minorUnitsPerMajor
            )
            guard let moment else { continue }
            for window in own where window.isDelivering {
                let rules = moment.rules(window)
                rows.append(
                    LearningRow(
                        ad: window.ad,
                        day: today,
                        goal: goal.key,
                        features: AdFeatures.values(window, moment, rules: rules),
                        rules: rules,
                        target: moment.target,
                        goalROAS: moment.roas,
                        record: rows.count
                    )
                )
            }
        }
        self.rows = rows
        self.today = today
    }
}
