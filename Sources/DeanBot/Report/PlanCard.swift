import DeanDomain
import DeanSlack

/// A plan as people see it: what is asked of them, how sure Dean is, each change with its reasons, and buttons as long as
/// something waits.
///
/// Drawn from the store alone, so that it can be drawn again at any time and always shows the present state.
struct PlanCard: Sendable {
    let plan: Plan
    /// The plan's actions, in its order.
    let records: [ActionRecord]
    /// The run whose message this is: the plan's own, or a later one that found the plan still good.
    let run: Run
    let report: RunReport
    /// What the run did by itself, besides the plan.
    var alsoDone: [ActionRecord] = []
    let approvers: [String]
    let now: Timestamp

    static let approvePlan = "approve_plan"
    static let rejectPlan = "reject_plan"
    static let approveAction = "approve_action"
    static let rejectAction = "reject_action"
    static let explainAction = "explain_action"

    var state: PlanState { PlanState(records.map(\.status)) }
    var tally: PlanTally { PlanTally(records) }
    var waiting: [ActionRecord] { records.filter { $0.status == .proposed } }
    var digest: Digest { Digest(run: run, report: report, records: records) }
    /// Whether a click would still count.
    var isDecidable: Bool {
        !plan.preview && plan.supersededBy == nil && plan.expiresAt > now && !waiting.isEmpty
    }

    func message() -> Message {
        var budget = BlockBudget()
        budget.append(Layout.header(title))
        budget.append(.section(([verdict] + confidence).joined(separator: "\n")))
        for text in [digest.anomalies(limit: 1000)] + happened(limit: 600) where !text.isEmpty {
            budget.append(.section(text))
        }
        for block in digest.numbers(limit: 6, withToday: false) { budget.append(block) }
        budget.append(.divider)

        var tail: [Block] = []
        if let buttons = planButtons { tail.append(buttons) }
        for text in considered(limit: 600) where !text.isEmpty { tail.append(.section(text)) }
        tail.append(Layout.context([tier]))
        tail.append(Layout.context([footer]))
        let used = (budget.blocks + tail).reduce(0) { $0 + $1.textLength }
        let listing = listing(
            blocks: budget.blockLimit - budget.blocks.count - tail.count,
            characters: budget.characterLimit - used
        )
        for block in listing + tail { budget.append(block) }
        return Layout.message(paragraphs: paragraphs, blocks: budget.blocks, metadata: metadata)
    }

    private var metadata: MessageMetadata {
        MessageMetadata(
            eventType: "dean_plan",
            payload: [
                "plan_id": plan.id.rawValue, "run_id": run.id.rawValue,
                "state": plan.preview ? "preview" : state.rawValue,
            ]
        )
    }

    /// The whole message for notifications and screen readers: verdict, confidence, anomalies, what to do.
    private var paragraphs: [Mrkdwn] {
        let lines = records.enumerated().map { Layout.line(of: $1, number: $0 + 1) }
        var paragraphs: [Mrkdwn] = ["\(bold: title)", verdict]
        paragraphs += confidence
        paragraphs.append(digest.anomalies(limit: 700))
        paragraphs.append(Layout.lines(lines, limit: 1300))
        paragraphs += happened(limit: 300)
        return paragraphs + digest.numberLines + considered(limit: 300) + [tier, footer]
    }

    /// Of what still can be decided; afterwards each change keeps its own.
    private var confidence: [Mrkdwn] {
        guard isDecidable || plan.preview, let confidence = digest.confidence else { return [] }
        return [confidence]
    }

    /// What the run did besides the plan and could not read; a scheduled run's digest says so itself.
    private func happened(limit: Int) -> [Mrkdwn] {
        guard run.trigger == .user else { return [] }
        let own = Digest(run: run, report: report, records: alsoDone)
        return [own.list(.done, limit: limit), own.list(.errors, limit: limit)]
    }

    /// What is no change: ideas that were held back and things worth knowing.
    private func considered(limit: Int) -> [Mrkdwn] {
        guard run.trigger == .user else { return [] }
        return [digest.list(.held, limit: limit), digest.list(.notes, limit: limit)]
    }

    private var tier: Mrkdwn { run.trigger == .user ? digest.learning : digest.tier }
}
