package import DeanDomain

/// What an ad is really worth now, and what it really brought.
///
/// Money is in minor units of the account's currency.
package struct AdTruth: Sendable {
    package let id: ObjectID
    package let name: String
    package let campaign: ObjectID
    package let adSet: ObjectID
    /// Link clicks per impression, tiredness included.
    package let clickRate: Double
    /// Purchases (leads in lead campaigns) per link click.
    package let conversionRate: Double
    /// A thousand impressions at the present budget and an average hour.
    package let price: Double
    /// Expected cost of one conversion; nil when there will never be one.
    package let costPerConversion: Double?
    /// Expected revenue for each unit of spend.
    package let returnOnSpend: Double
    package let spend: Int64
    /// All conversions that have happened, reported or not.
    package let conversions: Int
    package let revenue: Int64
    package let profit: Double
}

extension Market {
    /// Part of revenue that is left when the goods are paid for.
    package static let margin = 0.6

    /// The truth about every ad of an account.
    ///
    /// Reports never show it; regret is measured with it.
    package func truth(of account: AccountID) -> [AdTruth] {
        read { state in
            guard let account = state.account(account) else { return [] }
            return state.accounts[account].campaigns.flatMap { state.campaigns[$0].adSets }
                .flatMap { state.adSets[$0].ads }.map { state.truth(ofAd: $0) }
        }
    }

    package func truth(ofAd id: ObjectID) -> AdTruth? {
        read { state in
            guard case .ad(let index) = state.place(of: id) else { return nil }
            return state.truth(ofAd: index)
        }
    }

    /// Margin on all that was sold, less all that was spent, since the account's history begins.
    package func totalProfit(of account: AccountID) -> Double {
        truth(of: account).reduce(0) { $0 + $1.profit }
    }
}

extension MarketState {
    fileprivate func truth(ofAd index: Int) -> AdTruth {
        let ad = ads[index]
        let adSet = adSets[ad.adSet]
        let campaign = campaigns[adSet.campaign]
        let account = accounts[campaign.account]
        let quality = creatives[ad.creative].quality
        let leads = campaign.objective == "OUTCOME_LEADS"
        let clickRate =
            quality.clickRate
            * AdDelivery.freshness(
                impressions: ad.delivery.impressions,
                people: adSet.audience.people,
                wear: quality.wear
            )
        let conversionRate = (leads ? quality.leadRate : quality.purchaseRate) * adSet.audience.fit
        let rate = dailyRate(ofAd: index)
        let price =
            account.price * adSet.audience.price
            * Self.crowding(dailyRate: rate, capacity: adSet.audience.capacity)
        let conversionsPerThousand = 1000 * clickRate * conversionRate
        let spend = ad.delivery.cells.reduce(0) { $0 + $1.spend }
        let happened = ad.delivery.conversions.filter { $0.hour < nowHour }
        let revenue = happened.reduce(0) { $0 + $1.value }
        let basket = leads ? 0 : account.basket * quality.basket
        return AdTruth(
            id: ad.id,
            name: ad.name,
            campaign: campaign.id,
            adSet: adSet.id,
            clickRate: clickRate,
            conversionRate: conversionRate,
            price: price,
            costPerConversion: conversionsPerThousand > 0 ? price / conversionsPerThousand : nil,
            returnOnSpend: conversionsPerThousand * basket / price,
            spend: spend,
            conversions: happened.count,
            revenue: revenue,
            profit: Double(revenue) * Market.margin - Double(spend)
        )
    }

    /// Minor units a day that the ad draws at the present budget and pulls.
    private func dailyRate(ofAd index: Int) -> Double {
        let adSet = ads[index].adSet
        let campaign = adSets[adSet].campaign
        let shared = dailyMoney(ofCampaign: campaign)
        guard let budget = shared ?? dailyMoney(ofAdSet: adSet) else { return 0 }
        let rivals = (shared == nil ? [adSet] : campaigns[campaign].adSets).flatMap { adSets[$0].ads }
            .filter { effectiveStatus(ofAd: $0) == "ACTIVE" }
        let total = rivals.reduce(0) { $0 + ads[$1].delivery.today.pull }
        guard total > 0, rivals.contains(index) else { return Double(budget) }
        return Double(budget) * ads[index].delivery.today.pull / total
    }
}
