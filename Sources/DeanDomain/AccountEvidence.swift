/// All that is known of one account at one moment, rebuilt from the store; what decisions are made from.
///
/// The same moment always gives the same evidence: readings made later are not in it.
package struct AccountEvidence: Sendable {
    package var snapshot: AccountSnapshot
    package var asOf: Timestamp
    package var goals: [Goal]
    /// Ad level, by ad, sorted by day.
    ///
    /// A day without an entry had no delivery; a day in `gaps` is not known.
    package var daily: [ObjectID: [DailyMetrics]]
    /// Campaign level, the last three days, sorted by day and hour.
    package var hourly: [HourlyMetrics]
    /// How each goal's core events of past days grew from reading to reading.
    package var delays: [GoalKey: [DelayReading]]
    /// When a person last changed an object, by object.
    package var humanEdits: [ObjectID: Timestamp]
    package var pastActions: [PastAction]
    /// Rejections of earlier proposals of the same type for the same object, newest last.
    package var rejections: [PastRejection]
    /// What could not be read.
    ///
    /// Unknown is never zero: decisions that need it are not made.
    package var gaps: [ReadingGap]
    /// What the model in force expects of each ad; empty where none is.
    package var predictions: [ObjectID: AdPrediction]
    package var models: ModelStanding

    package init(
        snapshot: AccountSnapshot,
        asOf: Timestamp,
        goals: [Goal],
        daily: [ObjectID: [DailyMetrics]],
        hourly: [HourlyMetrics] = [],
        delays: [GoalKey: [DelayReading]] = [:],
        humanEdits: [ObjectID: Timestamp] = [:],
        pastActions: [PastAction] = [],
        rejections: [PastRejection] = [],
        gaps: [ReadingGap] = [],
        predictions: [ObjectID: AdPrediction] = [:],
        models: ModelStanding = .none
    ) {
        self.snapshot = snapshot
        self.asOf = asOf
        self.goals = goals
        self.daily = daily
        self.hourly = hourly
        self.delays = delays
        self.humanEdits = humanEdits
        self.pastActions = pastActions
        self.rejections = rejections
        self.gaps = gaps
        self.predictions = predictions
        self.models = models
    }
}

/// An action that was carried out (or may have been) on an object: what cooldowns and daily limits count.
package struct PastAction: Sendable, Codable, Hashable {
    package var type: ActionType
    package var target: ObjectID
    package var goal: GoalKey?
    package var creativeID: ObjectID?
    package var executedAt: Timestamp
    /// Minor units, as in `PlannedAction.dailyBudgetChange`.
    package var dailyBudgetChange: Int64

    package init(
        type: ActionType,
        target: ObjectID,
        goal: GoalKey?,
        creativeID: ObjectID?,
        executedAt: Timestamp,
        dailyBudgetChange: Int64
    ) {
        self.type = type
        self.target = target
        self.goal = goal
        self.creativeID = creativeID
        self.executedAt = executedAt
        self.dailyBudgetChange = dailyBudgetChange
    }
}

package struct PastRejection: Sendable, Codable, Hashable {
    package var type: ActionType
    package var target: ObjectID
    package var at: Timestamp
    package var reason: String?

    package init(type: ActionType, target: ObjectID, at: Timestamp, reason: String?) {
        self.type = type
        self.target = target
        self.at = at
        self.reason = reason
    }
}

/// A reading that failed or came back empty where rows were due.
package struct ReadingGap: Sendable, Codable, Hashable {
    package var what: Reading
    package var reason: String

    package init(what: Reading, reason: String) {
        self.what = what
        self.reason = reason
    }

    package enum Reading: String, Sendable, Codable {
        case account
        case structure
        case dailyInsights = "daily_insights"
        case hourlyInsights = "hourly_insights"
        case breakdowns
    }
}
