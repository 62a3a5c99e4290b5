import DeanDomain
import Foundation

/// Looks for conversions that stopped, fell or jumped against what brings them, and for cost per event that rose.
struct ConversionTest {
    let lastDay: AccountDay
    let asOf: Timestamp
    let zone: TimeZone
    let family: Int

    /// An outage is a count at most this share of the expected one.
    static let outageShare = 0.2

    func findings(_ subject: AnomalySubject) -> [AnomalyFinding] {
        if let conversions = hourlyOutage(subject) ?? deviation(subject, .conversions) { return [conversions] }
        // Where conversions per click are as usual, only their price can have moved.
        return deviation(subject, .cpa).map { [$0] } ?? []
    }

    private func deviation(_ subject: AnomalySubject, _ metric: AnomalyMetric) -> AnomalyFinding? {
        var best: AnomalyFinding?
        for length in 1...3 {
            let first = lastDay - (length - 1)
            let history = (1...SeasonalBaseline.historyDays).map { day(subject, first - $0, metric) }
            guard let rate = EventRate(history) else { continue }
            let days = (0..<length).map { day(subject, first + $0, metric, deviations: -1.28) }
            let count = rate.expectation(days)
            let most = rate.expectation((0..<length).map { day(subject, first + $0, metric, deviations: 1.28) })
            let seen = days.reduce(0) { $0 + $1.events }
            let low = count.probability(atMost: seen)
            let high = metric == .cpa ? 1 : most.probability(atLeast: seen)
            let probability = min(1, min(low, high) * 2 * 2 * Double(family))
            guard AnomalyFinding.severity(of: probability) != nil, probability < best?.probability ?? 1 else {
                continue
            }
            let goesOn = (days.last?.driver ?? 0) >= 0.5 * rate.usualDriver
            let isOutage = metric == .conversions && low < high && goesOn && seen <= Self.outageShare * count.mean
            let spend = Double(subject.daily.sum(length, endingWith: lastDay).spend)
            best = AnomalyFinding(
                subject: subject,
                metric: metric,
                kind: isOutage && probability <= 1e-3 ? .outage : .deviation,
                up: metric == .cpa ? low < high : high < low,
                probability: probability,
                value: metric == .cpa ? spend / max(1, seen) : seen,
                expected: metric == .cpa ? spend / max(count.mean, .leastNonzeroMagnitude) : count.mean,
                since: first.start(in: zone)
            )
        }
        return best
    }

    private func day(
        _ subject: AnomalySubject,
        _ day: AccountDay,
        _ metric: AnomalyMetric,
        deviations: Double = 0
    ) -> EventRate.Day {
        let metrics = subject.daily[day]
        let age = (asOf - (day + 1).start(in: zone)).hours
        let visible = subject.delay.completeness(hoursAfterEnd: age)
        return EventRate.Day(
            events: metrics.events,
            driver: metric == .cpa ? Double(metrics.spend) : subject.driver(of: metrics),
            // For the days in question a slow or quick arrival is believed before an anomaly is.
            share: min(1, max(0.05, visible.share + deviations * visible.sd))
        )
    }
}
