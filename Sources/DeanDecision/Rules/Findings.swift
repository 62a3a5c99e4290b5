import DeanDomain

/// What the rules want, before conflicts and guards are settled.
struct Findings {
    var proposals: [Proposal] = []
    var held: [HeldProposal] = []
    var notes: [String] = []
    /// Why something or nothing is done, by object.
    var reasons: [ObjectID: [String]] = [:]
    /// What a rule made of an object: "kill", "hold".
    var standing: [ObjectID: String] = [:]

    mutating func explain(_ object: ObjectID, _ reason: String) { reasons[object, default: []].append(reason) }
}

/// An action that a rule wants, with its place in the order of conflicts.
struct Proposal {
    var rank: ConflictOrder
    var action: PlannedAction
    /// How its amount may be lowered to what the guards leave room for; nil where there is no amount.
    var sizing: Sizing?

    struct Sizing {
        enum Budget {
            case raise(of: ObjectID, from: Int64)
            case newCampaign(GoalKey, isRaise: Bool)
        }

        var budget: Budget
        /// Minor units.
        var wanted: Int64
        /// The same action with another daily budget, minor units.
        var make: (Int64) -> PlannedAction
    }
}

/// One of the rules; it reads the view and adds what it wants to the findings.
protocol DecisionRule: Sendable {
    func apply(to view: AccountView, ids: IdentifierSource, into findings: inout Findings)
}
