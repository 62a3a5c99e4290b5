/// What an action is; raw values are the contract's `type`.
package enum ActionType: String, Sendable, Codable, CaseIterable {
    case createCampaign = "create_campaign"
    case promoteWinner = "promote_winner"
    case updateBudget = "update_budget"
    case pauseAdSet = "pause_adset"
    case pauseAd = "pause_ad"
    case activateAd = "activate_ad"
    case undo
}

/// The part of an object's state that a decision rests on and that its write changes.
package struct ObjectState: Sendable, Codable, Hashable {
    package var object: ObjectRef
    package var status: ConfiguredStatus
    package var dailyBudget: Money?

    package init(object: ObjectRef, status: ConfiguredStatus, dailyBudget: Money?) {
        self.object = object
        self.status = status
        self.dailyBudget = dailyBudget
    }
}

/// One measured reason: "cost per purchase, 7 days" / "$8.20 (90 % interval $6.90–$9.80)".
package struct EvidenceLine: Sendable, Codable, Hashable {
    package var label: String
    package var value: String

    package init(_ label: String, _ value: String) {
        self.label = label
        self.value = value
    }
}

/// What one guard said of one action, in words a person can act on.
package struct GuardVerdict: Sendable, Codable, Hashable {
    package var name: String
    package var allowed: Bool
    package var reason: String

    package init(name: String, allowed: Bool, reason: String) {
        self.name = name
        self.allowed = allowed
        self.reason = reason
    }
}

/// A change that Dean proposes: what, on what, why, how sure, and the writes that carry it out.
package struct PlannedAction: Sendable, Codable, Hashable {
    package var id: ActionID
    package var type: ActionType
    package var goal: GoalKey?
    package var target: ObjectRef
    /// The state of every existing object that the action depends on, as it was when the action was proposed.
    package var before: [ObjectState]
    /// The same objects as they shall be afterwards.
    package var after: [ObjectState]
    package var steps: [WriteStep]
    /// One sentence, imperative, with the numbers: "Raise “Prospecting US” from $20.00 to $24.00 a day".
    package var message: String
    /// What the confidence is the probability of.
    package var aim: String
    package var confidence: Confidence
    /// 1 is the most urgent, 5 the least.
    package var priority: Int
    package var evidence: [EvidenceLine]
    package var verdicts: [GuardVerdict]
    /// The creative that a promotion carries; its cooldown is counted by this.
    package var creativeID: ObjectID?
    /// By how much the account's daily budgets grow (minor units; negative when they shrink).
    package var dailyBudgetChange: Int64

    package init(
        id: ActionID,
        type: ActionType,
        goal: GoalKey?,
        target: ObjectRef,
        before: [ObjectState],
        after: [ObjectState],
        steps: [WriteStep],
        message: String,
        aim: String,
        confidence: Confidence,
        priority: Int,
        evidence: [EvidenceLine] = [],
        verdicts: [GuardVerdict] = [],
        creativeID: ObjectID? = nil,
        dailyBudgetChange: Int64 = 0
    ) {
        self.id = id
        self.type = type
        self.goal = goal
        self.target = target
        self.before = before
        self.after = after
        self.steps = steps
        self.message = message
        self.aim = aim
        self.confidence = confidence
        self.priority = priority
        self.evidence = evidence
        self.verdicts = verdicts
        self.creativeID = creativeID
        self.dailyBudgetChange = dailyBudgetChange
    }
}
