/// One call that changes something at Meta.
///
/// An action is a list of them, carried out in order, each under an intent of its own. Budgets are absolute amounts, so
/// that sending one twice sets the same budget.
package enum WriteStep: Sendable, Codable, Hashable {
    case setDailyBudget(object: ObjectRef, from: Money, to: Money)
    case setStatus(object: ObjectRef, from: ConfiguredStatus, to: ConfiguredStatus)
    case createCampaign(CampaignDraft)
    case createAdSet(AdSetDraft, campaign: StepParent)
    case copyAdSet(source: ObjectRef, campaign: StepParent, name: String)
    case createAd(AdDraft, adSet: StepParent)

    /// Whether sending it twice would make a second object; such a write is found again by its tag, never repeated.
    package var creates: Bool {
        switch self {
        case .setDailyBudget, .setStatus: false
        case .createCampaign, .createAdSet, .copyAdSet, .createAd: true
        }
    }
}

/// The object under which a step creates: one that exists, or the one that an earlier step of the same action made.
package enum StepParent: Sendable, Codable, Hashable {
    case existing(ObjectID)
    case madeByStep(Int)
}

/// A campaign to be created.
///
/// Its name gets the intent's tag when it is sent.
package struct CampaignDraft: Sendable, Codable, Hashable {
    package var name: String
    package var objective: String
    package var status: ConfiguredStatus
    /// Set for a campaign budget (CBO); nil for budgets on ad sets (ABO).
    package var dailyBudget: Money?
    package var bidStrategy: String?

    package init(
        name: String,
        objective: String,
        status: ConfiguredStatus,
        dailyBudget: Money? = nil,
        bidStrategy: String? = nil
    ) {
        self.name = name
        self.objective = objective
        self.status = status
        self.dailyBudget = dailyBudget
        self.bidStrategy = bidStrategy
    }
}

/// An ad set to be created.
package struct AdSetDraft: Sendable, Codable, Hashable {
    package var name: String
    package var status: ConfiguredStatus
    package var dailyBudget: Money?
    package var template: CampaignTemplate
    package var pixelID: String?

    package init(
        name: String,
        status: ConfiguredStatus,
        dailyBudget: Money? = nil,
        template: CampaignTemplate,
        pixelID: String? = nil
    ) {
        self.name = name
        self.status = status
        self.dailyBudget = dailyBudget
        self.template = template
        self.pixelID = pixelID
    }
}

/// An ad to be created from a creative that the account already has.
package struct AdDraft: Sendable, Codable, Hashable {
    package var name: String
    package var status: ConfiguredStatus
    package var creativeID: ObjectID

    package init(name: String, status: ConfiguredStatus, creativeID: ObjectID) {
        self.name = name
        self.status = status
        self.creativeID = creativeID
    }
}

/// The suffix by which an object that Dean made is found again: " [dean:3fa4c1d2]".
package struct IntentTag: Hashable, Sendable {
    package let intent: IntentID

    package init(_ intent: IntentID) {
        self.intent = intent
    }

    package var suffix: String { " [dean:\(intent.rawValue)]" }

    /// `name` with the tag of whatever made it before taken off and this one put on.
    package func name(_ name: String) -> String { Self.untagged(name) + suffix }

    package static func untagged(_ name: String) -> String {
        guard let start = name.range(ofTag: " [dean:") else { return name }
        return String(name[..<start])
    }
}

extension String {
    fileprivate func range(ofTag opening: String) -> String.Index? {
        guard hasSuffix("]"), utf8.count >= opening.utf8.count + 9 else { return nil }
        let start = index(endIndex, offsetBy: -(opening.count + 9), limitedBy: startIndex)
        guard let start, self[start...].hasPrefix(opening) else { return nil }
        let digits = self[index(start, offsetBy: opening.count)...].dropLast()
        return digits.allSatisfy { $0.isHexDigit } ? start : nil
    }
}
