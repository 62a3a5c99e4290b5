import DeanDomain
import DeanSlack

/// What a card says of the plan as a whole.
extension PlanCard {
    private var changes: String { Layout.count(records.count, "change") }

    var title: String {
        let name = digest.accountName
        if plan.preview { return "Preview for \(name): \(changes) I would propose" }
        switch state {
        case .open where !isDecidable: return "\(name): \(ending)"
        case .open:
            let subject = waiting.count == records.count ? changes : "\(waiting.count) of \(changes)"
            return "\(name): \(subject) \(waiting.count == 1 ? "waits" : "wait") for approval"
        case .working where tally[.unknown] > 0:
            return "\(name): \(tally[.unknown]) of \(changes) unknown"
        case .working:
            return "\(name): \(Layout.count(tally[.approved] + tally[.executing], "change")) being carried out"
        case .done: return "\(name): plan decided, \(tally.words)"
        case .rejected: return "\(name): plan rejected, nothing was changed"
        case .expired: return "\(name): \(ending)"
        }
    }

    /// How a plan ended on which nobody decided.
    private var ending: String {
        if plan.supersededBy != nil { return "plan replaced by a newer one" }
        return plan.expiresAt <= now ? "plan expired, nothing was changed" : "plan withdrawn, nothing was changed"
    }

    /// What is asked of the reader, or what became of it.
    var verdict: Mrkdwn {
        if plan.preview, let imported = report.imported {
            return """
                *I would propose \(changes)*: \(digest.budgetChange(records.map(\.action))). It rests on a file, \
                \(Layout.longDays(imported.firstDay, imported.lastDay)), and nothing here can be approved: connect the \
                account to Meta to act on it.
                """
        }
        if plan.preview {
            return """
                *I would propose \(changes)*: \(Layout.budgetChange(records.map(\.action))). Nothing was changed and nothing here can be approved: `/dean run` makes a plan to approve.
                """
        }
        if isDecidable {
            let subject: Mrkdwn =
                waiting.count == 1 ? "Approve or reject 1 change" : "Approve or reject \(waiting.count) changes"
            let before: Mrkdwn = tally.total > waiting.count ? " (\(tally.words))" : ""
            return "*\(subject)*\(before): \(Layout.budgetChange(waiting.map(\.action)))."
        }
        switch state {
        case .open, .expired: return "*\(ending.prefix(1).uppercased() + ending.dropFirst()).* \(whatNow)"
        case .working where tally[.unknown] > 0:
            return "*\(tally.words).* An answer from Meta was lost: I read the account back and send nothing twice."
        case .working: return "*\(tally.words).* Each is checked against the live account first."
        case .rejected: return "*\(tally.words).* Nothing was changed."
        case .done:
            return tally[.failed] + tally[.refused] > 0
                ? "*\(tally.words).* The reasons are below, each write is in the thread."
                : "*\(tally.words).* Each write is in the thread."
        }
    }

    private var whatNow: Mrkdwn {
        if plan.supersededBy != nil { return "Decide on the newest plan in this channel; nothing here is carried out." }
        return plan.expiresAt <= now
            ? "`/dean run` makes a fresh one." : "The numbers changed, and it is no longer advised."
    }

    var footer: Mrkdwn {
        var parts: [Mrkdwn] = []
        if isDecidable { parts.append("Expires \(date: plan.expiresAt)") }
        if !isDecidable, plan.expiresAt <= now, tally[.expired] + tally[.proposed] > 0, plan.supersededBy == nil {
            parts.append("Expired \(date: plan.expiresAt)")
        }
        if isDecidable || plan.preview, approvers.isEmpty { parts.append(Layout.nobodyMayApprove) }
        parts.append("Run \(date: run.startedAt)")
        parts.append("`\(plan.id.rawValue)`")
        return parts.joined(separator: "  ·  ")
    }
}
