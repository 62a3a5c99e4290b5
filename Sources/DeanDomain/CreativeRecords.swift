/// An ad's fatigue as it is kept.
package struct FatigueRecord: Sendable, Codable, Hashable {
    package var ad: ObjectID
    package var creativeID: ObjectID?
    /// That its CTR lies at least the configured share below its early level.
    package var probability: Double
    package var isTired: Bool
    package var since: AccountDay?
    /// Of the CTR, relative, with its 90 % interval.
    package var change: Double?
    package var changeLow: Double?
    package var changeHigh: Double?
    /// Nil where it is not to be expected soon.
    package var daysLeft: Double?

    package init(
        ad: ObjectID,
        creativeID: ObjectID?,
        probability: Double,
        isTired: Bool,
        since: AccountDay?,
        change: Double?,
        changeLow: Double?,
        changeHigh: Double?,
        daysLeft: Double?
    ) {
        self.ad = ad
        self.creativeID = creativeID
        self.probability = probability
        self.isTired = isTired
        self.since = since
        self.change = change
        self.changeLow = changeLow
        self.changeHigh = changeHigh
        self.daysLeft = daysLeft
    }
}

/// How one of an ad's rates changes with age, impressions and frequency: logarithms a unit.
package struct DecayRecord: Sendable, Codable, Hashable {
    package enum Rate: String, Sendable, Codable, CaseIterable {
        case ctr
        case cvr
    }

    package struct Slope: Sendable, Codable, Hashable {
        package var perUnit: Double
        package var deviation: Double

        package init(perUnit: Double, deviation: Double) {
            self.perUnit = perUnit
            self.deviation = deviation
        }
    }

    package var ad: ObjectID
    package var rate: Rate
    /// A day.
    package var age: Slope?
    /// A thousand impressions.
    package var impressions: Slope?
    /// An impression more per person and day.
    package var frequency: Slope?

    package init(ad: ObjectID, rate: Rate, age: Slope?, impressions: Slope?, frequency: Slope?) {
        self.ad = ad
        self.rate = rate
        self.age = age
        self.impressions = impressions
        self.frequency = frequency
    }
}

/// What a creative is made of, and which others it resembles.
package struct CreativeProfile: Sendable, Codable, Hashable {
    package struct Neighbour: Sendable, Codable, Hashable {
        package var creativeID: ObjectID
        /// 0…1.
        package var similarity: Double

        package init(creativeID: ObjectID, similarity: Double) {
            self.creativeID = creativeID
            self.similarity = similarity
        }
    }

    package var creativeID: ObjectID
    /// "video", "picture"; nil where it is not known.
    package var format: String?
    /// Attributes read from its name and text: "offer", "question", "number".
    package var attributes: [String]
    /// The most alike first.
    package var neighbours: [Neighbour]
    /// What its neighbours let expect of its cost per event, relative to the account's: 0.8 is a fifth cheaper.
    package var expectedCostRatio: Double?

    package init(
        creativeID: ObjectID,
        format: String?,
        attributes: [String],
        neighbours: [Neighbour] = [],
        expectedCostRatio: Double? = nil
    ) {
        self.creativeID = creativeID
        self.format = format
        self.attributes = attributes
        self.neighbours = neighbours
        self.expectedCostRatio = expectedCostRatio
    }
}

/// A winner of the day and the days on which it was that.
package struct WinnerReign: Sendable, Codable, Hashable {
    /// As of `lastDay`.
    package var winner: DayWinner
    package var firstDay: AccountDay
    package var lastDay: AccountDay
    package var replacedOn: AccountDay?
    package var replacedBy: ObjectID?

    package init(
        winner: DayWinner,
        firstDay: AccountDay,
        lastDay: AccountDay,
        replacedOn: AccountDay? = nil,
        replacedBy: ObjectID? = nil
    ) {
        self.winner = winner
        self.firstDay = firstDay
        self.lastDay = lastDay
        self.replacedOn = replacedOn
        self.replacedBy = replacedBy
    }

    package var days: Int { lastDay - firstDay + 1 }
}
