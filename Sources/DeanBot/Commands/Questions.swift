import DeanDecision
import DeanDomain
import DeanSlack
import DeanStore

/// The commands that only look.
extension Bot {
    func status() async throws -> Answer {
        var lines: [Mrkdwn] = []
        if configuration.accounts.isEmpty {
            lines.append("No ad account is connected: set FB_AD_ACCOUNT_ID and FB_ACCESS_TOKEN, then use dean doctor.")
        }
        for account in configuration.accounts {
            let name = try await store.snapshot(account, asOf: clock.now)?.account.name
            var text: Mrkdwn = "\(bold: name ?? account.rawValue) (\(account.rawValue))"
            if let stop = try await store.stopState(account) {
                let reason: Mrkdwn = stop.reason.map { ": \($0)" } ?? ""
                text += "\n:octagonal_sign: stopped by \(user: stop.by) \(date: stop.at)\(reason)"
            }
            let settings = try await settings(of: account)
            text += "\nAutonomy: \(settings.autonomy.rawValue)"
            if let run = try await store.runs(account, limit: 1).first {
                let tier: Mrkdwn = run.tier.map { ", tier \($0.rawValue)" } ?? ""
                text += "\nLast run: \(run.status.rawValue) \(date: run.startedAt)\(tier), \(run.errors.count) errors"
            } else {
                text += "\nNot run yet: try `/dean preview`."
            }
            let waiting = try await store.openPlans(account)
            text += waiting.isEmpty ? "\nNothing waits for you." : "\n\(waiting.count) plan waits for approval."
            if let why = try await ineligibility(of: account) {
                text += "\nNo scheduled runs: \(why)."
            } else if let next = try await nextRun(of: account) {
                text += "\nNext run: \(date: next)"
            }
            lines.append(text)
        }
        if configuration.approvers.isEmpty {
            lines.append(":warning: Nobody may approve: SLACK_APPROVERS is empty.")
        }
        return Answer(lines)
    }

    func history(_ argument: String) async throws -> Answer {
        let count = argument.isEmpty ? 10 : Int(argument)
        guard let count, (1...50).contains(count) else {
            return Answer("“\(argument)” is no number from 1 to 50: `/dean history 10`.")
        }
        let runs = try await store.runs(limit: count)
        guard !runs.isEmpty else { return Answer("No runs yet. `/dean preview` makes the first and changes nothing.") }
        var lines: [Mrkdwn] = []
        for run in runs {
            var line: Mrkdwn = "\(Layout.mark(run.status)) \(date: run.startedAt) \(run.accountID.rawValue) "
            line += "\(run.trigger.rawValue)\(run.dryRun ? ", preview" : ""): \(Self.outcome(of: run)) \(code: run.id.rawValue)"
            for record in try await store.actions(run: run.id).prefix(5) where record.status != .proposed {
                line += "\n      \(record.status.rawValue): \(record.action.message) \(code: record.id.rawValue)"
            }
            lines.append(line)
        }
        return Answer(lines)
    }

    /// "proposed 3, scaled 1, 2 errors".
    static func outcome(of run: Run) -> String {
        let counts = run.counts
        var parts: [String] = []
        for (count, word) in [
            (counts.proposed, "proposed"), (counts.campaignsCreated, "created"), (counts.winnersPromoted, "promoted"),
            (counts.budgetsScaled, "scaled"), (counts.adsetsPaused, "paused"), (run.errors.count, "errors"),
        ] where count > 0 {
            parts.append("\(word) \(count)")
        }
        return parts.isEmpty ? "nothing to change" : parts.joined(separator: ", ")
    }

    func goalsAnswer() -> Answer {
        let active = configuration.goals.filter(\.active)
        guard !active.isEmpty else { return Answer("No goal is active: switch one on in goals.yaml.") }
        let total = active.reduce(0) { $0 + $1.priority }
        var lines: [Mrkdwn] = active.sorted { $0.priority > $1.priority }.map { goal in
            let share = Int((Double(goal.priority) / Double(total) * 100).rounded())
            var line: Mrkdwn = "\(bold: goal.key.rawValue)  priority \(goal.priority) of 5, \(share) % of the budget"
            if let hint = goal.budgetHint { line += ", at most \(Layout.number(hint)) a day" }
            if let target = goal.targetCPA { line += ", cost per event at most \(Layout.number(target))" }
            if let target = goal.targetROAS { line += ", ROAS at least \(Layout.number(target))" }
            if goal.targetCPA == nil, goal.targetROAS == nil { line += ", no target: I compare with the account's own median" }
            return line
        }
        let idle = configuration.goals.filter { !$0.active }.map(\.key.rawValue)
        if !idle.isEmpty { lines.append("Not active: \(idle.joined(separator: ", "))") }
        return Answer(lines)
    }

    func settingsAnswer() async throws -> Answer {
        var lines: [Mrkdwn] = []
        for account in configuration.accounts {
            let settings = try await settings(of: account)
            lines.append(
                """
                \(bold: account.rawValue)  autonomy \(settings.autonomy.rawValue); scale winners \
                \(settings.autoScaleWinners ? "on" : "off"); pause losers \(settings.autoPauseLosers ? "on" : "off"); \
                \(Layout.number(settings.globalDailyBudget)) a day over all goals
                """
            )
        }
        let caps = configuration.rules.caps
        lines.append(
            """
            Caps a day: account \(Layout.number(caps.accountDailyBudget)), campaign \
            \(Layout.number(caps.campaignDailyBudget)), goal \(Layout.number(caps.goalDailyBudget)); steps of \
            \(Layout.number(caps.budgetStepPercent)) %, at most \(Layout.number(caps.budgetIncreasePerDayPercent)) % \
            a day, \(caps.writesPerRun) writes a run.
            """
        )
        lines.append("Switches are in my Home tab; limits are in rules.yaml on the host.")
        return Answer(lines)
    }

    func anomaliesAnswer() async throws -> Answer {
        var lines: [Mrkdwn] = []
        for account in configuration.accounts {
            guard let run = try await store.runs(account, limit: 10).first(where: { $0.endedAt != nil })
            else { continue }
            lines += run.anomalies.map { Layout.line(of: $0) }
        }
        return Answer(lines.isEmpty ? ["Nothing unusual in the last run."] : lines)
    }

    func latestDigest() async throws -> Answer {
        var lines: [Mrkdwn] = []
        for account in configuration.accounts {
            let runs = try await store.runs(account, limit: 20)
            guard let run = runs.first(where: { $0.report != nil && $0.endedAt != nil }) else { continue }
            lines += try await digestLines(of: run)
        }
        return Answer(lines.isEmpty ? ["I have not read the account yet: `/dean preview`."] : lines)
    }
}
