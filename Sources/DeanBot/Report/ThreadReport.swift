import DeanDomain
import DeanSlack

/// What was written for each action, in the thread of its card.
struct ThreadReport: Sendable {
    struct Entry: Sendable {
        let record: ActionRecord
        /// In the order of the action's steps.
        let intents: [Intent]
    }

    let entries: [Entry]

    func message() -> Message {
        let paragraphs = entries.map(paragraph)
        let tally = PlanTally(entries.map(\.record))
        return Layout.message(
            paragraphs: ["*\(tally.words)*"] + paragraphs,
            blocks: Layout.sections(paragraphs)
        )
    }

    private func paragraph(_ entry: Entry) -> Mrkdwn {
        let record = entry.record
        var lines: [Mrkdwn] = ["\(bold: record.action.headline)", Layout.state(of: record)]
        for intent in entry.intents {
            let number = "write \(intent.stepIndex + 1) of \(max(record.action.steps.count, intent.stepIndex + 1))"
            var line: Mrkdwn = "•  \(number): \(Self.words(intent)), intent \(code: intent.id.rawValue)"
            if let made = intent.resultID { line += ", object \(code: made.rawValue)" }
            if let note = intent.note { line += ": \(record.action.shortened(note))" }
            lines.append(line)
        }
        if record.status == .done { lines.append("To take it back: \(code: "/dean undo \(record.id)")") }
        return Layout.lines(lines, limit: Layout.sectionLimit)
    }

    private static func words(_ intent: Intent) -> String {
        let sends = intent.sends == 1 ? "sent once" : "sent \(intent.sends) times"
        return switch intent.state {
        case .stored: "not sent"
        case .sent: "\(sends), no answer yet"
        case .confirmed: "\(sends), applied and seen in the account"
        case .failed: intent.sends == 0 ? "not sent" : "\(sends), not applied"
        case .unknown: "\(sends), outcome not known"
        }
    }
}
