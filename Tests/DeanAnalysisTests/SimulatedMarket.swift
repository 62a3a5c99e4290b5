import DeanAnalysis
import DeanDomain
import Foundation

/// An account without anything wrong, into which something wrong can be put: weekday seasons, drift, noise that is
/// larger than Poisson's, and conversions that arrive late.
struct SimulatedMarket {
    static let today = AccountDay(ordinal: 20_400)
    static let days = (today - 35)...today
    static let asOf = today.start(in: .gmt) + .hours(15)

    /// What an account knows of its delay after five weeks of readings every six hours.
    static let delay: DelayCurve = {
        let readings = days.lowerBound.ordinal..<days.upperBound.ordinal
        return DelayCurve(
            learnedFrom: readings.flatMap { ordinal -> [DelayReading] in
                let day = AccountDay(ordinal: ordinal)
                return stride(from: 0.0, through: (asOf - (day + 1).start(in: .gmt)).hours, by: 6).map { hours in
                    let share = DelayCurve.prior.completeness(hoursAfterEnd: hours).share
                    return DelayReading(day: day, hoursAfterEnd: hours, events: (50 * share).rounded())
                }
            }
        )
    }()

    var campaigns: [DailySeries] = []
    var hourly: [[HourlyMetrics]] = []

    init(seed: UInt64, campaigns count: Int, hoursOfHistory: Int = 3) {
        var draws = Draws(seed: seed)
        let season = (0..<7).map { _ in draws.logNormal(0.12) }
        for campaign in 0..<count {
            let spend = 60_000 * draws.logNormal(0.8)
            let cpm = 900 * draws.logNormal(0.3)
            let ctr = 0.012 * draws.logNormal(0.3)
            let cvr = 0.03 * draws.logNormal(0.4)
            var series = DailySeries(days: Self.days)
            var hours: [HourlyMetrics] = []
            var drift = 0.0
            for day in Self.days.lowerBound.ordinal...Self.days.upperBound.ordinal {
                let day = AccountDay(ordinal: day)
                drift = 0.8 * drift + 0.05 * draws.normal()
                let daySpend = spend * season[day.weekday] * exp(drift) * draws.logNormal(0.08)
                let dayCPM = cpm * draws.logNormal(0.08)
                let dayCTR = ctr * draws.logNormal(0.06)
                let dayCVR = cvr * draws.logNormal(0.15)
                for hour in 0..<24 {
                    let start = day.start(in: .gmt) + .hours(hour)
                    let age = (Self.asOf - start).hours - 1
                    guard age >= 0 else { continue }
                    let rhythm = (1 + 0.7 * sin(Double(hour - 9) / 24 * 2 * Double.pi)) / 24
                    let hourSpend = (daySpend * rhythm * draws.logNormal(0.15)).rounded()
                    let impressions = (hourSpend / dayCPM * 1000).rounded()
                    let clicks = min(impressions, draws.poisson(impressions * dayCTR))
                    let visible =
                        DelayCurve.prior.completeness(hoursAfterEnd: max(0, age - 12)).share * min(1, age / 12)
                    let metrics = Metrics(
                        spend: Int64(hourSpend),
                        impressions: Int(impressions),
                        clicks: Int(clicks),
                        linkClicks: Int(clicks),
                        events: draws.poisson(clicks * dayCVR * visible)
                    )
                    series.add(metrics, on: day)
                    if Self.today - day < hoursOfHistory {
                        hours.append(
                            HourlyMetrics(campaignID: ObjectID("c\(campaign)"), day: day, hour: hour, metrics: metrics)
                        )
                    }
                }
            }
            campaigns.append(series)
            hourly.append(hours)
        }
    }

    /// Changes every hour's metrics, and the days with them.
    mutating func change(_ only: Int? = nil, _ body: (AccountDay, Int, inout Metrics) -> Void) {
        for campaign in campaigns.indices where only == nil || only == campaign {
            var changes: [AccountDay: Metrics] = [:]
            for index in hourly[campaign].indices {
                let row = hourly[campaign][index]
                body(row.day, row.hour, &hourly[campaign][index].metrics)
                changes[row.day, default: .zero] += hourly[campaign][index].metrics
            }
            var series = DailySeries(days: Self.days)
            for (offset, metrics) in campaigns[campaign].values.enumerated() {
                let day = campaigns[campaign].firstDay + offset
                series.add(changes[day] ?? metrics, on: day)
            }
            campaigns[campaign] = series
        }
    }

    func scan(budgetPerCampaign: Double? = nil, changed: Bool = false) -> AnomalyScan {
        var account = DailySeries(days: Self.days)
        for series in campaigns { account.add(series) }
        let ref = ObjectRef(kind: .account, id: ObjectID("act_1"), name: "Shop")
        var hours: [String: HourlyMetrics] = [:]
        for row in hourly.joined() {
            let key = "\(row.day) \(row.hour)"
            let sum = (hours[key]?.metrics ?? .zero) + row.metrics
            hours[key] = HourlyMetrics(campaignID: ref.id, day: row.day, hour: row.hour, metrics: sum)
        }
        let merged = hours.values.sorted { ($0.day, $0.hour) < ($1.day, $1.hour) }
        return AnomalyScan(
            account: AnomalySubject(object: ref, daily: account, hourly: merged, changed: changed),
            goals: [
                AnomalySubject(object: ref, daily: account, hourly: merged, eventName: "purchases", delay: Self.delay)
            ],
            campaigns: campaigns.enumerated().map { index, series in
                AnomalySubject(
                    object: ObjectRef(kind: .campaign, id: ObjectID("c\(index)"), name: "Campaign \(index)"),
                    parent: ref.id,
                    daily: series,
                    hourly: hourly[index],
                    dailyBudget: budgetPerCampaign,
                    changed: changed,
                    eventName: "purchases",
                    delay: Self.delay
                )
            },
            ads: [],
            lastDay: Self.today - 1,
            asOf: Self.asOf,
            zone: .gmt
        )
    }
}
