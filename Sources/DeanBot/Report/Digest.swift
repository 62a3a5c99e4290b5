import DeanDecision
import DeanDomain
import DeanSlack

/// A run's findings as people read them: the verdict, what waits, how sure Dean is, what looks wrong, the numbers against
/// target and against the week before, what was done, and what Dean has to learn from.
struct Digest: Sendable {
    let run: Run
    let report: RunReport
    /// The run's own actions, and those of the plan that it found open.
    let records: [ActionRecord]
    /// Later runs that had nothing to add, oldest first.
    var quietRuns: [Run] = []

    var accountName: String { Layout.accountName(report, run) }
    var proposed: [ActionRecord] { records.filter { $0.status == .proposed } }

    /// The run's outcome in a line.
    var title: String {
        let name = run.dryRun ? "Preview for \(accountName)" : accountName
        if run.status == .failed { return "\(name): the run failed" }
        guard let summary = report.summary, report.tier != .emergency else { return "\(name): no data yet" }
        let parts = [GoalVerdict.words(summary.goals), anomalyCount, outcome]
        return "\(name): " + parts.compactMap(\.self).joined(separator: ", ")
    }

    func message() -> Message {
        var budget = BlockBudget()
        budget.append(Layout.header(title))
        budget.append(.section(verdict.cut(to: Layout.sectionLimit)))
        let body = body.filter { !$0.isEmpty }
        budget.append(
            numbers(limit: 10).map { [$0] } + body.map { [.section($0.cut(to: Layout.sectionLimit))] },
            reserving: [Layout.context([learning]), Layout.context([footer])]
        ) { $0 }
        return Layout.message(
            paragraphs: lines,
            blocks: budget.blocks,
            metadata: MessageMetadata(
                eventType: "dean_digest",
                payload: ["run_id": run.id.rawValue, "state": run.status.rawValue]
            )
        )
    }

    /// All of it, a paragraph each, in an order in which the first lines can stand alone.
    var lines: [Mrkdwn] {
        var lines: [Mrkdwn] = ["\(bold: title)", verdict]
        if let confidence { lines.append(confidence) }
        lines.append(anomalies(limit: 900))
        lines += numberLines
        lines += [
            list(.errors, limit: 400), list(.done, limit: 500), list(.held, limit: 300), list(.notes, limit: 400),
            learning, footer,
        ]
        return lines.filter { !$0.isEmpty }
    }

    private var body: [Mrkdwn] {
        [
            confidence ?? "", anomalies(limit: 2500), list(.errors, limit: 1000), list(.done, limit: 2000),
            list(.held, limit: 1000), list(.notes, limit: 1500),
        ]
    }

    // MARK: - Verdict

    private var anomalyCount: String? {
        guard !run.anomalies.isEmpty else { return nil }
        let severe = run.anomalies.filter { $0.severity == .severe }.count
        return severe > 0
            ? Layout.count(severe, "severe anomaly", plural: "severe anomalies")
            : Layout.count(run.anomalies.count, "anomaly", plural: "anomalies")
    }

    private var outcome: String {
        let made = records.filter { $0.status == .done }.count
        if !report.observed.isEmpty { return Layout.count(report.observed.count, "idea") + ", nothing is written" }
        if !proposed.isEmpty {
            let waiting = "\(Layout.count(proposed.count, "change")) \(proposed.count == 1 ? "waits" : "wait")"
            return made > 0 ? "\(made) made, \(waiting)" : waiting
        }
        if made > 0 { return "\(Layout.count(made, "change")) made" }
        return run.errors.isEmpty ? "nothing to change" : "not fully read"
    }

    /// What the reader has to do, if anything.
    private var verdict: Mrkdwn {
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
        if !proposed.isEmpty {
            let head: Mrkdwn =
                proposed.count == 1 ? "1 change waits for approval" : "\(proposed.count) changes wait for approval"
            let change = Layout.budgetChange(proposed.map(\.action))
            return "*\(head)* in the plan in this channel: \(change)."
        }
        let made = records.filter { $0.status == .done }.count
        if made > 0 { return "*\(Layout.count(made, "change")) made, nothing waits for you.*" }
        if !run.errors.isEmpty {
            return "*No change is proposed, and not everything could be read.* What is unknown is never taken for zero."
        }
        if run.autonomy == .observe { return "*Nothing to do.* I only observe, and would change nothing now." }
        return "*Nothing to do.* No change is worth making now."
    }

    private var reason: Mrkdwn { Self.short(report.tierReason ?? "nothing is known of this account yet") }

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
        if parts.isEmpty { parts.append("all conversions of these days have arrived") }
        return "*Confidence*  " + parts.joined(separator: "; ")
    }

    // MARK: - What was found and done

    func anomalies(limit: Int) -> Mrkdwn {
        guard !run.anomalies.isEmpty else {
            guard report.summary != nil, report.tier != .emergency else { return "" }
            return run.errors.isEmpty ? "*Anomalies*  none" : "*Anomalies*  none in what could be read"
        }
        let lines = run.anomalies.sorted { $0.severity > $1.severity }.map {
            Layout.line(of: $0, currency: report.summary?.currency)
        }
        return "*Anomalies*\n" + Layout.lines(lines, limit: limit)
    }

    enum Topic {
        case errors
        case done
        case held
        case notes
    }

    func list(_ topic: Topic, limit: Int) -> Mrkdwn {
        switch topic {
        case .errors:
            // A failed run's first error is its verdict, and some of the others are told with their consequence.
            let errors = run.status == .failed ? run.errors.dropFirst() : run.errors[...]
            let untold = errors.filter { error in
                let cause = error.split(separator: ": ", maxSplits: 1).last.map(String.init) ?? error
                return !report.notes.contains { $0.contains(cause) }
            }
            return Layout.list("Not everything could be read", untold.map(Self.short), limit: limit)
        case .done:
            let decided = records.filter { $0.status != .proposed && $0.status != .expired }
            let lines = decided.map { record -> Mrkdwn in
                """
                \(record.action.headline)  ·  \(Layout.confidence(record.action.confidence))  ·  \
                \(Layout.state(of: record))
                """
            }
            return Layout.list("Done", lines, limit: limit)
        case .held:
            let lines = report.held.map { held -> Mrkdwn in
                "\(Self.short(held.message)): \(Self.short(held.reasons.joined(separator: "; ")))"
            }
            return Layout.list("Held back", lines, limit: limit)
        case .notes:
            var lines = report.notes.map(Self.short)
            if report.quarantined > 0 {
                let reasons = Self.short(report.quarantineReasons.joined(separator: "; "))
                let verb = report.quarantined == 1 ? "was" : "were"
                lines.append(
                    "\(Layout.count(report.quarantined, "row")) \(verb) not believed and kept apart: \(reasons)"
                )
            }
            return Layout.list(report.tier == .emergency ? "What to do" : "Worth knowing", lines, limit: limit)
        }
    }

    private static func short(_ text: String) -> Mrkdwn { "\(PlainText(text).cut(to: 400).content)" }

    // MARK: - What it rests on

    var tier: Mrkdwn {
        guard let tier = report.tier else { return "*Tier* none: the run ended before it was known" }
        return "*Tier \(tier.rawValue)*: \(reason)"
    }

    /// Tier, data readiness, model, validation.
    var learning: Mrkdwn {
        guard report.tier != nil else { return tier }
        var text = tier + "."
        if let summary = report.summary {
            let readiness = summary.readiness
            text += """
                  *Data* \(readiness.isReady ? "ready" : "too thin"): \
                \(Layout.count(readiness.adsWithEnoughData, "ad")) with 3 days or more in the last 30, \
                \(readiness.adsNeeded) needed; attribution delay learned from \
                \(Layout.count(summary.learning.delayObservations, "reading")); \
                \(Layout.count(summary.learning.adSetsInLearningPhase, "ad set")) in Meta's learning phase.
                """
        }
        return text
            + "  *Model* none, the rules' own probabilities decide.  *Validation* none, there is no model yet."
    }

    private var footer: Mrkdwn {
        var text: Mrkdwn = "Run \(date: run.startedAt)"
        if let last = quietRuns.last {
            let times = quietRuns.count == 1 ? "once" : "\(quietRuns.count) times"
            text += "  ·  looked again \(times), nothing new; last \(date: last.startedAt, as: .time)"
        }
        let next = quietRuns.last.map { RunReport(stored: $0.report).nextRun } ?? report.nextRun
        text += next.map { "  ·  next run \(date: $0)" } ?? "  ·  no next run is scheduled"
        return text + "  ·  `\(run.id.rawValue)`"
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
