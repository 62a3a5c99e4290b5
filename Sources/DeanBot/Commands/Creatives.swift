import DeanDecision
import DeanDomain
import DeanSlack
import DeanStore

/// The commands that ask about creatives; all of them answer from what the last run kept.
extension Bot {
    func winnerAnswer(_ argument: String) async throws -> Answer {
        var reigns: [WinnerReign] = []
        var past: [WinnerReign] = []
        for account in configuration.accounts {
            let current = try await store.currentWinners(account).filter { $0.winner.campaign.answers(to: argument) }
            reigns += current
            if !argument.isEmpty, let only = current.first, current.count == 1 {
                past += try await store.winnerLog(account, campaign: only.winner.campaign.id, limit: 6)
                    .filter { $0.replacedOn != nil }
            }
        }
        return .winners(reigns, past: past, asked: argument)
    }

    func recommendationsAnswer() async throws -> Answer { .recommendations(try await creativeDecisions()) }

    func creativesAnswer() async throws -> Answer {
        var tired: [ObjectID: FatigueRecord] = [:]
        for account in configuration.accounts {
            for record in try await store.fatigue(account) where record.isTired { tired[record.ad] = record }
        }
        return .creatives(try await creativeDecisions(), tired: tired)
    }

    private func creativeDecisions() async throws -> [CreativeDecision] {
        var decisions: [CreativeDecision] = []
        for account in configuration.accounts { decisions += try await store.creativeDecisions(account) }
        return decisions
    }
}

extension ObjectRef {
    /// By its id, or by a part of its name, whatever the case; everything answers to nothing.
    fileprivate func answers(to text: String) -> Bool {
        text.isEmpty || id.rawValue == text || name.lowercased().contains(text.lowercased())
    }
}
