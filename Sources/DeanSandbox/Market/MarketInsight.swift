package import DeanDomain
import Foundation

/// Which rows are asked for.
package struct MarketInsightQuery: Sendable {
    package enum Increment: Sendable, Hashable {
        case all
        case days(Int)
        case monthly
    }

    package var ads: [Int]
    package var level: ObjectKind
    package var days: ClosedRange<AccountDay>
    package var increment: Increment
    package var byHour = false
    package var segments: [MarketSegment] = []

    package init(ads: [Int], level: ObjectKind, days: ClosedRange<AccountDay>, increment: Increment) {
        self.ads = ads
        self.level = level
        self.days = days
        self.increment = increment
    }
}

/// A part of the audience: "age" → "25-34", "country" → "US".
package struct MarketSegment: Sendable, Hashable {
    package var values: [(name: String, value: String)]
    var share: Double
    /// How well the offer fits it.
    var fit: Double

    package static func == (left: MarketSegment, right: MarketSegment) -> Bool {
        left.values.map(\.value) == right.values.map(\.value)
    }

    package func hash(into hasher: inout Hasher) {
        for value in values { hasher.combine(value.value) }
    }
}

/// One row of a report.
package struct MarketInsight: Sendable {
    /// Index of the account, campaign, ad set or ad, by the query's level.
    package var object: Int
    package var first: AccountDay
    package var last: AccountDay
    package var hour: Int?
    package var segment: MarketSegment?
    package var totals: InsightTotals
}

/// Sums over ads and periods.
///
/// Money is in minor units.
package struct InsightTotals: Sendable, Hashable {
    package var spend: Int64 = 0
    package var impressions = 0
    package var clicks = 0
    package var linkClicks = 0
    package var landingPageViews = 0
    package var addToCarts = 0
    package var videoViews = 0
    package var thruplays = 0
    package var purchases = 0
    package var revenue: Int64 = 0
    package var leads = 0
    /// People who could have been reached.
    var people = 0.0

    /// People reached: whoever is drawn at random from the audience, counted once.
    package var reach: Int {
        guard impressions > 0, people > 0 else { return 0 }
        return max(1, Int((people * (1 - exp(-Double(impressions) / people))).rounded()))
    }

    var isEmpty: Bool { impressions == 0 && spend == 0 && purchases == 0 && leads == 0 && clicks == 0 }

    mutating func add(_ cell: DeliveryCell) {
        spend += cell.spend
        impressions += Int(cell.impressions)
        clicks += Int(cell.clicks)
        linkClicks += Int(cell.linkClicks)
        landingPageViews += Int(cell.landingPageViews)
        addToCarts += Int(cell.addToCarts)
        videoViews += Int(cell.videoViews)
        thruplays += Int(cell.thruplays)
    }

    mutating func add(_ conversion: Conversion) {
        if conversion.value > 0 {
            purchases += 1
            revenue += conversion.value
        } else {
            leads += 1
        }
    }
}
