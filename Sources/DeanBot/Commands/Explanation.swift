import DeanDecision
import DeanDomain
import DeanSlack
import DeanStore

extension Bot {
    /// Why: an action by its id, or an object by Meta's id, from what is stored.
    package func explanation(of id: String) async throws -> Answer {
        let id = String(id.drop { $0.isWhitespace }.prefix { !$0.isWhitespace })
        guard !id.isEmpty else { return Answer("Which one? `/dean explain <id>`: an action, ad, ad set or campaign.") }
        if let record = try await store.action(ActionID(id)) { return .explanation(of: record) }
        let accounts = try await store.knownAccounts()
        for account in accounts {
            let last = try await store.runs(account, limit: 10).first { $0.endedAt != nil }
            let moment = last?.startedAt ?? clock.now
            let assembler = EvidenceAssembler(
                store: store,
                goals: configuration.goals,
                fallbackZone: configuration.fallbackZone
            )
            let known = try await assembler.evidence(for: account, asOf: moment, gaps: [])
            guard var evidence = known else { continue }
            try await predictor.predict(into: &evidence, rulesOnly: false)
            let decision = core.decide(
                evidence,
                rules: configuration.rules,
                settings: try await settings(of: account),
                ids: ids
            )
            guard let explained = decision.objects[ObjectID(id)] else { continue }
            return .explanation(of: explained)
        }
        return Answer("I know no action or ad object “\(id)”. Ids are in `/dean history` and in Ads Manager.")
    }
}
