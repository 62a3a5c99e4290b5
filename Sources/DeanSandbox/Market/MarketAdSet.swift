package import DeanDomain

/// An ad set.
///
/// `dailyBudget` is set where the budget sits here (ABO).
package struct MarketAdSet: Sendable {
    package let id: ObjectID
    let campaign: Int
    package var name: String
    package var status: String
    package var dailyBudget: Int64?
    package var lifetimeBudget: Int64?
    package var optimizationGoal: String
    package var billingEvent: String
    package var bidStrategy: String?
    package var bidAmount: Int64?
    package var targeting: GraphJSON
    package var promotedObject: GraphJSON?
    package var attributionSpec: GraphJSON?
    package var dsaPayor: String?
    package var dsaBeneficiary: String?
    package let createdAt: Timestamp
    package var updatedAt: Timestamp
    package var startAt: Timestamp
    package var endAt: Timestamp?
    /// The last change that sent the ad set back into its learning phase.
    package var significantEditAt: Timestamp
    var audience: AudienceTraits
    var ads: [Int] = []
    var pace = BudgetPace()
    /// When its budget was changed; Meta allows four changes an hour.
    var budgetChanges: [Timestamp] = []
    var budgetBlockedUntil: Timestamp?
    /// Whether the people of the simulation may change it.
    var opensToPeople = false
}
