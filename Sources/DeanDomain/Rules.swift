/// The limits and thresholds of `rules.yaml`.
///
/// Money is in major units of the account's currency.
///
/// Defaults are SPEC's. What may be changed, and within which range, is `Rules+Validation` in `dean`.
package struct Rules: Sendable, Codable, Hashable {
    package var caps = Caps()
    package var cooldowns = Cooldowns()
    package var confidence = ConfidenceFloors()
    package var plan = PlanRules()
    package var winner = WinnerRules()
    package var loser = LoserRules()
    package var scale = ScaleRules()
    package var stack = StackRules()
    package var optimizer = OptimizerRules()

    package init() {}

    package struct Caps: Sendable, Codable, Hashable {
        package var accountDailyBudget = 50.0
        package var campaignDailyBudget = 50.0
        package var goalDailyBudget = 50.0
        package var budgetStepPercent = 20.0
        package var budgetIncreasePerDayPercent = 30.0
        package var writesPerRun = 20
        package init() {}
    }

    package struct Cooldowns: Sendable, Codable, Hashable {
        package var budgetHours = 24
        package var promotionHours = 72
        package var afterHumanEditHours = 24
        package init() {}
    }

    package struct ConfidenceFloors: Sendable, Codable, Hashable {
        /// Proposals below this probability are not shown.
        package var propose = 0.50
        /// In `auto`, actions below this probability wait for a click.
        package var auto = 0.90
        package init() {}
    }

    package struct PlanRules: Sendable, Codable, Hashable {
        package var expiresHours = 24
        package init() {}
    }

    /// A learning campaign's winner (seed 001).
    package struct WinnerRules: Sendable, Codable, Hashable {
        package var minimumHours = 24
        package var minimumSpend = 5.0
        package var minimumImpressions = 1500
        package var minimumEvents = 3.0
        package var marginPercent = 15.0
        package var minimumProbability = 0.75
        package var mostPerCampaign = 2
        package init() {}
    }

    /// An ad set that is paused for having cost money and brought nothing (seed 001).
    package struct LoserRules: Sendable, Codable, Hashable {
        package var minimumSpend = 10.0
        package var minimumHours = 48
        package var minimumBudget = 5.0
        package var maximumProbabilityOfTarget = 0.05
        package init() {}
    }

    package struct ScaleRules: Sendable, Codable, Hashable {
        /// How far cost per event may have risen over the last two days against the week before, percent.
        package var stableWithinPercent = 10.0
        package var newAdSetDailyBudget = 5.0
        package init() {}
    }

    /// An Advantage+ sales campaign's stack of creatives (seed 000).
    package struct StackRules: Sendable, Codable, Hashable {
        package var liveCreatives = 5
        package var killSpendTimesTarget = 2.0
        package var minimumImpressions = 2000
        package var fatigueFrequency = 3.5
        package var fatigueDropPercent = 20.0
        package init() {}
    }

    /// The creative optimizer (seed 002): how the winner of the day is chosen, and what each role calls for.
    package struct OptimizerRules: Sendable, Codable, Hashable {
        /// The composite score's weights; they need not add up to 1.
        package var overallWeight = 0.30
        package var roasWeight = 0.25
        package var conversionsWeight = 0.20
        package var ctrWeight = 0.10
        package var cvrWeight = 0.10
        package var freshnessWeight = 0.05
        /// A winner's overall score lies above this.
        package var winnerScore = 50.0
        /// Below this a creative is archived.
        package var archiveScore = 50.0
        /// A tired creative up to this score is paused, above it variants are made of it.
        package var fatiguePauseScore = 40.0
        package var winnerScaleROAS = 4.0
        package var testScaleROAS = 3.0
        package var testScaleScore = 70.0
        /// How sure it has to be that a tired or weak creative misses its target before it is paused or cut.
        package var pauseProbability = 0.90
        package init() {}
    }
}

/// The per-account switches of `settings.yaml` and of App Home.
package struct Settings: Sendable, Codable, Hashable {
    package var autonomy = Autonomy.approve
    package var autoScaleWinners = true
    package var autoPauseLosers = true
    /// All active goals together, major units.
    package var globalDailyBudget = 10.0

    package init() {}
}

/// Who decides a write: `observe` never writes, `approve` waits for a click, `auto` acts within the rules by itself.
package enum Autonomy: String, Sendable, Codable, CaseIterable {
    case observe
    case approve
    case auto
}

/// Which knowledge stands behind a run's decisions.
package enum Tier: String, Sendable, Codable {
    case ml
    case rules
    case emergency
}
