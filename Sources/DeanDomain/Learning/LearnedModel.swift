package struct ModelID: Identifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// A trained model of one account, without its bytes.
package struct LearnedModel: Sendable, Codable, Hashable {
    package enum State: String, Sendable, Codable, CaseIterable {
        /// In force.
        case serving
        /// Trained and validated, and not better than the rules or than the one in force.
        case rejected
        /// Was in force until a newer one took its place.
        case retired
        /// Was in force and turned out worse than what it had replaced.
        case rolledBack = "rolled_back"
    }

    package var id: ModelID
    package var account: AccountID
    package var trainedAt: Timestamp
    /// The days whose evidence it was trained on.
    package var firstDay: AccountDay
    package var lastDay: AccountDay
    package var rows: Int
    package var ads: Int
    package var features: [String]
    /// JSON: how it was trained.
    package var parameters: String
    package var scores: ModelScores
    package var state: State
    /// Why it is in that state, in a sentence.
    package var reason: String
    package var stateSince: Timestamp

    package init(
        id: ModelID,
        account: AccountID,
        trainedAt: Timestamp,
        firstDay: AccountDay,
        lastDay: AccountDay,
        rows: Int,
        ads: Int,
        features: [String],
        parameters: String,
        scores: ModelScores,
        state: State,
        reason: String,
        stateSince: Timestamp
    ) {
        self.id = id
        self.account = account
        self.trainedAt = trainedAt
        self.firstDay = firstDay
        self.lastDay = lastDay
        self.rows = rows
        self.ads = ads
        self.features = features
        self.parameters = parameters
        self.scores = scores
        self.state = state
        self.reason = reason
        self.stateSince = stateSince
    }
}

/// What a model showed on days that it had not seen, beside the rules' posterior on the same rows.
package struct ModelScores: Sendable, Codable, Hashable {
    package var target: Head?
    package var cost: Head?
    package var roas: Head?
    package var origins: Int

    package init(target: Head? = nil, cost: Head? = nil, roas: Head? = nil, origins: Int = 0) {
        self.target = target
        self.cost = cost
        self.roas = roas
        self.origins = origins
    }

    /// One quantity's scores.
    ///
    /// The loss is log loss for the probability, Poisson deviance for events, and squared error for ROAS relative to
    /// the account's.
    package struct Head: Sendable, Codable, Hashable {
        package var rows: Int
        package var ads: Int
        package var loss: Double
        package var rulesLoss: Double
        /// Of `loss - rulesLoss`, clustered by ad.
        package var standardError: Double
        /// Probability only.
        package var brier: Double?
        package var rulesBrier: Double?
        package var calibrationError: Double?
        package var rulesCalibrationError: Double?
        /// Shares of outcomes inside the 80 and 95 % intervals; cost and ROAS only.
        package var coverage80: Double?
        package var coverage95: Double?

        package init(rows: Int, ads: Int, loss: Double, rulesLoss: Double, standardError: Double) {
            self.rows = rows
            self.ads = ads
            self.loss = loss
            self.rulesLoss = rulesLoss
            self.standardError = standardError
        }

        /// Better than the rules by more than one standard error.
        package var isBetterThanRules: Bool { loss - rulesLoss + standardError < 0 }
        /// Worse than the rules by more than one standard error.
        package var isWorseThanRules: Bool { loss - rulesLoss - standardError > 0 }
    }
}

/// A look at how well a model holds, on days that it had not seen.
package struct ModelValidation: Sendable, Codable, Hashable {
    package enum Kind: String, Sendable, Codable {
        /// By rolling origin, when it was trained.
        case training
        /// By rolling origin and by its own recorded predictions, once a week.
        case weekly
    }

    package enum Verdict: String, Sendable, Codable {
        case promoted
        case kept
        case rejected
        case rolledBack = "rolled_back"
    }

    package var id: String
    package var account: AccountID
    package var model: ModelID
    package var kind: Kind
    package var at: Timestamp
    /// The days that it was tested on.
    package var firstDay: AccountDay
    package var lastDay: AccountDay
    package var scores: ModelScores
    package var verdict: Verdict
    package var reason: String

    package init(
        id: String,
        account: AccountID,
        model: ModelID,
        kind: Kind,
        at: Timestamp,
        firstDay: AccountDay,
        lastDay: AccountDay,
        scores: ModelScores,
        verdict: Verdict,
        reason: String
    ) {
        self.id = id
        self.account = account
        self.model = model
        self.kind = kind
        self.at = at
        self.firstDay = firstDay
        self.lastDay = lastDay
        self.scores = scores
        self.verdict = verdict
        self.reason = reason
    }
}
