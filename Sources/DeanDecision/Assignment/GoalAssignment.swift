package import DeanDomain

/// Which goal each campaign of an account serves, and in which role.
///
/// First what the configuration names, by id and then by text in the name; then Dean's own tagged names; then, among
/// active goals, what the campaign optimises for. Other names mean nothing.
package struct GoalAssignment: Sendable {
    private let goals: [ObjectID: GoalKey]
    private let roles: [ObjectID: CampaignRole]

    package init(snapshot: AccountSnapshot, goals: [Goal]) {
        let ordered = goals.sorted { ($0.priority, $1.key.rawValue) > ($1.priority, $0.key.rawValue) }
        let inference = GoalInference(active: ordered.filter(\.active))
        let adSets = Dictionary(grouping: snapshot.adSets, by: \.campaignID)
        var assigned: [ObjectID: GoalKey] = [:]
        var roles: [ObjectID: CampaignRole] = [:]
        for campaign in snapshot.campaigns {
            let naming = CampaignNaming(campaign.name)
            let goal =
                Self.configured(campaign, ordered) ?? naming?.goal
                ?? inference.goal(of: campaign, adSets: adSets[campaign.id] ?? [])
            if let goal { assigned[campaign.id] = goal }
            roles[campaign.id] = Self.role(of: campaign, naming: naming)
        }
        self.goals = assigned
        self.roles = roles
    }

    package func goal(of campaign: ObjectID) -> GoalKey? { goals[campaign] }

    package func role(of campaign: ObjectID) -> CampaignRole? { roles[campaign] }

    private static func configured(_ campaign: Campaign, _ goals: [Goal]) -> GoalKey? {
        if let goal = goals.first(where: { $0.campaigns.contains(campaign.id.rawValue) }) { return goal.key }
        let name = campaign.name.lowercased()
        return goals.first { goal in
            goal.campaigns.contains { entry in
                !entry.isEmpty && !entry.allSatisfy(\.isNumber) && name.contains(entry.lowercased())
            }
        }?.key
    }

    private static func role(of campaign: Campaign, naming: CampaignNaming?) -> CampaignRole {
        if campaign.advantageState == "ADVANTAGE_PLUS_SALES" { return .advantage }
        if let naming { return naming.role }
        return campaign.dailyBudget != nil || campaign.lifetimeBudget != nil ? .scaling : .learning
    }
}
