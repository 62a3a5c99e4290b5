import DeanDomain

/// One key of `rules.yaml`: what it sets and within which range.
struct RuleKey: Sendable {
    let section: String
    let name: String
    let target: Target

    enum Target: Sendable {
        case number(any WritableKeyPath<Rules, Double> & Sendable, ClosedRange<Double>)
        case whole(any WritableKeyPath<Rules, Int> & Sendable, ClosedRange<Int>)
    }

    init(
        _ section: String,
        _ name: String,
        _ path: any WritableKeyPath<Rules, Double> & Sendable,
        _ range: ClosedRange<Double>
    ) {
        self.section = section
        self.name = name
        target = .number(path, range)
    }

    init(
        _ section: String,
        _ name: String,
        _ path: any WritableKeyPath<Rules, Int> & Sendable,
        _ range: ClosedRange<Int>
    ) {
        self.section = section
        self.name = name
        target = .whole(path, range)
    }
}

extension Rules {
    /// Ten million major units: above any sensible daily budget in any currency that Meta bills in.
    static let moneyRange = 0.0...10_000_000

    /// Everything that `rules.yaml`, and a profile's `rules:`, may say.
    static let keys: [RuleKey] = [
        RuleKey("caps", "account_daily_budget", \.caps.accountDailyBudget, moneyRange),
        RuleKey("caps", "campaign_daily_budget", \.caps.campaignDailyBudget, moneyRange),
        RuleKey("caps", "goal_daily_budget", \.caps.goalDailyBudget, moneyRange),
        RuleKey("caps", "budget_step_percent", \.caps.budgetStepPercent, 0...100),
        RuleKey("caps", "budget_increase_per_day_percent", \.caps.budgetIncreasePerDayPercent, 0...100),
        RuleKey("caps", "writes_per_run", \.caps.writesPerRun, 0...500),
        RuleKey("cooldowns", "budget_hours", \.cooldowns.budgetHours, 0...720),
        RuleKey("cooldowns", "promotion_hours", \.cooldowns.promotionHours, 0...720),
        RuleKey("cooldowns", "after_human_edit_hours", \.cooldowns.afterHumanEditHours, 0...720),
        RuleKey("confidence", "propose", \.confidence.propose, 0...1),
        RuleKey("confidence", "auto", \.confidence.auto, 0...1),
        RuleKey("plan", "expires_hours", \.plan.expiresHours, 1...168),
        RuleKey("winner", "minimum_hours", \.winner.minimumHours, 1...720),
        RuleKey("winner", "minimum_spend", \.winner.minimumSpend, moneyRange),
        RuleKey("winner", "minimum_impressions", \.winner.minimumImpressions, 0...10_000_000),
        RuleKey("winner", "minimum_events", \.winner.minimumEvents, 1...10_000),
        RuleKey("winner", "margin_percent", \.winner.marginPercent, 0...90),
        RuleKey("winner", "minimum_probability", \.winner.minimumProbability, 0.5...1),
        RuleKey("winner", "most_per_campaign", \.winner.mostPerCampaign, 1...20),
        RuleKey("loser", "minimum_spend", \.loser.minimumSpend, moneyRange),
        RuleKey("loser", "minimum_hours", \.loser.minimumHours, 1...720),
        RuleKey("loser", "minimum_budget", \.loser.minimumBudget, moneyRange),
        RuleKey("loser", "maximum_probability_of_target", \.loser.maximumProbabilityOfTarget, 0...0.5),
        RuleKey("scale", "stable_within_percent", \.scale.stableWithinPercent, 0...100),
        RuleKey("scale", "new_ad_set_daily_budget", \.scale.newAdSetDailyBudget, 0.01...10_000_000),
        RuleKey("stack", "live_creatives", \.stack.liveCreatives, 1...50),
        RuleKey("stack", "kill_spend_times_target", \.stack.killSpendTimesTarget, 0.1...100),
        RuleKey("stack", "minimum_impressions", \.stack.minimumImpressions, 0...10_000_000),
        RuleKey("stack", "fatigue_frequency", \.stack.fatigueFrequency, 1...100),
        RuleKey("stack", "fatigue_drop_percent", \.stack.fatigueDropPercent, 5...90),
        RuleKey("optimizer", "overall_weight", \.optimizer.overallWeight, 0...1),
        RuleKey("optimizer", "roas_weight", \.optimizer.roasWeight, 0...1),
        RuleKey("optimizer", "conversions_weight", \.optimizer.conversionsWeight, 0...1),
        RuleKey("optimizer", "ctr_weight", \.optimizer.ctrWeight, 0...1),
        RuleKey("optimizer", "cvr_weight", \.optimizer.cvrWeight, 0...1),
        RuleKey("optimizer", "freshness_weight", \.optimizer.freshnessWeight, 0...1),
        RuleKey("optimizer", "winner_score", \.optimizer.winnerScore, 0...100),
        RuleKey("optimizer", "archive_score", \.optimizer.archiveScore, 0...100),
        RuleKey("optimizer", "fatigue_pause_score", \.optimizer.fatiguePauseScore, 0...100),
        RuleKey("optimizer", "winner_scale_roas", \.optimizer.winnerScaleROAS, 0...1000),
        RuleKey("optimizer", "test_scale_roas", \.optimizer.testScaleROAS, 0...1000),
        RuleKey("optimizer", "test_scale_score", \.optimizer.testScaleScore, 0...100),
        RuleKey("optimizer", "pause_probability", \.optimizer.pauseProbability, 0.5...1),
    ]

    /// Takes over what `reader`'s mapping says and leaves the rest as it is.
    mutating func apply(_ reader: inout SectionReader) {
        for section in Self.keys.map(\.section).uniqued() {
            reader.section(section) { values in
                for key in Self.keys where key.section == section {
                    switch key.target {
                    case .number(let path, let range):
                        if let value = values.number(key.name, in: range) { self[keyPath: path] = value }
                    case .whole(let path, let range):
                        if let value = values.whole(key.name, in: range) { self[keyPath: path] = value }
                    }
                }
            }
        }
    }
}

extension Sequence where Element: Hashable {
    /// Each element once, in order of first appearance.
    func uniqued() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
