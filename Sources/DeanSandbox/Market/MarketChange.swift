package import DeanDomain

/// What shall be different about an object; everything nil stays as it is.
///
/// Money is in minor units.
package struct MarketChange: Sendable {
    package var name: String?
    package var status: String?
    package var dailyBudget: Int64?
    package var lifetimeBudget: Int64?
    package var bidStrategy: String?
    package var bidAmount: Int64?
    package var optimizationGoal: String?
    package var targeting: GraphJSON?
    package var promotedObject: GraphJSON?
    package var attributionSpec: GraphJSON?
    package var endAt: Timestamp?
    package var creative: ObjectID?

    package init(name: String? = nil, status: String? = nil, dailyBudget: Int64? = nil) {
        self.name = name
        self.status = status
        self.dailyBudget = dailyBudget
    }

    var summary: String {
        var parts: [String] = []
        if let name { parts.append("name \(name)") }
        if let status { parts.append("status \(status)") }
        if let dailyBudget { parts.append("daily budget \(dailyBudget)") }
        if let lifetimeBudget { parts.append("lifetime budget \(lifetimeBudget)") }
        if let bidStrategy { parts.append("bid strategy \(bidStrategy)") }
        if let bidAmount { parts.append("bid \(bidAmount)") }
        if let optimizationGoal { parts.append("optimization goal \(optimizationGoal)") }
        if targeting != nil { parts.append("targeting") }
        if promotedObject != nil { parts.append("promoted object") }
        if attributionSpec != nil { parts.append("attribution") }
        if let endAt { parts.append("end \(endAt)") }
        if let creative { parts.append("creative \(creative)") }
        return parts.joined(separator: ", ")
    }
}

/// Who changed something.
package enum MarketActor: String, Sendable {
    case person
    case api
}

/// A change that was made.
package struct MarketEdit: Sendable {
    package let at: Timestamp
    package let by: MarketActor
    package let object: ObjectID
    package let what: String
}

/// A person's change that is to happen when its time comes.
struct ScheduledEdit: Sendable {
    let at: Timestamp
    let account: Int
    let object: ObjectID
    let change: MarketChange
}
