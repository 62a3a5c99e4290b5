import DeanAnalysis
import DeanDomain
import Foundation

/// What a model reads of one ad at one moment.
///
/// Everything is relative to the ad's goal (its target cost, its average CTR, CVR, CPM, ROAS), so that one model serves
/// all goals and currencies. Ratios are ratios of sums, shrunk towards the goal's; a value that is not known is NaN.
package enum AdFeatures {
    package static let windows = [1, 3, 7, 14, 28]

    /// In the order of the columns.
    package static let all: [Feature] =
        windows.flatMap { days in Quantity.allCases.map { Feature.level($0, days: days) } }
        + [(3, 14), (7, 28)].flatMap { short, long in
            Quantity.allCases.map { Feature.trend($0, short: short, long: long) }
        }
        + Context.allCases.map(Feature.context)

    package static var names: [String] { all.map(\.name) }

    package enum Quantity: String, Sendable, CaseIterable {
        case spend
        case efficiency
        case ctr
        case cvr
        case cpm
        case roas
    }

    package enum Context: String, Sendable, CaseIterable {
        case age
        case activeDays
        case daysSinceDelivery
        case impressions
        /// Impressions of the last week against those of the ad's average week: how hard it is shown.
        case pressure
        case spendShare
        case adsOfGoal
        case goalCost
        case goalCPM
        case goalSpend
        case weekday
        case role
        case arrived1
        case arrived3
        case arrived7
        case rulesProbability
        case rulesEfficiency
        case rulesEvents
        case plannedSpend
    }

    package enum Feature: Sendable, Hashable {
        case level(Quantity, days: Int)
        case trend(Quantity, short: Int, long: Int)
        case context(Context)

        package var name: String {
            switch self {
            case .level(let quantity, let days): "\(quantity.rawValue)_\(days)"
            case .trend(let quantity, let short, let long): "\(quantity.rawValue)_\(short)_\(long)"
            case .context(let context): context.rawValue
            }
        }
    }

    /// One value a feature.
    package static func values(_ window: AdWindow, _ moment: GoalMoment, rules: RulesBelief) -> [Float] {
        let sums = windows.map { window.sum($0) }
        let exposures = windows.map { window.exposure($0, shares: moment.shares) }
        var values: [Float] = []
        values.reserveCapacity(all.count)
        for (index, days) in windows.enumerated() {
            for quantity in Quantity.allCases {
                values.append(
                    Float(level(quantity, sums[index], exposures[index], days: days, moment) ?? .nan)
                )
            }
        }
        for (short, long) in [(3, 14), (7, 28)] {
            // The days before the short window, so that the two have none in common.
            let before = window.sum(long - short, back: short + 1)
            let spentBefore = window.exposure(long - short, back: short + 1, shares: moment.shares)
            let recent = window.sum(short)
            let spent = window.exposure(short, shares: moment.shares)
            for quantity in Quantity.allCases {
                let now = level(quantity, recent, spent, days: short, moment)
                let then = level(quantity, before, spentBefore, days: long - short, moment)
                values.append(Float(now.flatMap { now in then.map { now - $0 } } ?? .nan))
            }
        }
        for context in Context.allCases {
            values.append(Float(value(context, window, sums, moment, rules) ?? .nan))
        }
        return values
    }

    /// The logarithm of the quantity against the goal's; of spend, against what the target buys a day.
    private static func level(
        _ quantity: Quantity,
        _ sum: Metrics,
        _ exposure: Double,
        days: Int,
        _ moment: GoalMoment
    ) -> Double? {
        switch quantity {
        case .spend: return log1p(Double(sum.spend) / (Double(days) * moment.target))
        case .efficiency:
            guard sum.spend > 0 else { return nil }
            let prior = moment.prior
            return log((prior.shape + sum.events) / (prior.exposure + exposure) * moment.target)
        case .ctr:
            guard sum.impressions > 0, let prior = moment.ctr else { return nil }
            let clicks = Double(min(sum.clicks, sum.impressions))
            return log(prior.shrunk(successes: clicks, trials: Double(sum.impressions)))
                - log(prior.successes / (prior.successes + prior.failures))
        case .cvr:
            guard sum.linkClicks > 0, let prior = moment.cvr else { return nil }
            let events = min(sum.events, Double(sum.linkClicks))
            return log(prior.shrunk(successes: events, trials: Double(sum.linkClicks)))
                - log(prior.successes / (prior.successes + prior.failures))
        case .cpm:
            let goal = moment.sums[windows.count - 1]
            guard sum.impressions > 0, goal.impressions > 0, goal.spend > 0 else { return nil }
            let usual = Double(goal.spend) / Double(goal.impressions)
            // A thousand impressions at the goal's price weigh in.
            return log((Double(sum.spend) + 1_000 * usual) / (Double(sum.impressions) + 1_000)) - log(usual)
        case .roas:
            guard sum.spend > 0, let usual = moment.roas else { return nil }
            let weight = 2 * moment.target
            return log((Double(max(0, sum.revenue)) + usual * weight) / (exposure + weight)) - log(usual)
        }
    }

    private static func value(
        _ context: Context,
        _ window: AdWindow,
        _ sums: [Metrics],
        _ moment: GoalMoment,
        _ rules: RulesBelief
    ) -> Double? {
        let week = windows.firstIndex(of: 7) ?? 0
        let month = windows.count - 1
        let goalWeek = moment.sums[week]
        let goalMonth = moment.sums[month]
        switch context {
        case .age: return window.age.map { log1p(max(0, $0)) }
        case .activeDays: return Double(window.days.count { $0.impressions > 0 }) / Double(AdWindow.length)
        case .daysSinceDelivery: return window.days.firstIndex { $0.impressions > 0 }.map(Double.init)
        case .impressions: return log1p(Double(sums[month].impressions))
        case .pressure:
            return logRatio(Double(sums[week].impressions) * 4, Double(sums[month].impressions))
        case .spendShare: return goalWeek.spend > 0 ? Double(sums[week].spend) / Double(goalWeek.spend) : nil
        case .adsOfGoal: return log1p(Double(moment.ads))
        case .goalCost:
            return logRatio(
                (goalWeek.events + 1) / max(1, moment.exposures[week]),
                (goalMonth.events + 1) / max(1, moment.exposures[month])
            )
        case .goalCPM:
            return logRatio(
                Double(goalWeek.spend) * Double(goalMonth.impressions),
                Double(goalMonth.spend) * Double(goalWeek.impressions)
            )
        case .goalSpend: return logRatio(Double(goalWeek.spend) * 4, Double(goalMonth.spend))
        case .weekday: return Double(moment.day.weekday)
        case .role:
            switch window.role {
            case .learning: return 0
            case .scaling: return 1
            case .advantage: return 2
            case nil: return nil
            }
        case .arrived1: return moment.shares[0]
        case .arrived3: return moment.shares[0..<3].reduce(0, +) / 3
        case .arrived7: return moment.shares[0..<7].reduce(0, +) / 7
        case .rulesProbability: return rules.probability
        case .rulesEfficiency: return log(rules.efficiency)
        case .rulesEvents: return log(rules.events)
        case .plannedSpend: return log1p(rules.plannedSpend / moment.target)
        }
    }

    private static func logRatio(_ numerator: Double, _ denominator: Double) -> Double? {
        numerator > 0 && denominator > 0 ? log(numerator / denominator) : nil
    }
}
