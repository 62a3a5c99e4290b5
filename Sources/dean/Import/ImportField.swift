/// What a column of an imported file means.
///
/// The text form is the key of column maps.
enum ImportField: Hashable, Sendable, Comparable, CustomStringConvertible {
    case plain(Plain)
    /// A count of one of Meta's action types: "action:purchase".
    case action(String)
    /// The revenue of one of Meta's action types, in major units: "value:purchase".
    case actionValue(String)

    enum Plain: String, Sendable, CaseIterable {
        case accountID = "account_id"
        case currency
        case campaignID = "campaign_id"
        case campaignName = "campaign_name"
        case objective
        case adSetID = "ad_set_id"
        case adSetName = "ad_set_name"
        case adID = "ad_id"
        case adName = "ad_name"
        case day
        case starts
        case ends
        case spend
        case impressions
        case reach
        case clicks
        case linkClicks = "link_clicks"
        case thruplays
        case results
        case resultIndicator = "result_indicator"
        case delivery
        case adSetBudget = "ad_set_budget"
        case adSetBudgetType = "ad_set_budget_type"
        case campaignBudget = "campaign_budget"
        case campaignBudgetType = "campaign_budget_type"
        case age
        case gender
        case country
    }

    init?(_ text: String) {
        if let plain = Plain(rawValue: text) {
            self = .plain(plain)
        } else if text.hasPrefix("action:"), text.utf8.count > 7 {
            self = .action(String(text.dropFirst(7)))
        } else if text.hasPrefix("value:"), text.utf8.count > 6 {
            self = .actionValue(String(text.dropFirst(6)))
        } else {
            return nil
        }
    }

    var description: String {
        switch self {
        case .plain(let plain): plain.rawValue
        case .action(let type): "action:" + type
        case .actionValue(let type): "value:" + type
        }
    }

    static func < (left: ImportField, right: ImportField) -> Bool { left.description < right.description }

    static let allNames = Plain.allCases.map(\.rawValue) + ["action:<type>", "value:<type>"]
}
