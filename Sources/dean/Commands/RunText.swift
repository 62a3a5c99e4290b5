import DeanBot
import DeanDomain

/// What a run wants to do, as a terminal shows it below the digest.
enum RunText {
    static func text(of result: RunResult, explain: Bool) -> String {
        var lines = [
            "\(result.accountId)  run \(result.runId)  \(result.status.rawValue)\(result.dryRun ? "  (dry run)" : "")"
        ]
        if result.actions.isEmpty { lines.append("no action") }
        for action in result.actions {
            // As on the card: rounded down and never 100, because nothing that is forecast is certain.
            let percent = min(99, Int(action.confidence * 100 + 1e-9))
            lines.append("\(action.status.rawValue)  \(percent) %  \(action.message)  [\(action.id)]")
            if let outcome = action.details.outcome { lines.append("    \(outcome)") }
            guard explain else { continue }
            lines.append("    sure of: \(action.details.aim)")
            lines += action.details.evidence.map { "    \($0.label): \($0.value)" }
            lines += action.details.guards.map { "    \($0.allowed ? "ok" : "no")  \($0.name): \($0.reason)" }
        }
        if let plan = result.planId, result.actions.contains(where: { $0.status == .proposed }), !result.dryRun {
            lines.append("decide: dean approve \(plan) --as USER, or the buttons in Slack")
        }
        return lines.joined(separator: "\n")
    }
}
