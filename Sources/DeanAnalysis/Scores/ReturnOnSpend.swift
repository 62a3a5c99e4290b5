import DeanDomain
import Foundation

/// Revenue for each unit of spend: how good, and where it goes.
package struct ReturnOnSpend: Sendable, Hashable {
    /// One stretch of time; spend is lowered by what can't have been earned back yet.
    package struct Period: Sendable, Hashable {
        package let revenue: Double
        package let spend: Double
        package let events: Double

        package init(revenue: Double, spend: Double, events: Double) {
            self.revenue = revenue
            self.spend = spend
            self.events = events
        }
    }

    package enum Trend: String, Sendable, Codable, CaseIterable {
        case improving
        case stable
        case declining
    }

    /// Drawn towards the account's by `priorSpend`.
    package let roas: Double
    /// 0…100 against the target, or against the account's own return where there is none; 50 is at par.
    package let efficiency: Double
    package let trend: Trend
    /// The probability of what the trend says; of `stable`, that it is neither of the others.
    package let trendProbability: Double

    /// A change that is to count, and how sure it has to be.
    private static let change = 0.1
    private static let sure = 0.9
    /// Squared relative spread of what one event brings: baskets differ by about half.
    private static let basketVariance = 0.25

    /// Nil where the account has no revenue: nothing then says what a return is.
    ///
    /// `recent` is the last week, `before` the three weeks before it.
    package init?(
        recent: Period,
        before: Period,
        accountROAS: Double,
        target: Double?,
        priorSpend: Double
    ) {
        guard accountROAS > 0 else { return nil }
        let spend = recent.spend + before.spend + priorSpend
        guard spend > 0 else { return nil }
        roas = (recent.revenue + before.revenue + priorSpend * accountROAS) / spend
        efficiency = CreativeScores.score(ratio: roas / (target ?? accountROAS))
        guard recent.spend > 0, before.spend > 0, recent.events > 0, before.events > 0, recent.revenue > 0,
            before.revenue > 0
        else {
            trend = .stable
            trendProbability = 0.5
            return
        }
        let center = log(recent.revenue / recent.spend) - log(before.revenue / before.spend)
        let deviation = ((1 + Self.basketVariance) * (1 / recent.events + 1 / before.events)).squareRoot()
        let better = NormalDistribution.cumulative((center - log1p(Self.change)) / deviation)
        let worse = NormalDistribution.cumulative((log1p(-Self.change) - center) / deviation)
        if better >= Self.sure {
            trend = .improving
            trendProbability = better
        } else if worse >= Self.sure {
            trend = .declining
            trendProbability = worse
        } else {
            trend = .stable
            trendProbability = 1 - max(better, worse)
        }
    }
}
