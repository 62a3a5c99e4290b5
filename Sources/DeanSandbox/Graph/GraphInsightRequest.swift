import DeanDomain
import Foundation

/// An insights request, read and checked.
struct GraphInsightRequest {
    var level: ObjectKind
    var days: ClosedRange<AccountDay>
    var increment: MarketInsightQuery.Increment
    var breakdowns: [String]
    var byHour: Bool
    var filters: [GraphFilter]
    var fields: [String]

    static let hourly = "hourly_stats_aggregated_by_advertiser_time_zone"
    /// Breakdowns that need an opt-in at Meta and answer with no rows without it.
    static let silent = ["hourly_stats_aggregated_by_audience_time_zone", "frequency_value"]
    private static let levels: [ObjectKind] = [.account, .campaign, .adSet, .ad]

    init(_ call: GraphCall, own: ObjectKind, today: AccountDay) throws {
        let parameters = call.parameters
        let names = Self.levels.map(\.rawValue)
        level = try parameters.choice("level", of: names).flatMap(ObjectKind.init(rawValue:)) ?? own
        let depth = Self.levels.firstIndex(of: level) ?? 0
        guard depth >= Self.levels.firstIndex(of: own) ?? 0 else {
            throw GraphFailure.invalid("level \(level.rawValue) lies above the object that was asked.")
        }
        days = try Self.days(parameters, today: today)
        increment = try Self.increment(parameters)
        let wanted = parameters.list("breakdowns") ?? []
        byHour = wanted.contains(Self.hourly)
        breakdowns = wanted.filter { $0 != Self.hourly }
        guard !byHour || breakdowns.isEmpty else {
            throw GraphFailure.invalid("The hourly breakdown cannot be combined with other breakdowns.")
        }
        filters = try GraphFilter.parse(call)
        fields = try GraphFieldSelection.parse(parameters.text("fields")).map(\.name)
        if let unknown = fields.first(where: { !GraphKnownFields.insight.contains($0) }) {
            throw GraphFailure(code: 100, message: "(#100) \(unknown) is not valid for fields param")
        }
        if fields.isEmpty { fields = ["account_id", "impressions", "spend"] }
        if parameters.text("time_ranges") != nil {
            throw GraphFailure.invalid("The sandbox answers one time_range at a time, not time_ranges.")
        }
    }

    private static func increment(_ parameters: GraphParameters) throws -> MarketInsightQuery.Increment {
        switch parameters.text("time_increment") {
        case nil, "all_days": return .all
        case "monthly": return .monthly
        case let text?:
            guard let count = Int(text), (1...90).contains(count) else {
                throw GraphFailure.invalid("time_increment must be 1 to 90, monthly or all_days.")
            }
            return .days(count)
        }
    }

    private static func days(_ parameters: GraphParameters, today: AccountDay) throws -> ClosedRange<AccountDay> {
        if let range = try parameters.structure("time_range") {
            guard let since = range["since"]?.text.flatMap(AccountDay.init(iso:)),
                let until = range["until"]?.text.flatMap(AccountDay.init(iso:)), since <= until
            else { throw GraphFailure.invalid("time_range needs since and until, YYYY-MM-DD, in that order.") }
            guard today - since <= 37 * 31 else {
                throw GraphFailure.invalid(
                    "The start date of the time range cannot be beyond 37 months from the current date.",
                    subcode: 3018
                )
            }
            // Days that have not begun have no rows, however far the range reaches.
            return since...max(since, min(until, today))
        }
        let preset = parameters.text("date_preset") ?? "last_30d"
        let (year, month, dayOfMonth) = today.civil
        let firstOfMonth = AccountDay(year: year, month: month, day: 1) ?? today - (dayOfMonth - 1)
        switch preset {
        case "today": return today...today
        case "yesterday": return (today - 1)...(today - 1)
        case "this_month": return firstOfMonth...today
        case "last_month":
            let end = firstOfMonth - 1
            return (end - (end.civil.day - 1))...end
        case "this_week_mon_today": return (today - today.weekday)...today
        case "last_week_mon_sun": return (today - today.weekday - 7)...(today - today.weekday - 1)
        case "maximum", "data_maximum": return (today - 37 * 30)...today
        default:
            // last_3d, last_7d … end with yesterday.
            let digits = preset.hasPrefix("last_") && preset.hasSuffix("d") ? preset.dropFirst(5).dropLast() : ""
            guard let count = Int(digits), [3, 7, 14, 28, 30, 90].contains(count) else {
                throw GraphFailure.invalid("date_preset does not know \(preset).")
            }
            return (today - count)...(today - 1)
        }
    }
}
