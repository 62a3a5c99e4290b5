import DeanDecision
import DeanDomain
import DeanSlack

/// Spend, ROAS and CPA: as fields, which a phone shows below each other, and as lines of text.
extension Digest {
    /// Yesterday and the last seven complete days first, then today, then the goals against their targets.
    func numbers(limit: Int, withToday: Bool = true) -> [Block] {
        guard let summary = report.summary else { return [] }
        if let period = summary.period {
            return [
                .fields(
                    [head(of: period, separator: "\n")]
                        + summary.goals.map { goal($0, separator: "\n") }.prefix(limit - 1)
                )
            ]
        }
        var fields = [
            "*Yesterday*\(days(summary.yesterday))\n" + figures(summary.yesterday, separator: "\n"),
            "*Last 7 days*\(days(summary.week))\n"
                + figures(summary.week, against: summary.weekBefore, separator: "\n"),
        ]
        if withToday, let pace = summary.pace {
            fields.append("*Today* until \(date: run.startedAt, as: .time)\n" + words(pace))
        }
        let goals = summary.goals.map { goal($0, separator: "\n") }
        let room = limit - fields.count
        fields += goals.count <= room ? goals : goals.prefix(room - 1) + ["\(goals.count - room + 1) more goals"]
        return [.fields(fields)]
    }

    var numberLines: [Mrkdwn] {
        guard let summary = report.summary else { return [] }
        if let period = summary.period {
            return [head(of: period, separator: ", ")] + summary.goals.map { goal($0, separator: ", ") }
        }
        var lines: [Mrkdwn] = [
            "*Yesterday*\(days(summary.yesterday)): " + figures(summary.yesterday, separator: ", "),
            "*Last 7 days*\(days(summary.week)): "
                + figures(summary.week, against: summary.weekBefore, separator: ", "),
        ]
        if let pace = summary.pace { lines.append("*Today*: " + words(pace)) }
        return lines + summary.goals.map { goal($0, separator: ", ") }
    }

    /// A file's sums over a period.
    private func head(of period: PeriodSummary, separator: Mrkdwn) -> Mrkdwn {
        let days = Layout.longDays(period.firstDay, period.lastDay)
        return "*From a file* · \(days)\(separator == "\n" ? separator : ": ")" + figures(period, separator: separator)
    }

    private func days(_ period: PeriodSummary?) -> Mrkdwn {
        guard let period else { return "" }
        return period.firstDay == period.lastDay
            ? " · \(Layout.day(period.lastDay))" : " · \(Layout.days(period.firstDay, period.lastDay))"
    }

    private func figures(_ period: PeriodSummary?, separator: Mrkdwn) -> Mrkdwn {
        guard let period else { return "not known, it could not be read" }
        return [
            "Spend *\(period.spend)*",
            "ROAS *\(roas(of: period))*",
            "CPA *\(period.costPerEvent?.description ?? "none, no conversion")*",
        ].joined(separator: separator)
    }

    /// The same with the change against the seven days before, each.
    private func figures(_ now: PeriodSummary?, against before: PeriodSummary?, separator: Mrkdwn) -> Mrkdwn {
        guard let now else { return "not known, they could not be read" }
        guard let before else {
            return figures(now, separator: separator) + separator + "the 7 days before are not known"
        }
        func with(_ change: String?) -> Mrkdwn { change.map { " (\($0))" } ?? "" }
        let changes = (
            spend: Layout.change(now.spend.major, before.spend.major), roas: Layout.change(now.roas, before.roas),
            cost: Layout.change(now.costPerEvent?.major, before.costPerEvent?.major)
        )
        var lines: [Mrkdwn] = [
            "Spend *\(now.spend)*\(with(changes.spend))",
            "ROAS *\(roas(of: now))*\(with(changes.roas))",
            "CPA *\(now.costPerEvent?.description ?? "none, no conversion")*\(with(changes.cost))",
        ]
        lines.append(changes.spend == nil ? "nothing was spent in the 7 days before" : "against the 7 days before")
        return lines.joined(separator: separator)
    }

    private func words(_ pace: AccountSummary.Pace) -> Mrkdwn {
        guard let budget = pace.liveDailyBudget, budget.minorUnits > 0 else {
            return "Spend *\(pace.spentToday)*, \(Layout.percent(pace.shareOfDay)) of the day is over"
        }
        let share = Layout.percent(pace.spentToday.major / budget.major)
        return """
            Spend *\(pace.spentToday)* of \(budget) a day: \(share) of the budget, \
            \(Layout.percent(pace.shareOfDay)) of the day
            """
    }

    private func goal(_ goal: GoalSummary, separator: Mrkdwn) -> Mrkdwn {
        let verdict = GoalVerdict(goal)
        let head: Mrkdwn = "*Goal \(goal.key.rawValue)*\(verdict.mark)"
        if let period = goal.period {
            let events = "\(Layout.events(period.events, goal.eventName)) for \(period.spend)" as Mrkdwn
            return [head, "CPA *\(cost(period))*\(against(goal.targetCPA?.description))", events]
                .joined(separator: separator)
        }
        guard let week = goal.week else {
            return head + (separator == "\n" ? separator : ": ") + "its numbers could not be read"
        }
        var parts: [Mrkdwn] = []
        if let target = goal.targetCPA, let standing = verdict.cost {
            parts.append("CPA *\(cost(week))* (target \(target): \(standing.words)), yesterday \(cost(goal.yesterday))")
        }
        if let target = goal.targetROAS, let standing = verdict.roas {
            let words: Mrkdwn = "target \(Layout.ratio(target)): \(standing.words)"
            parts.append("ROAS *\(roas(week))* (\(words)), yesterday \(roas(goal.yesterday))")
        }
        if parts.isEmpty { parts.append("CPA *\(cost(week))* (no target), yesterday \(cost(goal.yesterday))") }
        parts.append("\(Layout.events(week.events, goal.eventName)) for \(week.spend) in 7 days")
        return head + (separator == "\n" ? separator : "  ") + parts.joined(separator: separator)
    }

    private func cost(_ period: PeriodSummary?) -> String {
        period.map { $0.costPerEvent?.description ?? "none" } ?? "unknown"
    }

    private func against(_ target: String?) -> Mrkdwn { target.map { " (target \($0))" } ?? " (no target)" }

    private func roas(_ period: PeriodSummary?) -> String {
        guard let period, period.revenue != nil else { return "unknown" }
        return period.roas.map { Layout.ratio($0) } ?? "none"
    }

    /// Revenue that nobody reports is not a revenue of zero.
    private func roas(of period: PeriodSummary) -> String {
        guard period.revenue != nil else { return "not known, no revenue is reported" }
        return period.roas.map { Layout.ratio($0) } ?? "none, no spend"
    }
}
