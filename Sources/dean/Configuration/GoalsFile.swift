import DeanDomain

/// What `goals.yaml` says: the goals in the order of `GoalKey`, and which of Meta's action types carry each one's core
/// event.
///
/// A goal that is listed is active unless it says otherwise; one that is not listed is inactive.
struct GoalsFile: Sendable, Hashable {
    var goals: [Goal]
    var signals: SignalMap

    /// What ships in `manifests/config/goals.yaml`.
    static let standard = GoalsFile(goals: GoalKey.allCases.map(Goal.standard), signals: .standard)

    init(goals: [Goal], signals: SignalMap) {
        self.goals = goals
        self.signals = signals
    }

    init(_ reader: inout SectionReader) {
        goals = reader.section("goals") { section in
            GoalKey.allCases.map { key in
                var goal = Goal.standard(key)
                goal.active = section.has(key.rawValue)
                section.section(key.rawValue) { goal.apply(&$0) }
                return goal
            }
        }
        signals = reader.section("signals") { section in
            var map = SignalMap.standard
            for key in GoalKey.allCases {
                let types = section.texts(key.rawValue, expected: "a list of Meta's action types, preferred first")
                if let types { map.actionTypes[key] = types }
            }
            return map
        }
    }
}

extension Goal {
    mutating func apply(_ reader: inout SectionReader) {
        if let value = reader.flag("active") { active = value }
        if let value = reader.whole("priority", in: 1...5) { priority = value }
        budgetHint = reader.number("budget_hint", in: Rules.moneyRange) ?? budgetHint
        targetCPA = reader.number("target_cpa", in: 0.01...1_000_000) ?? targetCPA
        targetROAS = reader.number("target_roas", in: 0.01...1000) ?? targetROAS
        if let value = reader.number("learning_share", in: 0...1) { learningShare = value }
        let matches = reader.texts("campaigns", expected: "a list of campaign ids or parts of campaign names")
        if let matches { campaigns = matches }
        reader.section("template") { template.apply(&$0) }
    }

    /// A goal as it ships: `sales` active, the rest waiting to be switched on.
    static func standard(_ key: GoalKey) -> Goal {
        Goal(key: key, active: key == .sales, priority: key == .sales ? 5 : 3, template: .standard(key))
    }
}

extension CampaignTemplate {
    mutating func apply(_ reader: inout SectionReader) {
        if let value = reader.text("objective", expected: "an objective such as OUTCOME_SALES") { objective = value }
        let optimization = reader.text("optimization_goal", expected: "a goal such as OFFSITE_CONVERSIONS")
        if let optimization { optimizationGoal = optimization }
        if let value = reader.text("billing_event", expected: "an event such as IMPRESSIONS") { billingEvent = value }
        customEventType =
            reader.text("custom_event_type", expected: "an event such as PURCHASE") ?? customEventType
        let codes = reader.texts("countries", expected: "a list of two-letter country codes, in capitals") {
            $0.utf8.count == 2 && $0.utf8.allSatisfy { (65...90).contains($0) }
        }
        if let codes { countries = codes }
        let audiences = reader.texts("custom_audiences", expected: "a list of custom audience ids")
        if let audiences { customAudiences = audiences }
        if let value = reader.flag("advantage_audience") { advantageAudience = value }
        if let value = reader.whole("attribution_days", in: 1...7) { attributionDays = value }
    }

    /// Objectives and optimisation goals of the outcome-driven scheme, which is all that v26.0 creates.
    static func standard(_ key: GoalKey) -> CampaignTemplate {
        switch key {
        case .sales:
            CampaignTemplate(
                objective: "OUTCOME_SALES",
                optimizationGoal: "OFFSITE_CONVERSIONS",
                customEventType: "PURCHASE"
            )
        case .streams, .fanSegmentation:
            CampaignTemplate(objective: "OUTCOME_TRAFFIC", optimizationGoal: "LINK_CLICKS")
        case .presave:
            CampaignTemplate(
                objective: "OUTCOME_LEADS",
                optimizationGoal: "OFFSITE_CONVERSIONS",
                customEventType: "COMPLETE_REGISTRATION"
            )
        case .virality:
            CampaignTemplate(objective: "OUTCOME_ENGAGEMENT", optimizationGoal: "THRUPLAY")
        case .followers:
            CampaignTemplate(objective: "OUTCOME_TRAFFIC", optimizationGoal: "VISIT_INSTAGRAM_PROFILE")
        case .buildAudience:
            CampaignTemplate(
                objective: "OUTCOME_LEADS",
                optimizationGoal: "OFFSITE_CONVERSIONS",
                customEventType: "LEAD"
            )
        }
    }
}
