import DeanDomain
import DeanSlack

/// A run in a line, as the history and the Home tab list it.
extension Layout {
    static func line(of run: Run, accountName: String?) -> Mrkdwn {
        let kind: Mrkdwn = run.dryRun ? "preview" : "run"
        let what: Mrkdwn =
            switch run.trigger {
            case .user: run.requestedBy.map { "\(kind) by \(user: $0)" } ?? "\(kind) by hand"
            case .schedule: "scheduled \(kind)"
            case .webhook: "\(kind) by webhook"
            case .cli: "\(kind) from the command line"
            }
        return """
            \(mark(run.status)) \(date: run.startedAt)  ·  \(name(accountName ?? run.accountID.rawValue))  ·  \
            \(what)  ·  \(outcome(of: run))
            """
    }

    /// "3 changes proposed, 1 budget raised, 2 errors".
    static func outcome(of run: Run) -> String {
        let counts = run.counts
        let made = [
            (counts.proposed, "change", "proposed"), (counts.campaignsCreated, "campaign", "created"),
            (counts.winnersPromoted, "winner", "promoted"), (counts.budgetsScaled, "budget", "raised"),
            (counts.adsetsPaused, "ad set", "paused"),
        ]
        var parts = made.filter { $0.0 > 0 }.map { "\(count($0.0, $0.1)) \($0.2)" }
        if counts.quarantined > 0 { parts.append("\(count(counts.quarantined, "row")) not believed") }
        if !run.anomalies.isEmpty { parts.append(count(run.anomalies.count, "anomaly", plural: "anomalies")) }
        if !run.errors.isEmpty { parts.append(count(run.errors.count, "error")) }
        let outcome = parts.isEmpty ? "nothing to change" : parts.joined(separator: ", ")
        return switch run.status {
        case .running: "going on"
        case .completed: outcome
        case .partial: "partly read: \(outcome)"
        case .failed: "failed: \(outcome)"
        }
    }
}
