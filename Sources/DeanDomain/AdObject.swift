/// The levels of Meta's hierarchy.
///
/// Raw values are Meta's `level` parameter.
package enum ObjectKind: String, Sendable, Codable, CaseIterable {
    case account
    case campaign
    case adSet = "adset"
    case ad
    case creative
}

/// Points at one object and carries the name that people know it by.
///
/// The name is outside text: escape it on display.
package struct ObjectRef: Hashable, Sendable, Codable {
    package let kind: ObjectKind
    package let id: ObjectID
    package let name: String

    package init(kind: ObjectKind, id: ObjectID, name: String) {
        self.kind = kind
        self.id = id
        self.name = name
    }
}

/// What a person set an object to.
///
/// Values that Meta adds later decode as `.other` and are never acted on.
package enum ConfiguredStatus: Hashable, Sendable, Codable {
    case active
    case paused
    case archived
    case deleted
    case other(String)

    package init(_ raw: String) {
        switch raw {
        case "ACTIVE": self = .active
        case "PAUSED": self = .paused
        case "ARCHIVED": self = .archived
        case "DELETED": self = .deleted
        default: self = .other(raw)
        }
    }

    package var raw: String {
        switch self {
        case .active: "ACTIVE"
        case .paused: "PAUSED"
        case .archived: "ARCHIVED"
        case .deleted: "DELETED"
        case .other(let raw): raw
        }
    }

    package init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(raw)
    }
}

/// Meta's `learning_stage_info.status`.
package enum LearningStage: String, Sendable, Codable {
    case learning = "LEARNING"
    case success = "SUCCESS"
    case fail = "FAIL"
}

/// An ad account as last read.
package struct Account: Sendable, Codable, Hashable {
    package var id: AccountID
    package var name: String
    package var currency: Currency
    /// IANA name, "America/New_York".
    package var timeZoneName: String
    /// Meta's `account_status`; 1 is active.
    package var status: Int
    package var minimumDailyBudget: Money?
    package var spendCap: Money?
    package var amountSpent: Money?
    /// Set where a file is all that is known of the account.
    package var imported: ImportedFigures?

    package init(
        id: AccountID,
        name: String,
        currency: Currency,
        timeZoneName: String,
        status: Int,
        minimumDailyBudget: Money? = nil,
        spendCap: Money? = nil,
        amountSpent: Money? = nil,
        imported: ImportedFigures? = nil
    ) {
        self.id = id
        self.name = name
        self.currency = currency
        self.timeZoneName = timeZoneName
        self.status = status
        self.minimumDailyBudget = minimumDailyBudget
        self.spendCap = spendCap
        self.amountSpent = amountSpent
        self.imported = imported
    }
}

/// A campaign as last read.
///
/// `dailyBudget` is set when the budget sits on the campaign (CBO).
package struct Campaign: Sendable, Codable, Hashable {
    package var id: ObjectID
    package var name: String
    package var objective: String
    package var status: ConfiguredStatus
    package var effectiveStatus: String
    package var dailyBudget: Money?
    package var lifetimeBudget: Money?
    package var bidStrategy: String?
    /// `advantage_state_info.advantage_state`, for example "ADVANTAGE_PLUS_SALES".
    package var advantageState: String?
    package var createdAt: Timestamp?
    package var updatedAt: Timestamp?

    package init(
        id: ObjectID,
        name: String,
        objective: String,
        status: ConfiguredStatus,
        effectiveStatus: String,
        dailyBudget: Money? = nil,
        lifetimeBudget: Money? = nil,
        bidStrategy: String? = nil,
        advantageState: String? = nil,
        createdAt: Timestamp? = nil,
        updatedAt: Timestamp? = nil
    ) {
        self.id = id
        self.name = name
        self.objective = objective
        self.status = status
        self.effectiveStatus = effectiveStatus
        self.dailyBudget = dailyBudget
        self.lifetimeBudget = lifetimeBudget
        self.bidStrategy = bidStrategy
        self.advantageState = advantageState
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    package var ref: ObjectRef { ObjectRef(kind: .campaign, id: id, name: name) }
}

/// An ad set as last read.
///
/// `dailyBudget` is set when the budget sits here (ABO).
package struct AdSet: Sendable, Codable, Hashable {
    package var id: ObjectID
    package var campaignID: ObjectID
    package var name: String
    package var status: ConfiguredStatus
    package var effectiveStatus: String
    package var dailyBudget: Money?
    package var lifetimeBudget: Money?
    package var optimizationGoal: String?
    package var billingEvent: String?
    /// `promoted_object.custom_event_type`, for example "PURCHASE".
    package var customEventType: String?
    package var learningStage: LearningStage?
    /// The targeting object as Meta's JSON, kept verbatim.
    package var targeting: String?
    package var createdAt: Timestamp?
    package var startAt: Timestamp?
    package var updatedAt: Timestamp?

    package init(
        id: ObjectID,
        campaignID: ObjectID,
        name: String,
        status: ConfiguredStatus,
        effectiveStatus: String,
        dailyBudget: Money? = nil,
        lifetimeBudget: Money? = nil,
        optimizationGoal: String? = nil,
        billingEvent: String? = nil,
        customEventType: String? = nil,
        learningStage: LearningStage? = nil,
        targeting: String? = nil,
        createdAt: Timestamp? = nil,
        startAt: Timestamp? = nil,
        updatedAt: Timestamp? = nil
    ) {
        self.id = id
        self.campaignID = campaignID
        self.name = name
        self.status = status
        self.effectiveStatus = effectiveStatus
        self.dailyBudget = dailyBudget
        self.lifetimeBudget = lifetimeBudget
        self.optimizationGoal = optimizationGoal
        self.billingEvent = billingEvent
        self.customEventType = customEventType
        self.learningStage = learningStage
        self.targeting = targeting
        self.createdAt = createdAt
        self.startAt = startAt
        self.updatedAt = updatedAt
    }

    package var ref: ObjectRef { ObjectRef(kind: .adSet, id: id, name: name) }
}

/// An ad as last read.
package struct Ad: Sendable, Codable, Hashable {
    package var id: ObjectID
    package var adSetID: ObjectID
    package var campaignID: ObjectID
    package var creativeID: ObjectID?
    package var name: String
    package var status: ConfiguredStatus
    package var effectiveStatus: String
    package var createdAt: Timestamp?
    package var updatedAt: Timestamp?

    package init(
        id: ObjectID,
        adSetID: ObjectID,
        campaignID: ObjectID,
        creativeID: ObjectID? = nil,
        name: String,
        status: ConfiguredStatus,
        effectiveStatus: String,
        createdAt: Timestamp? = nil,
        updatedAt: Timestamp? = nil
    ) {
        self.id = id
        self.adSetID = adSetID
        self.campaignID = campaignID
        self.creativeID = creativeID
        self.name = name
        self.status = status
        self.effectiveStatus = effectiveStatus
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    package var ref: ObjectRef { ObjectRef(kind: .ad, id: id, name: name) }
}

/// A creative in the account's library.
package struct Creative: Sendable, Codable, Hashable {
    package var id: ObjectID
    package var name: String
    package var status: String?
    package var title: String?
    package var body: String?
    package var thumbnailURL: String?

    package init(
        id: ObjectID,
        name: String,
        status: String? = nil,
        title: String? = nil,
        body: String? = nil,
        thumbnailURL: String? = nil
    ) {
        self.id = id
        self.name = name
        self.status = status
        self.title = title
        self.body = body
        self.thumbnailURL = thumbnailURL
    }

    package var ref: ObjectRef { ObjectRef(kind: .creative, id: id, name: name) }
}

/// The whole account as read in one observation.
package struct AccountSnapshot: Sendable, Codable, Hashable {
    package var account: Account
    package var campaigns: [Campaign]
    package var adSets: [AdSet]
    package var ads: [Ad]
    package var creatives: [Creative]
    package var readAt: Timestamp

    package init(
        account: Account,
        campaigns: [Campaign],
        adSets: [AdSet],
        ads: [Ad],
        creatives: [Creative],
        readAt: Timestamp
    ) {
        self.account = account
        self.campaigns = campaigns
        self.adSets = adSets
        self.ads = ads
        self.creatives = creatives
        self.readAt = readAt
    }
}
