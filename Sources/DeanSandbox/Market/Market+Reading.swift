package import DeanDomain

/// What an object is set to; for tests and pages that look behind the API.
extension Market {
    /// The configured status: "ACTIVE", "PAUSED", "ARCHIVED", "DELETED".
    package func status(of id: ObjectID) -> String? {
        read { state in
            switch state.place(of: id) {
            case .campaign(let index): state.campaigns[index].status
            case .adSet(let index): state.adSets[index].status
            case .ad(let index): state.ads[index].status
            case .creative(let index): state.creatives[index].status
            case nil: nil
            }
        }
    }

    package func effectiveStatus(of id: ObjectID) -> String? {
        read { state in
            switch state.place(of: id) {
            case .campaign(let index): state.effectiveStatus(ofCampaign: index)
            case .adSet(let index): state.effectiveStatus(ofAdSet: index)
            case .ad(let index): state.effectiveStatus(ofAd: index)
            case .creative(let index): state.creatives[index].status
            case nil: nil
            }
        }
    }

    /// Minor units; nil where the budget sits on another level.
    package func dailyBudget(of id: ObjectID) -> Int64? {
        read { state in
            switch state.place(of: id) {
            case .campaign(let index): state.campaigns[index].dailyBudget
            case .adSet(let index): state.adSets[index].dailyBudget
            case .ad, .creative, nil: nil
            }
        }
    }

    package func learningStage(of id: ObjectID) -> LearningStage? {
        read { state in
            guard case .adSet(let index) = state.place(of: id) else { return nil }
            return state.learningStage(ofAdSet: index).stage
        }
    }

    package func name(of id: ObjectID) -> String? {
        read { state in
            switch state.place(of: id) {
            case .campaign(let index): state.campaigns[index].name
            case .adSet(let index): state.adSets[index].name
            case .ad(let index): state.ads[index].name
            case .creative(let index): state.creatives[index].name
            case nil: nil
            }
        }
    }

    /// The ids of the objects of an account whose names contain `text`, in the order they were made.
    package func ids(_ kind: ObjectKind, of account: AccountID, named text: String = "") -> [ObjectID] {
        read { state in
            guard let account = state.account(account) else { return [] }
            func matches(_ name: String) -> Bool { text.isEmpty || name.contains(text) }
            let campaigns = state.accounts[account].campaigns
            switch kind {
            case .account: return []
            case .campaign: return campaigns.map { state.campaigns[$0] }.filter { matches($0.name) }.map(\.id)
            case .creative:
                return state.accounts[account].creatives.map { state.creatives[$0] }.filter { matches($0.name) }
                    .map(\.id)
            case .adSet:
                return campaigns.flatMap { state.campaigns[$0].adSets }.map { state.adSets[$0] }
                    .filter { matches($0.name) }.map(\.id)
            case .ad:
                return campaigns.flatMap { state.campaigns[$0].adSets }.flatMap { state.adSets[$0].ads }
                    .map { state.ads[$0] }.filter { matches($0.name) }.map(\.id)
            }
        }
    }

    package var accounts: [MarketAccount] { read { $0.accounts } }

    /// Totals of one object over account days, as reports would show them now.
    package func totals(of id: ObjectID, days: ClosedRange<AccountDay>) -> InsightTotals? {
        read { state in
            let ads: [Int]
            let level: ObjectKind
            switch state.place(of: id) {
            case .campaign(let index):
                ads = state.campaigns[index].adSets.flatMap { state.adSets[$0].ads }
                level = .campaign
            case .adSet(let index):
                ads = state.adSets[index].ads
                level = .adSet
            case .ad(let index):
                ads = [index]
                level = .ad
            case .creative, nil: return nil
            }
            let query = MarketInsightQuery(ads: ads, level: level, days: days, increment: .all)
            return state.insights(query).first?.totals ?? InsightTotals()
        }
    }
}
