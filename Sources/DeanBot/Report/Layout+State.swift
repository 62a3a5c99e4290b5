import DeanDomain
import DeanSlack

/// What became of something, in words and one mark each.
extension Layout {
    static func mark(_ status: RunStatus) -> Mrkdwn {
        switch status {
        case .completed: ":large_green_circle:"
        case .running: ":large_yellow_circle:"
        case .partial: ":large_orange_circle:"
        case .failed: ":red_circle:"
        }
    }

    /// Who decided, when, what came of it.
    static func state(of record: ActionRecord) -> Mrkdwn {
        var text: Mrkdwn =
            switch record.status {
            case .proposed: "waits for approval"
            case .approved: ":hourglass_flowing_sand: approved, not started yet"
            case .executing: ":hourglass_flowing_sand: being carried out"
            case .done: ":white_check_mark: done"
            case .rejected: ":x: rejected"
            case .expired: ":no_entry_sign: expired"
            case .failed: ":red_circle: failed"
            case .refused: ":no_entry: refused"
            case .unknown: ":grey_question: unknown, I read it back from Meta and send nothing twice"
            case .undone: ":leftwards_arrow_with_hook: undone"
            }
        if let decision = record.decision {
            let verb: Mrkdwn = decision.approved ? "approved by" : "rejected by"
            text += "  ·  \(verb) \(user: decision.person) \(date: decision.at)"
            if let reason = decision.reason, !decision.approved {
                text += ": “\(PlainText(reason).cut(to: 300).content)”"
            }
        }
        if let outcome = record.outcome { text += "  ·  \(record.action.shortened(outcome))" }
        return text
    }

    /// The action in one line, behind its number on the card.
    static func line(of record: ActionRecord, number: Int) -> Mrkdwn {
        let line: Mrkdwn = "\(number). \(record.action.headline)  ·  \(confidence(record.action.confidence))"
        return record.status == .proposed ? line : line + "  ·  " + state(of: record)
    }

    /// The anomaly with its severity first; the numbers only where their currency is known or they have none.
    static func line(of anomaly: Anomaly, currency: Currency? = nil) -> Mrkdwn {
        let mark: Mrkdwn =
            switch anomaly.severity {
            case .severe: ":rotating_light: *Severe*"
            case .moderate: ":warning: *Moderate*"
            case .minor: ":small_orange_diamond: *Minor*"
            }
        let effect: Mrkdwn =
            switch anomaly.effect {
            case .none: ""
            case .freezesConversionDecisions: " Nothing is paused or raised on conversions until this is clear."
            case .freezesRaises: " No budget is raised until this is clear."
            }
        return """
            \(mark)  \(metric(anomaly.metric)) of \(bold: name(anomaly.object.name))\(measured(anomaly, currency)) \
            since \(date: anomaly.since). \(cause(anomaly.cause)).\(effect)
            """
    }

    private static func metric(_ metric: AnomalyMetric) -> Mrkdwn {
        switch metric {
        case .spend: "spend"
        case .cpm: "CPM"
        case .ctr: "CTR"
        case .cpa: "CPA"
        case .conversions: "conversions"
        }
    }

    /// ": 0 instead of about 41"; an anomaly's money is in minor units.
    private static func measured(_ anomaly: Anomaly, _ currency: Currency?) -> Mrkdwn {
        func words(_ value: Double) -> String? {
            switch anomaly.metric {
            case .conversions:
                return value.isFinite ? number(value < 10 ? (value * 10).rounded() / 10 : value.rounded()) : nil
            case .ctr: return value.isFinite ? percent(value, places: 2) : nil
            case .spend, .cpm, .cpa:
                guard let currency, abs(value) < 1e15 else { return nil }
                return Money(minorUnits: Int64(value.rounded()), currency: currency).description
            }
        }
        guard let value = words(anomaly.value), let expected = words(anomaly.expected) else { return "" }
        return ": \(value) instead of about \(expected),"
    }

    private static func cause(_ cause: String) -> String {
        let text = PlainText(cause).cut(to: 300).content
        return text.prefix(1).uppercased() + text.dropFirst()
    }
}
