package import DeanDomain

/// A campaign.
///
/// `dailyBudget` is set where the budget sits on the campaign (CBO).
package struct MarketCampaign: Sendable {
    package let id: ObjectID
    let account: Int
    package var name: String
    package var objective: String
    package var status: String
    package var dailyBudget: Int64?
    package var lifetimeBudget: Int64?
    package var bidStrategy: String?
    package var specialAdCategories: [String] = []
    package var sharesAdSetBudgets: Bool?
    package let createdAt: Timestamp
    package var updatedAt: Timestamp
    var adSets: [Int] = []
    var pace = BudgetPace()
}
