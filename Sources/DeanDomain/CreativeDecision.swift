/// What a creative is in its campaign today (seed 002).
package enum CreativeRole: String, Sendable, Codable, CaseIterable {
    case winner
    /// People have tired of it.
    case fatigue
    /// Below the score from which it has a future.
    case archive
    case test
    /// Too little is known of it yet.
    case pending
}

/// What a role calls for.
///
/// Promotions, pauses and budgets become actions where the guards and the probabilities allow them; the others are work
/// for whoever makes creatives.
package enum CreativeStep: String, Sendable, Codable, CaseIterable {
    case promote
    case scaleBudget = "scale_budget"
    case reduceBudget = "reduce_budget"
    case generateVariants = "generate_variants"
    case recombine
    case pause
    case archive
}

/// What the optimizer makes of one ad's creative on one day.
package struct CreativeDecision: Sendable, Codable, Hashable {
    package var campaign: ObjectRef
    package var ad: ObjectRef
    package var creativeID: ObjectID?
    package var goal: GoalKey
    package var role: CreativeRole
    package var steps: [CreativeStep]
    /// 1 is the most urgent, 5 the least.
    package var priority: Int
    /// The probability of `aim`.
    package var confidence: Confidence
    package var aim: String
    /// 0…100; nil while pending.
    package var overall: Double?
    package var composite: Double?
    /// The daily budget that it runs on, shared or its own.
    package var currentBudget: Money?
    package var recommendedBudget: Money?
    package var reason: String

    package init(
        campaign: ObjectRef,
        ad: ObjectRef,
        creativeID: ObjectID?,
        goal: GoalKey,
        role: CreativeRole,
        steps: [CreativeStep],
        priority: Int,
        confidence: Confidence,
        aim: String,
        overall: Double? = nil,
        composite: Double? = nil,
        currentBudget: Money? = nil,
        recommendedBudget: Money? = nil,
        reason: String
    ) {
        self.campaign = campaign
        self.ad = ad
        self.creativeID = creativeID
        self.goal = goal
        self.role = role
        self.steps = steps
        self.priority = priority
        self.confidence = confidence
        self.aim = aim
        self.overall = overall
        self.composite = composite
        self.currentBudget = currentBudget
        self.recommendedBudget = recommendedBudget
        self.reason = reason
    }
}

/// A campaign's winner of the day, and what it won by.
package struct DayWinner: Sendable, Codable, Hashable {
    package var campaign: ObjectRef
    package var ad: ObjectRef
    package var creativeID: ObjectID?
    /// The composite.
    package var score: Double
    package var overall: Double
    package var roas: Double?
    /// Shares, 0…1.
    package var ctr: Double
    package var cvr: Double?
    package var conversions: Double
    package var runnerUp: ObjectRef?
    package var runnerUpScore: Double?
    /// The probability that an event costs no more than the runner-up's; without one, than the goal's target.
    package var confidence: Confidence
    package var reasoning: String

    package init(
        campaign: ObjectRef,
        ad: ObjectRef,
        creativeID: ObjectID?,
        score: Double,
        overall: Double,
        roas: Double?,
        ctr: Double,
        cvr: Double?,
        conversions: Double,
        runnerUp: ObjectRef?,
        runnerUpScore: Double?,
        confidence: Confidence,
        reasoning: String
    ) {
        self.campaign = campaign
        self.ad = ad
        self.creativeID = creativeID
        self.score = score
        self.overall = overall
        self.roas = roas
        self.ctr = ctr
        self.cvr = cvr
        self.conversions = conversions
        self.runnerUp = runnerUp
        self.runnerUpScore = runnerUpScore
        self.confidence = confidence
        self.reasoning = reasoning
    }
}
