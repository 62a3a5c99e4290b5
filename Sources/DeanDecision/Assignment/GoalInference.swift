import DeanDomain

/// Guesses a campaign's goal from what Meta was told to optimise for; only active goals come into question.
struct GoalInference {
    private let active: [Goal]
    private let keys: Set<GoalKey>

    /// - Parameter active: the active goals, the highest priority first.
    init(active: [Goal]) {
        self.active = active
        keys = Set(active.map(\.key))
    }

    func goal(of campaign: Campaign, adSets: [AdSet]) -> GoalKey? {
        if let event = commonest(adSets.compactMap(\.customEventType)), let goal = goal(ofEvent: event) { return goal }
        if let optimization = commonest(adSets.compactMap(\.optimizationGoal)),
            let goal = goal(ofOptimization: optimization, objective: campaign.objective)
        {
            return goal
        }
        return goal(ofObjective: campaign.objective)
    }

    private func goal(ofEvent event: String) -> GoalKey? {
        switch event {
        case "PURCHASE": if let goal = first([.sales]) { return goal }
        case "LEAD", "COMPLETE_REGISTRATION", "SUBSCRIBE": if let goal = first([.buildAudience]) { return goal }
        default: break
        }
        // A custom event is known only by the goal whose template asks for it.
        return event == "OTHER" ? nil : active.first { $0.template.customEventType == event }?.key
    }

    private func goal(ofOptimization optimization: String, objective: String) -> GoalKey? {
        switch optimization {
        case "THRUPLAY": first([.virality])
        case "LINK_CLICKS", "LANDING_PAGE_VIEWS": first([.streams, .presave, .fanSegmentation])
        case "LEAD_GENERATION", "QUALITY_LEAD": first([.buildAudience])
        case "PROFILE_VISIT", "VISIT_INSTAGRAM_PROFILE", "PROFILE_AND_PAGE_ENGAGEMENT": first([.followers])
        case "VALUE": first([.sales])
        // Says only that some event is optimised for; the objective tells which.
        default: goal(ofObjective: objective)
        }
    }

    private func goal(ofObjective objective: String) -> GoalKey? {
        switch objective {
        case "OUTCOME_SALES", "CONVERSIONS", "PRODUCT_CATALOG_SALES": first([.sales])
        case "OUTCOME_LEADS", "LEAD_GENERATION": first([.buildAudience])
        case "OUTCOME_TRAFFIC", "LINK_CLICKS": first([.streams, .fanSegmentation])
        case "OUTCOME_ENGAGEMENT", "POST_ENGAGEMENT": first([.followers, .virality])
        case "VIDEO_VIEWS": first([.virality])
        default: nil
        }
    }

    private func first(_ candidates: [GoalKey]) -> GoalKey? { candidates.first { keys.contains($0) } }

    private func commonest(_ values: [String]) -> String? {
        var counts: [String: Int] = [:]
        for value in values { counts[value, default: 0] += 1 }
        return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }
}
