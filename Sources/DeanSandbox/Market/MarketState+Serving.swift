import DeanDomain
import Foundation

/// What one ad may spend in one period.
struct DeliveryOrder {
    /// Minor units.
    let money: Double
    /// Minor units that must not be exceeded.
    let limit: Int64
    /// Minor units for a thousand impressions.
    let price: Double
    let clickFactor: Double
}

extension MarketState {
    /// Shows one ad for one period and returns the minor units that it spent.
    mutating func serve(
        _ order: DeliveryOrder,
        ad: Int,
        adSet: Int,
        campaign: Int,
        period: DeliveryPeriod
    ) -> Int64 {
        let quality = creatives[ads[ad].creative].quality
        let today = ads[ad].delivery.today
        var random = SeededRandom(seed: seed, UInt64(ads[ad].id.rawValue) ?? 0, UInt64(period.startHour))
        var cell = DeliveryCell()
        let impressions = random.poisson(order.money / order.price * 1000)
        var spent = ads[ad].delivery.residue + Double(impressions) * order.price / 1000
        if spent > Double(order.limit) { spent = Double(order.limit) }
        cell.spend = Int64(spent.rounded(.down))
        ads[ad].delivery.residue = spent - Double(cell.spend)
        cell.impressions = Int32(impressions)
        let linkClicks = random.binomial(
            impressions,
            quality.clickRate * today.freshness * today.clickNoise * order.clickFactor
        )
        cell.linkClicks = Int32(linkClicks)
        cell.clicks = Int32(linkClicks + random.poisson(0.3 * Double(linkClicks)))
        cell.landingPageViews = Int32(random.binomial(linkClicks, 0.84))
        if quality.hookRate > 0 {
            let views = random.binomial(impressions, quality.hookRate * today.freshness.squareRoot())
            cell.videoViews = Int32(views)
            cell.thruplays = Int32(random.binomial(views, quality.holdRate))
        }
        let wantsLeads = campaigns[campaign].objective == "OUTCOME_LEADS"
        let rate =
            (wantsLeads ? quality.leadRate : quality.purchaseRate) * adSets[adSet].audience.fit * period.mood
            * today.purchaseNoise
        let conversions = random.poisson(Double(linkClicks) * rate)
        cell.addToCarts = wantsLeads ? 0 : Int32(conversions + random.binomial(linkClicks, min(0.3, rate * 1.6)))
        let account = campaigns[campaign].account
        let basket = wantsLeads ? 0 : accounts[account].basket * quality.basket
        for _ in 0..<conversions {
            ads[ad].delivery.conversions.append(
                conversion(at: period, basket: basket, calendar: accounts[account].calendar, &random)
            )
        }
        ads[ad].delivery.impressions += impressions
        let index = accounts[account].periods.count - 1 - ads[ad].delivery.firstPeriod
        while ads[ad].delivery.cells.count < index { ads[ad].delivery.cells.append(DeliveryCell()) }
        ads[ad].delivery.cells.append(cell)
        return cell.spend
    }

    /// A conversion that follows a click of the period: most soon, some after days; reports learn of it later still.
    private func conversion(
        at period: DeliveryPeriod,
        basket: Double,
        calendar: AccountCalendar,
        _ random: inout SeededRandom
    ) -> Conversion {
        let clickHour = period.startHour + Int(random.unit() * Double(period.hours))
        let thought: Double
        switch random.unit() {
        case ..<0.62: thought = 0
        case ..<0.88: thought = random.exponential(mean: 6)
        default: thought = min(167, random.exponential(mean: 60))
        }
        let hour = clickHour + Int(thought)
        let lag: Double
        switch random.unit() {
        case ..<0.50: lag = 1 + random.exponential(mean: 1)
        case ..<0.80: lag = random.exponential(mean: 12)
        case ..<0.95: lag = random.exponential(mean: 48)
        default: lag = 72 + random.unit() * (27 * 24 - 72)
        }
        let local = hour == period.startHour ? (day: period.day, hour: period.hour) : calendar.local(hour)
        return Conversion(
            hour: hour,
            visibleHour: hour + Int(min(27 * 24, lag)),
            day: local.day,
            localHour: local.hour,
            value: basket > 0 ? max(1, Int64((basket * random.lognormal(sd: 0.35)).rounded())) : 0
        )
    }
}
