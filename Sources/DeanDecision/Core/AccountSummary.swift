package import DeanDomain

/// The account in numbers, as a digest says it.
package struct AccountSummary: Sendable, Codable, Hashable {
    package var currency: Currency
    package var today: AccountDay
    /// Nil where the numbers are not known, which is not the same as zero.
    package var yesterday: PeriodSummary?
    /// The last seven complete account days.
    package var week: PeriodSummary?
    /// The seven days before those.
    package var weekBefore: PeriodSummary?
    /// Instead of the three above, the sum over a file's period.
    package var period: PeriodSummary?
    /// Active goals, the highest priority first.
    package var goals: [GoalSummary]
    package var pace: Pace?
    package var readiness: DataReadiness
    package var learning: LearningState

    package struct Pace: Sendable, Codable, Hashable {
        package var spentToday: Money
        /// All live daily budgets together; nil where one of them is not a daily budget.
        package var liveDailyBudget: Money?
        /// How much of the account's day is over, 0...1.
        package var shareOfDay: Double
    }

    /// Whether there is enough data to learn from: ads with at least three days of delivery in the last 30.
    package struct DataReadiness: Sendable, Codable, Hashable {
        package var adsWithEnoughData: Int
        package var adsNeeded: Int

        package static let adsNeeded = 5
        package static let pointsNeeded = 3
        package static let days = 30

        package var isReady: Bool { adsWithEnoughData >= adsNeeded }
    }

    package struct LearningState: Sendable, Codable, Hashable {
        package var adSetsInLearningPhase: Int
        /// Steps of growth from which the attribution delay was learned; 0 is the prior alone.
        package var delayObservations: Int
        /// Nil in what was stored before there were models.
        package var models: ModelStanding?
    }
}

/// One stretch of complete account days.
///
/// Ratios are nil where their denominator is zero.
package struct PeriodSummary: Sendable, Codable, Hashable {
    package var firstDay: AccountDay
    package var lastDay: AccountDay
    package var spend: Money
    /// Nil where nothing reports any, which is not the same as zero; so is `roas`.
    package var revenue: Money?
    package var impressions: Int
    package var clicks: Int
    package var events: Double
    package var roas: Double?
    package var costPerEvent: Money?
    /// The share of the period's conversions that has arrived by now, as learned; 1 is all of them.
    package var completeness: Double
}

/// One active goal's numbers against its targets.
package struct GoalSummary: Sendable, Codable, Hashable {
    package var key: GoalKey
    /// "purchase".
    package var eventName: String
    package var dailyBudget: Money
    package var targetCPA: Money?
    package var targetROAS: Double?
    package var yesterday: PeriodSummary?
    package var week: PeriodSummary?
    package var weekBefore: PeriodSummary?
    package var period: PeriodSummary?
}
