import DeanDomain

extension MarketState {
    /// Meta's `effective_status`: an object's own status, or the one of whatever above it holds it back.
    func effectiveStatus(ofCampaign index: Int) -> String { campaigns[index].status }

    func effectiveStatus(ofAdSet index: Int) -> String {
        guard adSets[index].status == "ACTIVE" || adSets[index].status == "PAUSED" else { return adSets[index].status }
        let campaign = campaigns[adSets[index].campaign].status
        if campaign == "ARCHIVED" || campaign == "DELETED" { return campaign }
        if adSets[index].status == "PAUSED" { return "PAUSED" }
        return campaign == "ACTIVE" ? "ACTIVE" : "CAMPAIGN_PAUSED"
    }

    func effectiveStatus(ofAd index: Int) -> String {
        guard ads[index].status == "ACTIVE" || ads[index].status == "PAUSED" else { return ads[index].status }
        let above = effectiveStatus(ofAdSet: ads[index].adSet)
        if above == "ARCHIVED" || above == "DELETED" { return above }
        if ads[index].status == "PAUSED" { return "PAUSED" }
        if above == "PAUSED" { return "ADSET_PAUSED" }
        if above == "CAMPAIGN_PAUSED" { return above }
        return ads[index].reviewedAt > now ? "PENDING_REVIEW" : "ACTIVE"
    }

    /// Minor units a day, a lifetime budget spread over its days; nil where the money sits elsewhere.
    func dailyMoney(ofCampaign index: Int) -> Int64? {
        if let budget = campaigns[index].dailyBudget { return budget }
        guard let lifetime = campaigns[index].lifetimeBudget else { return nil }
        let ends = campaigns[index].adSets.compactMap { adSets[$0].endAt }.max()
        return spread(lifetime, from: campaigns[index].createdAt, to: ends)
    }

    func dailyMoney(ofAdSet index: Int) -> Int64? {
        if let budget = adSets[index].dailyBudget { return budget }
        guard let lifetime = adSets[index].lifetimeBudget else { return nil }
        return spread(lifetime, from: adSets[index].startAt, to: adSets[index].endAt)
    }

    private func spread(_ lifetime: Int64, from start: Timestamp, to end: Timestamp?) -> Int64 {
        let days = end.map { max(1, ($0 - start).hours / 24) } ?? 30
        return Int64(Double(lifetime) / days)
    }

    /// Meta's learning phase: over after 50 conversions within the seven days that follow a significant edit.
    func learningStage(ofAdSet index: Int) -> (stage: LearningStage, conversions: Int) {
        let start = Int(adSets[index].significantEditAt.seconds / 3600)
        let end = start + 7 * 24
        var count = 0
        for ad in adSets[index].ads {
            let outages = outages(ofAd: ad)
            for conversion in ads[ad].delivery.conversions
            where conversion.hour >= start && conversion.hour < end && conversion.isReported(by: nowHour, outages) {
                count += 1
            }
        }
        return (count >= 50 ? .success : nowHour < end ? .learning : .fail, count)
    }

    /// The tracking outages that touch an ad; a conversion that happens in one is never reported.
    func outages(ofAd index: Int) -> [MarketAnomaly] {
        let adSet = ads[index].adSet
        let campaign = adSets[adSet].campaign
        let account = accounts[campaigns[campaign].account].id
        return anomalies.filter {
            guard $0.kind == .trackingOutage, $0.account == account else { return false }
            guard let object = $0.object else { return true }
            return object == campaigns[campaign].id || object == adSets[adSet].id || object == ads[index].id
        }
    }
}

extension Conversion {
    func isReported(by nowHour: Int, _ outages: [MarketAnomaly]) -> Bool {
        visibleHour <= nowHour && !outages.contains { $0.covers(hour) }
    }
}
