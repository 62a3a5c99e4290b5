import DeanDomain

/// Turns Meta's objects into the domain's.
///
/// Absent optional fields are nil; without its ids an object is not understood.
struct StructureReader: Sendable {
    let doing: String

    func account(_ json: JSON, id: AccountID) throws(MetaError) -> Account {
        let currency = Currency(try required(json, "currency"))
        return Account(
            id: id,
            name: json["name"]?.text ?? id.rawValue,
            currency: currency,
            timeZoneName: json["timezone_name"]?.text ?? "",
            status: json["account_status"]?.integer ?? 0,
            minimumDailyBudget: try money(json, "min_daily_budget", currency),
            spendCap: try money(json, "spend_cap", currency),
            amountSpent: try minorUnits(json, "amount_spent").map { Money(minorUnits: $0, currency: currency) }
        )
    }

    func campaign(_ json: JSON, currency: Currency) throws(MetaError) -> Campaign {
        Campaign(
            id: try id(json),
            name: json["name"]?.text ?? "",
            objective: json["objective"]?.text ?? "",
            status: status(json),
            effectiveStatus: effectiveStatus(json),
            dailyBudget: try money(json, "daily_budget", currency),
            lifetimeBudget: try money(json, "lifetime_budget", currency),
            bidStrategy: json["bid_strategy"]?.text,
            advantageState: json["advantage_state_info"]?["advantage_state"]?.text,
            createdAt: time(json["created_time"]),
            updatedAt: time(json["updated_time"])
        )
    }

    func adSet(_ json: JSON, currency: Currency) throws(MetaError) -> AdSet {
        AdSet(
            id: try id(json),
            campaignID: ObjectID(try parent(json["campaign_id"], json["campaign"], "campaign_id")),
            name: json["name"]?.text ?? "",
            status: status(json),
            effectiveStatus: effectiveStatus(json),
            dailyBudget: try money(json, "daily_budget", currency),
            lifetimeBudget: try money(json, "lifetime_budget", currency),
            optimizationGoal: json["optimization_goal"]?.text,
            billingEvent: json["billing_event"]?.text,
            customEventType: json["promoted_object"]?["custom_event_type"]?.text,
            learningStage: json["learning_stage_info"]?["status"]?.text.flatMap { LearningStage(rawValue: $0) },
            targeting: json["targeting"]?.raw,
            createdAt: time(json["created_time"]),
            startAt: time(json["start_time"]),
            updatedAt: time(json["updated_time"])
        )
    }

    func ad(_ json: JSON) throws(MetaError) -> Ad {
        Ad(
            id: try id(json),
            adSetID: ObjectID(try parent(json["adset_id"], json["adset"], "adset_id")),
            campaignID: ObjectID(try parent(json["campaign_id"], json["campaign"], "campaign_id")),
            creativeID: json["creative"]?["id"]?.text.map { ObjectID($0) },
            name: json["name"]?.text ?? "",
            status: status(json),
            effectiveStatus: effectiveStatus(json),
            createdAt: time(json["created_time"]),
            updatedAt: time(json["updated_time"])
        )
    }

    func creative(_ json: JSON) throws(MetaError) -> Creative {
        Creative(
            id: try id(json),
            name: json["name"]?.text ?? "",
            status: json["status"]?.text,
            title: json["title"]?.text,
            body: json["body"]?.text,
            thumbnailURL: json["thumbnail_url"]?.text
        )
    }

    func id(_ json: JSON) throws(MetaError) -> ObjectID { ObjectID(try required(json, "id")) }

    /// What the object was set to; where it is archived or deleted in effect, that.
    func status(_ json: JSON) -> ConfiguredStatus {
        let effective = ConfiguredStatus(effectiveStatus(json))
        switch effective {
        case .archived, .deleted: return effective
        case .active, .paused, .other:
            return ConfiguredStatus(json["status"]?.text ?? json["configured_status"]?.text ?? "UNKNOWN")
        }
    }

    /// A budget in minor units; zero is Meta's way to say that there is none.
    func money(_ json: JSON, _ key: StaticString, _ currency: Currency) throws(MetaError) -> Money? {
        guard let units = try minorUnits(json, key), units > 0 else { return nil }
        return Money(minorUnits: units, currency: currency)
    }

    private func minorUnits(_ json: JSON, _ key: StaticString) throws(MetaError) -> Int64? {
        guard let value = json[key] else { return nil }
        guard let units = value.integer, units >= 0 else {
            throw unreadable("\(key) should be whole minor units and is \(value.raw)")
        }
        return Int64(units)
    }

    private func effectiveStatus(_ json: JSON) -> String {
        json["effective_status"]?.text ?? json["status"]?.text ?? "UNKNOWN"
    }

    private func time(_ json: JSON?) -> Timestamp? { json?.text.flatMap { Timestamp(iso: $0) } }

    /// A parent's id, which some servers give as an object only.
    private func parent(_ id: JSON?, _ object: JSON?, _ key: String) throws(MetaError) -> String {
        guard let id = id?.text ?? object?["id"]?.text else { throw unreadable("an object without \(key)") }
        return id
    }

    private func required(_ json: JSON, _ key: StaticString) throws(MetaError) -> String {
        guard let text = json[key]?.text, !text.isEmpty else { throw unreadable("an object without \(key)") }
        return text
    }

    private func unreadable(_ message: String) -> MetaError {
        MetaError(.unreadable, doing: doing, message: message)
    }
}
