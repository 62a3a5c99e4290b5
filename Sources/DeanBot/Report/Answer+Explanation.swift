import DeanDecision
import DeanDomain
import DeanSlack

/// Why something is proposed, done or left alone.
extension Answer {
    static func explanation(of record: ActionRecord) -> Answer {
        let action = record.action
        let verdicts = action.verdicts.sorted { !$0.allowed && $1.allowed }
        let allowed = verdicts.filter(\.allowed).count
        let guards = verdicts.map { verdict -> Mrkdwn in
            let refused: Mrkdwn = verdict.allowed ? "" : ":no_entry: "
            return "\(refused)\(verdict.name): \(action.shortened(verdict.reason))"
        }
        var standing: Mrkdwn = "*Now*  \(Layout.state(of: record))"
        if record.status == .done { standing += "\nTo take it back: \(code: "/dean undo \(record.id)")" }
        let lines: [Mrkdwn] = [
            """
            \(bold: action.headline)
            \(Layout.confidence(action.confidence)) that \(action.shortened(action.aim)). Priority \(action.priority) of 5, \
            1 is the most urgent.
            """,
            Layout.list(
                "Evidence",
                action.evidence.map { "\(action.shortened($0.label)): \(action.shortened($0.value))" },
                limit: 2500
            ),
            Layout.list("What would be written", action.steps.map { words($0, of: action) }, limit: 1500),
            Layout.list("Guards: \(allowed) of \(verdicts.count) allow it", guards, limit: 2500),
            "*Order where two are in each other's way*  \(order)",
            standing,
            "\(code: record.id.rawValue)",
        ]
        return Answer(lines.filter { !$0.isEmpty })
    }

    static func explanation(of object: ObjectExplanation) -> Answer {
        let kind: Mrkdwn = object.object.kind == .adSet ? "ad set" : "\(object.object.kind.rawValue)"
        let lines: [Mrkdwn] = [
            "\(bold: Layout.name(object.object.name)) (\(kind) \(code: object.object.id.rawValue))\n\(object.role)",
            Layout.list("Why", object.reasons.map { "\(PlainText($0).cut(to: 400).content)" }, limit: 2500),
            Layout.list("Numbers", object.numbers.map { "\($0.label): \($0.value)" }, limit: 2500),
        ]
        return Answer(lines.filter { !$0.isEmpty })
    }

    private static var order: String { ConflictOrder.allCases.map(\.words).joined(separator: ", then ") }

    private static func words(_ step: WriteStep, of action: PlannedAction) -> Mrkdwn {
        let text =
            switch step {
            case .setDailyBudget(let object, let from, let to):
                "daily budget of “\(object.name)” from \(from) to \(to)"
            case .setStatus(let object, let from, let to): "“\(object.name)” from \(from.raw) to \(to.raw)"
            case .createCampaign(let draft):
                "a new campaign “\(draft.name)”, \(draft.status.raw)" + budget(draft.dailyBudget)
            case .createAdSet(let draft, _):
                "a new ad set “\(draft.name)”, \(draft.status.raw)" + budget(draft.dailyBudget)
            case .copyAdSet(let source, _, let name): "a copy of the ad set “\(source.name)” named “\(name)”"
            case .createAd(let draft, _):
                "a new ad “\(draft.name)”, \(draft.status.raw), with the creative \(draft.creativeID)"
            }
        return "\(action.shortened(text))"
    }

    private static func budget(_ budget: Money?) -> String { budget.map { " at \($0) a day" } ?? "" }
}
