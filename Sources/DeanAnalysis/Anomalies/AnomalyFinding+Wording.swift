import DeanDomain
import Foundation

extension AnomalyFinding {
    /// The finding as the rest of Dean knows it.
    ///
    /// The id is made from what it is about, so that the same anomaly keeps its id from run to run.
    func anomaly(zone: TimeZone) -> Anomaly {
        Anomaly(
            id: "anomaly_\(metric.rawValue)_\(subject.object.id)_\(AccountDay(since, in: zone))",
            metric: metric,
            level: subject.object.kind,
            object: subject.object,
            severity: kind == .outage ? max(severity, .moderate) : severity,
            since: since,
            value: value,
            expected: expected,
            cause: cause,
            effect: effect
        )
    }

    private var effect: Anomaly.Effect {
        switch (kind, metric) {
        case (.outage, _): .freezesConversionDecisions
        case (.runaway, _): .freezesRaises
        case (.deviation, .spend): up && severity >= .moderate ? .freezesRaises : .none
        case (.deviation, _): .none
        }
    }

    private var cause: String {
        let events = subject.eventName
        switch (metric, up) {
        case (_, _) where kind == .outage:
            return
                "\(events) stopped while delivery went on: the pixel, the Conversions API or the checkout is likely down"
        case (.spend, _) where kind == .runaway:
            return
                "more was spent than the daily budget with Meta's 25 % allowance: a budget set twice or an error at Meta"
        case (.spend, true): return "spend jumped without a change of budget: cheaper or wider delivery than usual"
        case (.spend, false):
            return "spend fell without a change of budget: payment, rejected ads, a spending limit or lost auctions"
        case (.cpm, true):
            return "impressions became dearer: more competition, a narrower audience or a lower ad quality"
        case (.cpm, false): return "impressions became cheaper: less competition, or delivery moved to other placements"
        case (.ctr, true): return "clicks per impression jumped: a new creative, other placements or invalid clicks"
        case (.ctr, false): return "clicks per impression fell: tired creatives, other placements or a broken preview"
        case (.cpa, true): return "the cost of \(events) rose while their share of clicks held: clicks became dearer"
        case (.cpa, false): return "the cost of \(events) fell"
        case (.conversions, true):
            return "\(events) jumped against clicks: a promotion, or the same event counted twice"
        case (.conversions, false):
            return "\(events) fell against clicks: the landing page, the price, stock or a part of the tracking"
        }
    }
}
