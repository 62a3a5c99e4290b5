import DeanDomain

/// What a campaign is for within its goal.
package enum CampaignRole: String, Sendable, Codable, CaseIterable {
    /// Tests with budgets on its ad sets (ABO).
    case learning
    /// Carries proven winners on a campaign budget (CBO).
    case scaling
    /// An Advantage+ sales campaign's stack of creatives.
    case advantage
}

/// The names that Dean gives to what it makes: "Dean | sales | learning", followed by the intent's tag.
struct CampaignNaming {
    let goal: GoalKey
    let role: CampaignRole

    init(goal: GoalKey, role: CampaignRole) {
        self.goal = goal
        self.role = role
    }

    /// Reads a name back; only with an intent's tag behind it, so that nobody's own name is taken for one of Dean's.
    init?(_ name: String) {
        let bare = IntentTag.untagged(name)
        guard bare != name else { return nil }
        let parts = bare.split(separator: "|").map { String($0).filter { !$0.isWhitespace } }
        guard parts.count == 3, parts[0] == "Dean", let goal = GoalKey(rawValue: parts[1]),
            let role = CampaignRole(rawValue: parts[2])
        else { return nil }
        self.init(goal: goal, role: role)
    }

    var name: String { "Dean | \(goal.rawValue) | \(role.rawValue)" }
}
