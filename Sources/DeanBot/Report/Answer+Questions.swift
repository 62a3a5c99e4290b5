import DeanDecision
import DeanDomain
import DeanSlack
import DeanStore

/// What the commands that only look say.
extension Answer {
    static let noAccount: Mrkdwn =
        "*No ad account is connected.* Set FB_AD_ACCOUNT_ID and FB_ACCESS_TOKEN on the host, then `dean doctor`."

    /// One account for `/dean status`.
    struct AccountStatus: Sendable {
        let account: AccountID
        let name: String?
        let stop: StopState?
        let settings: Settings
        let lastRun: Run?
        let waiting: [Plan]
        /// Why there are no scheduled runs; nil where there are.
        let ineligibility: String?
        let nextRun: Timestamp?
    }

    static func status(_ accounts: [AccountStatus], approvers: [String]) -> Answer {
        var lines = accounts.map(line)
        if accounts.isEmpty { lines.append(noAccount) }
        if approvers.isEmpty { lines.append(Layout.nobodyMayApprove) }
        return Answer(lines)
    }

    private static func line(_ status: AccountStatus) -> Mrkdwn {
        var lines: [Mrkdwn] = [Layout.account(status.account, name: status.name)]
        if let stop = status.stop { lines.append(stopped(stop)) }
        switch status.waiting.count {
        case 0: lines.append("Nothing waits for approval")
        case 1: lines.append("*1 plan waits for approval*, until \(date: status.waiting[0].expiresAt)")
        default: lines.append("*\(status.waiting.count) plans wait for approval*")
        }
        if let run = status.lastRun {
            var line: Mrkdwn = "Last: \(Layout.mark(run.status)) \(date: run.startedAt), \(Layout.outcome(of: run))"
            if let tier = run.tier { line += ", tier \(tier.rawValue)" }
            lines.append(line)
        } else {
            lines.append("Not read yet: `/dean preview` reads it and changes nothing")
        }
        if let why = status.ineligibility {
            lines.append("Next: no scheduled runs, because \(why)")
        } else if let next = status.nextRun {
            lines.append("Next: \(date: next)")
        }
        lines.append(
            "Autonomy: *\(status.settings.autonomy.rawValue)*, \(Layout.meaning(of: status.settings.autonomy))"
        )
        return lines.joined(separator: "\n")
    }

    static func stopped(_ stop: StopState) -> Mrkdwn {
        let why: Mrkdwn = stop.reason.map { ": “\(PlainText($0).cut(to: 300).content)”" } ?? ""
        return ":octagonal_sign: *Stopped* by \(user: stop.by) \(date: stop.at)\(why). Nothing is written."
    }

    static func history(_ runs: [(run: Run, accountName: String?, records: [ActionRecord])]) -> Answer {
        guard !runs.isEmpty else { return Answer("No runs yet. `/dean preview` makes the first and changes nothing.") }
        return Answer(
            runs.map { entry in
                var lines: [Mrkdwn] = [
                    Layout.line(of: entry.run, accountName: entry.accountName) + "  ·  \(code: entry.run.id.rawValue)"
                ]
                let decided = entry.records.filter { $0.status != .proposed }
                lines += decided.prefix(5).map { record in
                    "      \(record.status.rawValue): \(record.action.headline)  \(code: record.id.rawValue)"
                }
                if decided.count > 5 { lines.append("      \(decided.count - 5) more") }
                return lines.joined(separator: "\n")
            }
        )
    }

    /// `currency` is nil where the accounts have several, or none is known yet.
    static func goals(_ goals: [Goal], currency: Currency?) -> Answer {
        let active = goals.filter(\.active).sorted { ($0.priority, $1.key.rawValue) > ($1.priority, $0.key.rawValue) }
        guard !active.isEmpty else { return Answer("*No goal is active.* Switch one on in goals.yaml on the host.") }
        let total = active.reduce(0) { $0 + $1.priority }
        var lines = active.map { goal -> Mrkdwn in
            let share = Layout.number(Double(goal.priority) / Double(max(1, total)) * 100)
            var line: Mrkdwn = "\(bold: goal.key.rawValue)  ·  priority \(goal.priority) of 5, \(share) % of the budget"
            if let hint = goal.budgetHint { line += ", at most \(Layout.money(hint, currency)) a day" }
            var targets: [Mrkdwn] = []
            if let cost = goal.targetCPA {
                targets.append("a \(goal.key.eventName) costs at most \(Layout.money(cost, currency))")
            }
            if let roas = goal.targetROAS { targets.append("ROAS at least \(Layout.ratio(roas))") }
            let words: Mrkdwn =
                targets.isEmpty
                ? "none; I compare with the account's own median" : targets.joined(separator: ", ")
            return line + "\nTarget: \(words)"
        }
        let idle = goals.filter { !$0.active }.map(\.key.rawValue)
        if !idle.isEmpty { lines.append("Not active: \(idle.joined(separator: ", "))") }
        return Answer(lines)
    }

    static func settings(
        _ accounts: [(account: AccountID, name: String?, settings: Settings)],
        rules: Rules,
        currency: Currency?
    ) -> Answer {
        var lines = accounts.map { entry -> Mrkdwn in
            let settings = entry.settings
            return """
                \(Layout.account(entry.account, name: entry.name))
                Autonomy: *\(settings.autonomy.rawValue)*, \(Layout.meaning(of: settings.autonomy))
                Scale winners: *\(settings.autoScaleWinners ? "on" : "off")*  ·  Pause losers: \
                *\(settings.autoPauseLosers ? "on" : "off")*
                Budget over all goals: \(Layout.money(settings.globalDailyBudget, currency)) a day
                """
        }
        if accounts.isEmpty { lines.append(noAccount) }
        let caps = rules.caps
        lines.append(
            """
            *Limits*
            A day: account \(Layout.money(caps.accountDailyBudget, currency)), campaign \
            \(Layout.money(caps.campaignDailyBudget, currency)), goal \(Layout.money(caps.goalDailyBudget, currency))
            A change: at most \(Layout.number(caps.budgetStepPercent)) % a step and \
            \(Layout.number(caps.budgetIncreasePerDayPercent)) % a day, \(caps.writesPerRun) writes a run
            Proposed from \(Layout.percent(rules.confidence.propose)) sure, made without a click (in auto) from \
            \(Layout.percent(rules.confidence.auto)); a plan expires after \(Layout.count(rules.plan.expiresHours, "hour"))
            """
        )
        lines.append("Switches are in my Home tab, limits in rules.yaml on the host.")
        return Answer(lines)
    }

    /// The anomalies of each account's last run, the worst first.
    static func anomalies(_ runs: [(run: Run, currency: Currency?)]) -> Answer {
        guard !runs.isEmpty else {
            return Answer("I have not read the account yet: `/dean preview` reads it and changes nothing.")
        }
        let lines = runs.flatMap { entry in
            entry.run.anomalies.sorted { $0.severity > $1.severity }.map {
                Layout.line(of: $0, currency: entry.currency)
            }
        }
        guard lines.isEmpty else { return Answer(lines) }
        let last = runs.map(\.run.startedAt).max() ?? Timestamp(seconds: 0)
        return Answer("*Nothing looks wrong.* Last looked \(date: last).")
    }
}

extension Layout {
    static func meaning(of autonomy: Autonomy) -> Mrkdwn {
        switch autonomy {
        case .observe: "I never write"
        case .approve: "every change waits for a click"
        case .auto: "I make what I am sure of within the limits, and ask for the rest"
        }
    }
}
