import DeanDecision
import DeanDomain
import DeanSlack
import DeanStore

extension Bot {
    /// Why: an action by its id, or an object by Meta's id, from what is stored.
    package func explanation(of id: String) async throws -> Answer {
        let id = String(id.drop { $0.isWhitespace }.prefix { !$0.isWhitespace })
        guard !id.isEmpty else { return Answer("Which one? `/dean explain <id>`: an action, ad, ad set or campaign.") }
        if let record = try await store.action(ActionID(id)) { return explanation(of: record) }
        let accounts = try await store.knownAccounts()
        for account in accounts {
            let last = try await store.runs(account, limit: 10).first { $0.endedAt != nil }
            let moment = last?.startedAt ?? clock.now
            let assembler = EvidenceAssembler(
                store: store,
                goals: configuration.goals,
                fallbackZone: configuration.fallbackZone
            )
            guard let evidence = try await assembler.evidence(for: account, asOf: moment, gaps: []) else { continue }
            let decision = core.decide(
                evidence,
                rules: configuration.rules,
                settings: try await settings(of: account),
                ids: ids
            )
            guard let explained = decision.objects[ObjectID(id)] else { continue }
            var lines: [Mrkdwn] = ["\(bold: explained.object.name) (\(explained.object.kind.rawValue) \(id)): \(explained.role)"]
            lines.append(Layout.list(explained.numbers.map { "\($0.label): \($0.value)" }))
            lines.append(Layout.list(explained.reasons.map { "\($0)" }))
            return Answer(lines)
        }
        return Answer("I know no action or ad object “\(id)”. Ids are in `/dean history` and in Ads Manager.")
    }

    func explanation(of record: ActionRecord) -> Answer {
        let action = record.action
        var lines: [Mrkdwn] = ["\(bold: action.message)\n\(Layout.confidence(action.confidence)) that \(action.aim)."]
        lines.append("*Evidence*\n" + Layout.list(action.evidence.map { "\($0.label): \($0.value)" }))
        if !action.verdicts.isEmpty {
            lines.append(
                "*Guards*\n"
                    + Layout.list(action.verdicts.map { "\($0.allowed ? ":white_check_mark:" : ":no_entry:") \($0.name): \($0.reason)" })
            )
        }
        lines.append("*Order of decisions*  safety, people's decisions, kills, promotions, scaling, creative work.")
        var state: Mrkdwn = "*Status*  \(record.status.rawValue)"
        if let decision = record.decision { state += ", decided by \(user: decision.person) \(date: decision.at)" }
        if let outcome = record.outcome { state += "\n\(outcome)" }
        lines.append(state)
        return Answer(lines)
    }
}
