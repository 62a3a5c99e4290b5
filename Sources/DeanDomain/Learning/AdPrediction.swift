/// What a learned model expects of one ad over the seven days that begin today.
package struct AdPrediction: Sendable, Codable, Hashable {
    package var model: ModelID
    /// Calibrated: of the ads that get 0.8, eight in ten meet their target.
    package var probabilityOfTarget: Double
    /// The same question answered by the rules' own posterior.
    package var rulesProbability: Double
    /// Whether the model may overrule the rules here: it is sure, and its members agree.
    package var isConfident: Bool
    /// Minor units per core event; nil where the model's costs are no better than the rules'.
    package var cost: Estimate?
    package var roas: Estimate?
    /// What moved the probability most, the strongest first, in words.
    package var reasons: [String]

    package init(
        model: ModelID,
        probabilityOfTarget: Double,
        rulesProbability: Double,
        isConfident: Bool,
        cost: Estimate? = nil,
        roas: Estimate? = nil,
        reasons: [String] = []
    ) {
        self.model = model
        self.probabilityOfTarget = probabilityOfTarget
        self.rulesProbability = rulesProbability
        self.isConfident = isConfident
        self.cost = cost
        self.roas = roas
        self.reasons = reasons
    }

    /// A middle value and the intervals around it that hold what comes, 80 and 95 times in a hundred.
    package struct Estimate: Sendable, Codable, Hashable {
        package var middle: Double
        package var likely: Bounds
        package var wide: Bounds

        package init(middle: Double, likely: Bounds, wide: Bounds) {
            self.middle = middle
            self.likely = likely
            self.wide = wide
        }
    }

    package struct Bounds: Sendable, Codable, Hashable {
        package var low: Double
        /// Nil: nothing bounds it; a cost is boundless where no event at all is within the interval.
        package var high: Double?

        package init(low: Double, high: Double?) {
            self.low = low
            self.high = high
        }

        package func contains(_ value: Double) -> Bool { value >= low && high.map { value <= $0 } ?? true }
    }
}

/// A prediction with the days it is about and, once they have passed, what came of them.
package struct RecordedPrediction: Sendable, Codable, Hashable {
    package var account: AccountID
    package var ad: ObjectID
    package var goal: GoalKey
    package var predictedAt: Timestamp
    /// The first of the seven days.
    package var firstDay: AccountDay
    /// Minor units per core event that the ad was held against.
    package var target: Double
    package var prediction: AdPrediction
    /// Nil until the days have passed and their conversions have had time to arrive.
    package var outcome: Outcome?

    package init(
        account: AccountID,
        ad: ObjectID,
        goal: GoalKey,
        predictedAt: Timestamp,
        firstDay: AccountDay,
        target: Double,
        prediction: AdPrediction,
        outcome: Outcome? = nil
    ) {
        self.account = account
        self.ad = ad
        self.goal = goal
        self.predictedAt = predictedAt
        self.firstDay = firstDay
        self.target = target
        self.prediction = prediction
        self.outcome = outcome
    }

    package struct Outcome: Sendable, Codable, Hashable {
        package var at: Timestamp
        /// Minor units.
        package var spend: Int64
        package var events: Double
        /// Minor units.
        package var revenue: Int64
        /// Nil where too little was spent to tell.
        package var metTarget: Bool?

        package init(at: Timestamp, spend: Int64, events: Double, revenue: Int64, metTarget: Bool?) {
            self.at = at
            self.spend = spend
            self.events = events
            self.revenue = revenue
            self.metTarget = metTarget
        }
    }

    /// Days that a prediction is about.
    package static let days = 7
}
