import DeanDecision
import DeanDomain
import DeanSlack

/// What a run comes to, in a line and in a sentence, and how sure that is.
extension Digest {
    var anomalyCount: String? {
        guard !run.anomalies.isEmpty else { return nil }
        let severe = run.anomalies.filter { $0.severity == .severe }.count
        return severe > 0
            ? Layout.count(severe, "severe anomaly", plural: "severe anomalies")
            : Layout.count(run.anomalies.count, "anomaly", plural: "anomalies")
    }

    var outcome: String {
        let made = records.filter { $0.status == .done }.count
        if !report.observed.isEmpty { return Layout.count(report.observed.count, "idea") + ", nothing is written" }
        if !proposed.isEmpty, isPreview { return "\(Layout.count(proposed.count, "change")) I would propose" }
        if !proposed.isEmpty {
            let waiting = "\(Layout.count(proposed.count, "change")) \(proposed.count == 1 ? "waits" : "wait")"
            return made > 0 ? "\(made) done, \(waiting)" : waiting
        }
        if made > 0 { return "\(Layout.count(made, "change")) done" }
        return run.errors.isEmpty ? "nothing to change" : "not fully read"
    }

    /// What the reader has to do, if anything.
    var verdict: Mrkdwn {
        if run.status == .failed {
            let why: Mrkdwn =
                run.errors.first.map { "\(PlainText($0).cut(to: 500).content)" } ?? "See the log on the host"
            return "*The run failed and nothing waits for you.* \(why). `dean doctor` on the host checks each part."
        }
        guard report.summary != nil, report.tier != .emergency else {
            return "*I change nothing: \(reason).*"
        }
        if !report.observed.isEmpty {
            let ideas = report.observed.map { "\($0.headline)  ·  \(Layout.confidence($0.confidence))" as Mrkdwn }
            return "*I only observe. I would have proposed:*\n" + Layout.list(ideas, limit: 1500)
        }
        if !proposed.isEmpty, isPreview { return ideas }
        if !proposed.isEmpty {
            let head: Mrkdwn =
                proposed.count == 1 ? "1 change waits for approval" : "\(proposed.count) changes wait for approval"
            let change = Layout.budgetChange(proposed.map(\.action))
            return "*\(head)* in the plan in this channel: \(change)."
        }
        let made = records.filter { $0.status == .done }.count
        if made > 0 { return "*\(Layout.count(made, "change")) done, nothing waits for you.*" }
        if !run.errors.isEmpty {
            return "*No change is proposed, and not everything could be read.* What is unknown is never taken for zero."
        }
        if run.autonomy == .observe { return "*Nothing to do.* I only observe, and would change nothing now." }
        return "*Nothing to do.* No change is worth making now."
    }

    /// What a preview would propose, most of it in one line each, because a preview has nothing to decide on.
    private var ideas: Mrkdwn {
        let head: Mrkdwn = "*I would propose \(Layout.count(proposed.count, "change"))*"
        let basis: Mrkdwn =
            report.imported == nil
            ? "Nothing was changed; `/dean run` makes a plan to approve."
            : "It rests on a file and can't be carried out from here."
        return head + ": \(budgetChange(proposed.map(\.action))). " + basis
    }

    var reason: Mrkdwn { Self.short(report.tierReason ?? "nothing is known of this account yet") }

    /// Of the changes, and of the numbers that they rest on.
    var confidence: Mrkdwn? {
        guard let summary = report.summary else { return nil }
        var parts: [Mrkdwn] = []
        if let range = Layout.confidence(of: proposed.map(\.action) + report.observed) { parts.append(range) }
        let late = summary.goals.compactMap { goal -> Mrkdwn? in
            guard let yesterday = goal.yesterday, yesterday.completeness < 0.995 else { return nil }
            var text: Mrkdwn = """
                \(Layout.arrived(yesterday.completeness)) of yesterday's \(goal.eventName)s have arrived
                """
            if let week = goal.week, week.completeness < 0.995 {
                text += ", \(Layout.arrived(week.completeness)) of the 7 days'"
            }
            return text
        }
        parts += late
        if let period = summary.goals.first?.period, period.completeness < 0.995 {
            parts.append("\(Layout.arrived(period.completeness)) of the period's conversions have arrived")
        }
        if parts.isEmpty { parts.append("all conversions of these days have arrived") }
        return "*Confidence*  " + parts.joined(separator: "; ")
    }
}

extension Digest {
    /// A file may leave budgets out; its changes are counted by what was spent.
    func budgetChange(_ actions: [PlannedAction]) -> Mrkdwn {
        guard report.imported != nil, let currency = report.summary?.currency else {
            return Layout.budgetChange(actions)
        }
        let change = actions.reduce(0) { $0 + $1.dailyBudgetChange }
        return "daily spend \(Layout.signed(Money(minorUnits: change, currency: currency))) in total"
    }
}

extension Layout {
    /// "daily budgets +$320.00 in total".
    static func budgetChange(_ actions: [PlannedAction]) -> Mrkdwn {
        let change = actions.reduce(0) { $0 + $1.dailyBudgetChange }
        let currency = actions.lazy.flatMap { $0.before + $0.after }.compactMap(\.dailyBudget).first?.currency
        guard change != 0, let currency else { return "daily budgets stay the same in total" }
        return "daily budgets \(signed(Money(minorUnits: change, currency: currency))) in total"
    }
}
