package import DeanDomain

/// The least daily budgets that Meta accepts in the account's currency, by what is paid for.
package struct MinimumBudgets: Sendable, Hashable {
    package var impressions: Money?
    package var lowFrequency: Money?
    package var highFrequency: Money?
    package var videoViews: Money?

    package init(impressions: Money?, lowFrequency: Money?, highFrequency: Money?, videoViews: Money?) {
        self.impressions = impressions
        self.lowFrequency = lowFrequency
        self.highFrequency = highFrequency
        self.videoViews = videoViews
    }
}
