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

    /// Nothing of what it proposes can be decided on.
    var isPreview: Bool { run.dryRun || report.imported != nil }

    /// The run's outcome in a line.
    var title: String {
        let name = isPreview ? "Preview for \(accountName)" : accountName
        if run.status == .failed { return "\(name): the run failed" }
        guard let summary = report.summary, report.tier != .emergency else { return "\(name): no data yet" }
        let parts = [GoalVerdict.words(summary.goals), anomalyCount, outcome]
        return "\(name): " + parts.compactMap(\.self).joined(separator: ", ")
    }

    func message() -> Message {
        var budget = BlockBudget()
        budget.append(Layout.header(title))
        let head = [verdict, confidence ?? ""].filter { !$0.isEmpty }.joined(separator: "\n")
        budget.append(.section(head.cut(to: Layout.sectionLimit)))
        let lists = [
            list(.errors, limit: 1000), list(.done, limit: 2000), list(.held, limit: 1000), list(.notes, limit: 1500),
        ]
        let sections = [anomalies(limit: 2500)].filter { !$0.isEmpty }.map { Block.section($0) }
        budget.append(
            sections + numbers(limit: 10) + lists.filter { !$0.isEmpty }.map { .section($0) },
            reserving: [Layout.context([learning]), Layout.context([footer])]
        ) { [$0] }
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

    func anomalies(limit: Int) -> Mrkdwn {
        guard !run.anomalies.isEmpty else {
            guard let summary = report.summary, report.tier != .emergency else { return "" }
            if summary.period != nil { return "*Anomalies*  not looked for: the file has no days" }
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

    static func short(_ text: String) -> Mrkdwn { "\(PlainText(text).cut(to: 400).content)" }

    var tier: Mrkdwn {
        guard let tier = report.tier else { return "*Tier* none: the run ended before it was known" }
        return "*Tier \(tier.rawValue)*: \(reason)"
    }

    /// Tier, data readiness, model, validation.
    var learning: Mrkdwn {
        guard report.tier != nil else { return tier }
        var text = tier + "."
        if let summary = report.summary, summary.period == nil {
            let readiness = summary.readiness
            text += """
                  *Data* \(readiness.isReady ? "ready" : "too thin"): \
                \(Layout.count(readiness.adsWithEnoughData, "ad")) with 3 days or more in the last 30, \
                \(readiness.adsNeeded) needed; attribution delay learned from \
                \(Layout.count(summary.learning.delayObservations, "reading")); \
                \(Layout.count(summary.learning.adSetsInLearningPhase, "ad set")) in Meta's learning phase.
                """
        }
        return text + "  \(model)  \(validation)"
    }

    /// Which model is in force, or why the rules decide alone.
    private var model: Mrkdwn {
        let standing = report.summary?.learning.models ?? .none
        guard let model = standing.model else {
            let why = Self.short(standing.absence ?? "none is known")
            return "*Model* none in force, the rules' own probabilities decide: \(why)."
        }
        return """
            *Model* \(code: model.id.rawValue), trained \(date: model.trainedAt) on \(Layout.count(model.rows, "week")) of \
            \(Layout.count(model.ads, "ad")), \(Layout.days(model.firstDay, model.lastDay)).
            """
    }

    /// What the newest look at a model showed.
    private var validation: Mrkdwn {
        guard let validation = report.summary?.learning.models?.validation else {
            return "*Validation* none, there is no model yet."
        }
        var text: Mrkdwn = "*Validation* \(date: validation.at): \(Self.short(validation.reason))"
        if let head = validation.scores.target, let brier = head.brier, let rules = head.rulesBrier {
            text += "; Brier \(Layout.score(brier)), the rules' \(Layout.score(rules))"
        }
        if let error = validation.scores.target?.calibrationError {
            text += "; calibration error \(Layout.score(error))"
        }
        return text + "."
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
