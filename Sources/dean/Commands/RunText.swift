import DeanBot
import DeanDomain

/// A run's result as a terminal shows it.
enum RunText {
    static func text(of result: RunResult, explain: Bool) -> String {
        var lines = [
            "\(result.accountId)  run \(result.runId)  \(result.status.rawValue)\(result.dryRun ? "  (dry run)" : "")"
        ]
        if let tier = result.tier {
            lines.append("tier: \(tier.rawValue)" + (result.tierReason.map { ": \($0)" } ?? ""))
        }
        for anomaly in result.anomalies {
            lines.append("anomaly (\(anomaly.severity.rawValue)): \(anomaly.object.name): \(anomaly.cause)")
        }
        lines += result.errors.map { "error: \($0)" }
        lines += result.notes.map { "note: \($0)" }
        if result.actions.isEmpty { lines.append("no action") }
        for action in result.actions {
            let percent = Int((action.confidence * 100).rounded())
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
