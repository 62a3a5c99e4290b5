import DeanDomain
import Foundation

extension MarketState {
    /// Simulates every period that has ended by `moment`.
    ///
    /// A moment in the past changes nothing.
    mutating func advance(to moment: Timestamp) {
        guard moment > now else { return }
        now = moment
        for account in accounts.indices where accounts[account].nextHour < nowHour { catchUp(account) }
    }

    private mutating func catchUp(_ account: Int) {
        let calendar = accounts[account].calendar
        while accounts[account].nextHour < nowHour {
            let start = accounts[account].nextHour
            let day = calendar.local(start).day
            let dayIsOver = calendar.firstHour(of: day + 1) <= nowHour
            let startsDay = calendar.firstHour(of: day) == start
            // In bulk, the hours of a day that goes on are made in quarters of a day.
            let length = stride == 1 ? 1 : dayIsOver && startsDay ? 24 : 6
            let ended = calendar.periods(of: day, from: start, length: length).filter {
                $0.startHour + $0.hours <= nowHour
            }
            guard !ended.isEmpty else { return }
            for period in ended {
                applyScheduled(account, before: period.startHour + 1)
                if peopleEdit { letPeopleEdit(account, period) }
                accounts[account].periods.append(period)
                deliver(account, period)
                accounts[account].nextHour = period.startHour + period.hours
            }
            version += 1
        }
    }

    private mutating func deliver(_ account: Int, _ period: DeliveryPeriod) {
        let id = accounts[account].id
        let active = anomalies.filter { $0.account == id && $0.covers(period.startHour) }
        let time = Timestamp(seconds: Int64(period.startHour) * 3600)
        for campaign in accounts[account].campaigns where campaigns[campaign].status == "ACTIVE" {
            let live = campaigns[campaign].adSets.filter { isLive(adSet: $0, at: time) }
            guard !live.isEmpty else { continue }
            if let budget = dailyMoney(ofCampaign: campaign) {
                var pace = campaigns[campaign].pace
                spend(&pace, budget: budget, campaign: campaign, adSets: live, period: period, anomalies: active)
                campaigns[campaign].pace = pace
            } else {
                for adSet in live {
                    guard let budget = dailyMoney(ofAdSet: adSet) else { continue }
                    var pace = adSets[adSet].pace
                    spend(&pace, budget: budget, campaign: campaign, adSets: [adSet], period: period, anomalies: active)
                    adSets[adSet].pace = pace
                }
            }
        }
    }

    private func isLive(adSet: Int, at time: Timestamp) -> Bool {
        guard adSets[adSet].status == "ACTIVE", adSets[adSet].startAt <= time else { return false }
        return adSets[adSet].endAt.map { $0 > time } ?? true
    }

    /// Spends one budget over the ads that draw on it.
    private mutating func spend(
        _ pace: inout BudgetPace,
        budget: Int64,
        campaign: Int,
        adSets live: [Int],
        period: DeliveryPeriod,
        anomalies: [MarketAnomaly]
    ) {
        var takers: [(ad: Int, adSet: Int, pull: Double)] = []
        let isShared = campaigns[campaign].dailyBudget != nil || campaigns[campaign].lifetimeBudget != nil
        let time = Timestamp(seconds: Int64(period.startHour) * 3600)
        var total = 0.0
        for adSet in live {
            for ad in adSets[adSet].ads
            where ads[ad].status == "ACTIVE" && ads[ad].delivers && ads[ad].reviewedAt <= time {
                if ads[ad].delivery.today.day != period.day {
                    startDay(ad: ad, adSet: adSet, day: period.day, greed: isShared ? 1.8 : 1)
                }
                let pull = ads[ad].delivery.today.pull
                takers.append((ad, adSet, pull))
                total += pull
            }
        }
        guard total > 0 else { return }
        let unit = isShared ? campaigns[campaign].id : adSets[live[0]].id
        var random = SeededRandom(seed: seed, UInt64(unit.rawValue) ?? 0, UInt64(period.startHour))
        if pace.day != period.day {
            // Meta aims at the budget over the week and misses it by some percent on a day.
            pace = BudgetPace(day: period.day, aim: min(1.22, max(0.7, 0.985 + 0.08 * random.normal())))
        }
        pace.budget = max(pace.budget, budget)
        let runaway = strength(.spendRunaway, anomalies, campaign: campaign, adSet: live[0], ad: nil)
        let wanted = Double(budget) * pace.aim * runaway * period.share * random.lognormal(sd: 0.12)
        var allowance = runaway > 1 ? Int64.max : pace.allowance(budget)
        for taker in takers {
            let part = taker.pull / total
            let order = DeliveryOrder(
                money: wanted * part,
                limit: max(0, allowance),
                price: price(
                    of: taker.ad,
                    adSet: taker.adSet,
                    campaign: campaign,
                    dailyRate: Double(budget) * runaway * part,
                    period: period,
                    anomalies: anomalies
                ),
                clickFactor: strength(
                    .clickCollapse,
                    anomalies,
                    campaign: campaign,
                    adSet: taker.adSet,
                    ad: taker.ad
                )
            )
            let spent = serve(order, ad: taker.ad, adSet: taker.adSet, campaign: campaign, period: period)
            pace.spent += spent
            if allowance != .max { allowance -= spent }
        }
    }

    /// Sets what stays the same for the ad's whole day: how tired people are, the day's luck, and its pull on money.
    private mutating func startDay(ad: Int, adSet: Int, day: Int, greed: Double) {
        let quality = creatives[ads[ad].creative].quality
        let traits = adSets[adSet].audience
        let shown = ads[ad].delivery.impressions
        var random = SeededRandom(seed: seed, UInt64(ads[ad].id.rawValue) ?? 0, 2, UInt64(bitPattern: Int64(day)))
        var state = AdDelivery.DayState(day: day)
        state.freshness = AdDelivery.freshness(impressions: shown, people: traits.people, wear: quality.wear)
        // Little delivery yet: Meta still tries one audience after another, and results jump about.
        let unsettled = 1 + 2 / (1 + Double(shown) / 3000)
        state.clickNoise = random.lognormal(sd: 0.04 * unsettled)
        state.purchaseNoise = random.lognormal(sd: 0.10 * unsettled)
        let worth = state.freshness * quality.clickRate * max(0.004, quality.purchaseRate) * traits.fit / traits.price
        let guess = exp(0.7 * ads[ad].delivery.luck / (1 + Double(shown) / 5000).squareRoot())
        state.pull = pow(worth * 1000, greed) * guess
        ads[ad].delivery.today = state
    }

    /// What a thousand impressions cost the ad; the more money an ad set puts into its auctions, the dearer they get.
    private func price(
        of ad: Int,
        adSet: Int,
        campaign: Int,
        dailyRate: Double,
        period: DeliveryPeriod,
        anomalies: [MarketAnomaly]
    ) -> Double {
        let account = campaigns[campaign].account
        let traits = adSets[adSet].audience
        var random = SeededRandom(seed: seed, UInt64(account), 3, UInt64(bitPattern: Int64(period.day)))
        return accounts[account].price * traits.price * period.price * random.lognormal(sd: 0.03)
            * Self.crowding(dailyRate: dailyRate, capacity: traits.capacity)
            * strength(.priceSpike, anomalies, campaign: campaign, adSet: adSet, ad: ad)
    }

    /// How much dearer impressions are at a daily rate of spend than at none; twice as dear at `capacity`.
    static func crowding(dailyRate: Double, capacity: Double) -> Double {
        (1 + 3 * dailyRate / capacity).squareRoot()
    }

    private func strength(
        _ kind: MarketAnomaly.Kind,
        _ anomalies: [MarketAnomaly],
        campaign: Int,
        adSet: Int,
        ad: Int?
    ) -> Double {
        var strength = 1.0
        for anomaly in anomalies where anomaly.kind == kind {
            guard let object = anomaly.object else {
                strength *= anomaly.strength
                continue
            }
            if object == campaigns[campaign].id || object == adSets[adSet].id || ad.map({ ads[$0].id }) == object {
                strength *= anomaly.strength
            }
        }
        return strength
    }
}
