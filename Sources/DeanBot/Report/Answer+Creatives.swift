import DeanDecision
import DeanDomain
import DeanSlack

/// Winners of the day, recommendations and roles.
extension Answer {
    private static let unread: Mrkdwn = "A run has to read the account first: `/dean run`."

    /// `past` are the earlier winners of the one campaign that was asked for.
    static func winners(_ reigns: [WinnerReign], past: [WinnerReign], asked: String) -> Answer {
        guard !reigns.isEmpty else {
            return asked.isEmpty
                ? Answer(
                    "*No campaign has a winner of the day yet.* One needs a score above par and no fatigue. \(unread)"
                )
                : Answer("No campaign “\(PlainText(asked).cut(to: 100).content)” has a winner of the day.")
        }
        var lines = reigns.map { reign -> Mrkdwn in
            let winner = reign.winner
            var line: Mrkdwn = """
                :trophy: \(bold: Layout.name(winner.ad.name)) wins \(bold: Layout.name(winner.campaign.name)), \
                \(days(reign.days))
                Composite \(Layout.number(rounded(winner.score))): \(PlainText(winner.reasoning).cut(to: 300).content)
                """
            if let runnerUp = winner.runnerUp, let score = winner.runnerUpScore {
                line += """

                    Runner-up: \(Layout.name(runnerUp.name)) with \(Layout.number(rounded(score))); \
                    \(Layout.confidence(winner.confidence)) that the winner's events cost no more
                    """
            }
            return line
        }
        lines.append(
            Layout.list(
                "Before",
                past.map { reign in
                    """
                    \(Layout.name(reign.winner.ad.name)), \(Layout.days(reign.firstDay, reign.lastDay)), \
                    \(days(reign.days))
                    """
                },
                limit: 1000
            )
        )
        return Answer(lines.filter { !$0.isEmpty })
    }

    /// The most urgent ten, and how many more there are.
    static func recommendations(_ decisions: [CreativeDecision]) -> Answer {
        let all = CreativeReport.recommendations(decisions)
        guard !all.isEmpty else {
            return Answer(
                decisions.isEmpty
                    ? "*Nothing is known of any creative yet.* \(unread)"
                    : "*Nothing to recommend.* Every creative may go on."
            )
        }
        let urgent = all.count { $0.priority <= 2 }
        var lines: [Mrkdwn] = [
            "*\(Layout.count(all.count, "recommendation"))*, \(urgent) of them urgent. Priority 1 is the most urgent, 5 the least."
        ]
        lines += all.prefix(10).map { decision in
            var line: Mrkdwn = """
                *\(decision.priority)*  \(words(decision.steps)): \(bold: Layout.name(decision.ad.name)) \
                (\(decision.role.rawValue))  ·  \(Layout.confidence(decision.confidence)) that \
                \(PlainText(decision.aim).cut(to: 200).content)
                """
            line += "\n      \(PlainText(decision.reason).cut(to: 250).content)"
            if let from = decision.currentBudget, let to = decision.recommendedBudget, from != to {
                line += ". Budget \(from) a day, better \(to)"
            }
            return line
        }
        if all.count > 10 { lines.append("\(all.count - 10) more") }
        return Answer(lines)
    }

    /// Roles counted, then the creatives of each campaign, the best first.
    static func creatives(_ decisions: [CreativeDecision], tired: [ObjectID: FatigueRecord]) -> Answer {
        guard !decisions.isEmpty else { return Answer("*Nothing is known of any creative yet.* \(unread)") }
        let counts = CreativeRole.allCases.compactMap { role -> Mrkdwn? in
            let count = decisions.count { $0.role == role }
            return count > 0 ? "\(count) \(role.rawValue)" : nil
        }
        var lines: [Mrkdwn] = [
            "*\(Layout.count(decisions.count, "live creative"))*: " + counts.joined(separator: ", ")
        ]
        let campaigns = Dictionary(grouping: decisions, by: \.campaign.id).values.compactMap { own in
            own.first.map { (campaign: $0.campaign, own: own.sorted(by: better)) }
        }.sorted { ($0.campaign.name, $0.campaign.id) < ($1.campaign.name, $1.campaign.id) }
        lines += campaigns.map { entry in
            "*\(Layout.name(entry.campaign.name))*\n"
                + Layout.list(entry.own.map { line($0, tired[$0.ad.id]) }, limit: 1500)
        }
        return Answer(lines)
    }

    private static func better(_ left: CreativeDecision, _ right: CreativeDecision) -> Bool {
        (left.overall ?? -1, right.ad.id) > (right.overall ?? -1, left.ad.id)
    }

    private static func line(_ decision: CreativeDecision, _ tired: FatigueRecord?) -> Mrkdwn {
        var line: Mrkdwn = "\(Layout.name(decision.ad.name)): \(decision.role.rawValue)"
        if let overall = decision.overall { line += ", score \(Layout.number(overall.rounded()))" }
        if let tired, let change = tired.change {
            line += ", CTR \(Layout.percent(change))"
            if let since = tired.since { line += " since \(Layout.day(since))" }
        }
        return line + "  \(code: decision.ad.id.rawValue)"
    }

    private static func words(_ steps: [CreativeStep]) -> String {
        let words = steps.map { step in
            switch step {
            case .promote: "promote"
            case .scaleBudget: "raise the budget"
            case .reduceBudget: "lower the budget"
            case .generateVariants: "make variants"
            case .recombine: "recombine"
            case .pause: "pause"
            case .archive: "archive"
            }
        }
        let text = words.joined(separator: " and ")
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    private static func days(_ count: Int) -> String { count == 1 ? "its first day" : "\(count) days" }

    private static func rounded(_ score: Double) -> Double { (score * 10).rounded() / 10 }
}

extension Digest {
    /// "Winner of the day: “A” in “Sales” (day 3), and 2 more"; nil without one.
    static func words(_ reigns: [WinnerReign]) -> String? {
        let ranked = reigns.sorted { ($0.winner.score, $1.winner.ad.id) > ($1.winner.score, $0.winner.ad.id) }
        guard let first = ranked.first else { return nil }
        let name = Layout.name(first.winner.ad.name)
        let more = ranked.count > 1 ? ", and \(ranked.count - 1) more campaigns have one" : ""
        return "winner of the day: “\(name)” in “\(Layout.name(first.winner.campaign.name))” (day \(first.days))\(more)"
    }
}
