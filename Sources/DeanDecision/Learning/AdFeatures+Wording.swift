import DeanDomain
import Foundation

extension AdFeatures {
    /// What moved a prediction most, the strongest first: "CTR of the last 7 days 38 % below its goal's: lowers it".
    ///
    /// `contributions` are in log-odds, one a feature; those that move the probability by less than a point or so are
    /// left out, and what the rules themselves believe is told beside the prediction anyway.
    package static func reasons(_ values: [Float], _ contributions: [Float], most: Int = 3) -> [String] {
        let strongest = all.indices.filter { abs(contributions[$0]) >= 0.05 }.sorted {
            abs(contributions[$0]) > abs(contributions[$1])
        }
        return strongest.prefix(most).map { index in
            let effect = contributions[index] > 0 ? "raises it" : "lowers it"
            return "\(words(all[index], Double(values[index]))): \(effect)"
        }
    }

    static func words(_ feature: Feature, _ value: Double) -> String {
        guard value.isFinite else { return "\(subject(feature)) not known" }
        switch feature {
        case .level(.spend, _):
            return "\(subject(feature)) \(Wording.number(expm1(value), places: 1)) target costs a day"
        case .level(.efficiency, _): return "\(subject(feature)) \(against(-value)) its target"
        case .level: return "\(subject(feature)) \(against(value)) its goal's"
        case .trend(.efficiency, _, _): return "\(subject(feature)) \(moved(-value))"
        case .trend: return "\(subject(feature)) \(moved(value))"
        case .context(let context): return words(context, value)
        }
    }

    private static func subject(_ feature: Feature) -> String {
        switch feature {
        case .level(let quantity, let days): "\(name(quantity)) of \(span(days))"
        case .trend(let quantity, let short, let long):
            "\(name(quantity)) of \(span(short)) against the \(long - short) before"
        case .context(let context): words(context, .nan)
        }
    }

    private static func name(_ quantity: Quantity) -> String {
        switch quantity {
        case .spend: "spend"
        case .efficiency: "cost per event"
        case .ctr: "CTR"
        case .cvr: "conversion rate"
        case .cpm: "CPM"
        case .roas: "ROAS"
        }
    }

    private static func span(_ days: Int) -> String { days == 1 ? "yesterday" : "the last \(days) days" }

    /// "38 % below" for a logarithm of a ratio.
    private static func against(_ value: Double) -> String {
        abs(value) < 0.005 ? "equal to" : "\(Wording.percent(abs(expm1(value)))) \(value > 0 ? "above" : "below")"
    }

    private static func moved(_ value: Double) -> String {
        abs(value) < 0.005 ? "unchanged" : "\(value > 0 ? "up" : "down") \(Wording.percent(abs(expm1(value))))"
    }

    private static func words(_ context: Context, _ value: Double) -> String {
        let count = value.isFinite ? Wording.number(expm1(value), places: 0) : "an unknown number"
        switch context {
        case .age: return "\(count) days old"
        case .activeDays: return "active on \(Wording.percent(value)) of the last 28 days"
        case .daysSinceDelivery: return "last delivered \(Wording.number(value + 1, places: 0)) days ago"
        case .impressions: return "\(count) impressions in 28 days"
        case .pressure: return "impressions of the last week \(against(value)) its monthly pace"
        case .spendShare: return "\(Wording.percent(value)) of its goal's spend"
        case .adsOfGoal: return "\(count) ads share its goal"
        case .goalCost: return "the goal's events per spend this week \(against(value)) the month's"
        case .goalCPM: return "the goal's CPM this week \(against(value)) the month's"
        case .goalSpend: return "the goal's spend this week \(against(value)) its monthly pace"
        case .weekday: return "the day of the week"
        case .role: return "the kind of campaign that it runs in"
        case .arrived1, .arrived3, .arrived7: return "how much has arrived of the last days' events"
        case .rulesProbability: return "the rules' own \(Wording.percent(value))"
        case .rulesEfficiency: return "cost per event as the rules believe it \(against(-value)) its target"
        case .rulesEvents: return "the number of events that this rests on"
        case .plannedSpend: return "\(Wording.number(expm1(value), places: 1)) target costs to be spent next week"
        }
    }
}
