import DeanDomain

/// Turns insight rows into typed ones.
///
/// A row that is not believed is kept with the reason, never zeroed, never fatal.
///
/// Meta leaves out counts that are zero (`clicks`, `actions`), but never `spend` and `impressions`: a row without those
/// says nothing.
struct InsightReader {
    private let query: InsightQuery
    private let source: String
    private var seen: Set<Key> = []
    /// One copy of each id, action type and date.
    private var texts = TextPool()
    /// What the row before this one said and was believed: the rows of a page say the same.
    private var lastAccount: String?
    private var lastCurrency: String?
    private var lastDay: (text: String, day: AccountDay)?
    private var line = 0
    private(set) var page = InsightPage()

    private struct Key: Hashable {
        let object: ObjectID
        let day: AccountDay
        let hour: Int?
        let breakdown: String?
    }

    /// Why a row is not believed.
    struct Doubt: Error {
        let reason: String
    }

    init(query: InsightQuery) {
        self.query = query
        source = "insights \(query.account) \(query.level.rawValue)"
    }

    mutating func read(_ data: JSON) {
        for json in data.elements {
            line += 1
            do throws(Doubt) {
                let row = try row(json)
                let key = Key(object: row.objectID, day: row.day, hour: row.hour, breakdown: row.breakdown)
                guard seen.insert(key).inserted else {
                    throw Doubt(reason: "a second row for \(row.objectID) on \(row.day)")
                }
                page.rows.append(row)
            } catch {
                page.quarantined.append(
                    QuarantinedRow(source: source, line: line, reason: error.reason, raw: json.raw)
                )
            }
        }
    }

    private mutating func row(_ json: JSON) throws(Doubt) -> InsightRow {
        guard json.isObject else { throw Doubt(reason: "the row is no object") }
        if let account = json["account_id"]?.text(from: &texts), account != lastAccount {
            guard AccountID(account) == query.account else {
                throw Doubt(reason: "account_id is \(account); asked for \(query.account)")
            }
            lastAccount = account
        }
        if let currency = json["account_currency"]?.text(from: &texts), currency != lastCurrency {
            guard Currency(currency) == query.currency else {
                throw Doubt(reason: "account_currency is \(currency); the account's is \(query.currency)")
            }
            lastCurrency = currency
        }
        return InsightRow(
            level: query.level,
            objectID: try objectID(json),
            campaignID: id(json["campaign_id"]),
            adSetID: id(json["adset_id"]),
            day: try day(json),
            hour: query.hourly ? try hour(json) : nil,
            breakdown: query.breakdowns.isEmpty ? nil : try breakdown(json),
            spend: try spend(json),
            impressions: try count(json["impressions"], "impressions", required: true),
            reach: json["reach"] == nil ? nil : try count(json["reach"], "reach"),
            clicks: try count(json["clicks"], "clicks"),
            linkClicks: try count(json["inline_link_clicks"], "inline_link_clicks"),
            thruplays: try thruplays(json["video_thruplay_watched_actions"]),
            actions: try actions(json["actions"], "actions"),
            actionValues: try actions(json["action_values"], "action_values")
        )
    }

    private mutating func objectID(_ json: JSON) throws(Doubt) -> ObjectID {
        let value: JSON?
        switch query.level {
        case .account: return ObjectID(query.account.rawValue)
        case .campaign: value = json["campaign_id"]
        case .adSet: value = json["adset_id"]
        case .ad, .creative: value = json["ad_id"]
        }
        guard let id = value?.text(from: &texts), !id.isEmpty, id.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else {
            throw Doubt(reason: "the \(query.level.rawValue)'s id should be digits and is \(value?.raw ?? "absent")")
        }
        return ObjectID(id)
    }

    private mutating func id(_ value: JSON?) -> ObjectID? { value?.text(from: &texts).map { ObjectID($0) } }

    private mutating func day(_ json: JSON) throws(Doubt) -> AccountDay {
        let start = json["date_start"]?.text(from: &texts)
        let stop = json["date_stop"]?.text(from: &texts)
        if let lastDay, start == lastDay.text, stop == lastDay.text { return lastDay.day }
        guard let text = start, let day = AccountDay(iso: text) else {
            throw Doubt(reason: "date_start should be YYYY-MM-DD and is \(json["date_start"]?.raw ?? "absent")")
        }
        if let stop, stop != text {
            throw Doubt(reason: "the row spans \(text) to \(stop); asked for single days")
        }
        guard query.days.contains(day) else {
            throw Doubt(reason: "\(day) is outside \(query.days.lowerBound) to \(query.days.upperBound)")
        }
        lastDay = (text, day)
        return day
    }

    /// "13:00:00 - 13:59:59" is 13.
    private func hour(_ json: JSON) throws(Doubt) -> Int {
        let value = json["hourly_stats_aggregated_by_advertiser_time_zone"]
        if let text = value?.text, text.utf8.count == 19, let hour = Int(text.prefix(2)), (0...23).contains(hour),
            text == "\(text.prefix(2)):00:00 - \(text.prefix(2)):59:59"
        {
            return hour
        }
        throw Doubt(reason: "the hour should be HH:00:00 - HH:59:59 and is \(value?.raw ?? "absent")")
    }

    private func breakdown(_ json: JSON) throws(Doubt) -> String {
        var parts: [String] = []
        for name in query.breakdowns {
            guard let value = json.member(name)?.text else { throw Doubt(reason: "the breakdown \(name) is absent") }
            parts.append("\(name)=\(value)")
        }
        return parts.joined(separator: ",")
    }

    private func spend(_ json: JSON) throws(Doubt) -> Money {
        guard let text = json["spend"]?.text, let money = Money(decimal: text, currency: query.currency),
            money.minorUnits >= 0
        else { throw Doubt(reason: "spend should be a decimal from 0 and is \(json["spend"]?.raw ?? "absent")") }
        return money
    }

    private func count(_ value: JSON?, _ name: StaticString, required: Bool = false) throws(Doubt) -> Int {
        guard let value else {
            if required { throw Doubt(reason: "\(name) is absent") }
            return 0
        }
        guard let count = value.integer, count >= 0 else {
            throw Doubt(reason: "\(name) should be a whole number from 0 and is \(value.raw)")
        }
        return count
    }

    /// Thruplays come as a list of one action.
    private func thruplays(_ value: JSON?) throws(Doubt) -> Int {
        guard let value else { return 0 }
        guard value.isArray else { return try count(value, "video_thruplay_watched_actions") }
        var most = 0
        for action in value.elements {
            most = max(most, try count(action["value"], "video_thruplay_watched_actions", required: true))
        }
        return most
    }

    /// Every type as reported.
    ///
    /// Types that overlap are all kept; `SignalMap` counts them once.
    private mutating func actions(_ value: JSON?, _ name: StaticString) throws(Doubt) -> [String: Double] {
        guard let value else { return [:] }
        guard value.isArray else { throw Doubt(reason: "\(name) should be a list and is \(value.raw)") }
        var actions: [String: Double] = Dictionary(minimumCapacity: value.elements.reduce(0) { count, _ in count + 1 })
        for action in value.elements {
            guard let type = action["action_type"]?.text(from: &texts), let amount = action["value"]?.number,
                amount >= 0
            else {
                throw Doubt(reason: "\(name) should hold action_type and a value from 0 and holds \(action.raw)")
            }
            guard actions.updateValue(amount, forKey: type) == nil else {
                throw Doubt(reason: "\(name) holds \(type) twice")
            }
        }
        return actions
    }
}
