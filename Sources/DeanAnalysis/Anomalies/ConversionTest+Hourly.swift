import DeanDomain
import Foundation

extension ConversionTest {
    /// Hours over which silence is looked for.
    private static let windows = [6, 12, 24, 48]

    /// Conversions that stopped within the last two days, seen hour by hour.
    func hourlyOutage(_ subject: AnomalySubject) -> AnomalyFinding? {
        guard !subject.hourly.isEmpty else { return nil }
        let history = (3...(2 + SeasonalBaseline.historyDays)).map { back -> EventRate.Day in
            let day = lastDay + 1 - back
            let age = (asOf - (day + 1).start(in: zone)).hours
            return EventRate.Day(
                events: subject.daily[day].events,
                driver: subject.driver(of: subject.daily[day]),
                share: subject.delay.completeness(hoursAfterEnd: age).share
            )
        }
        guard let rate = EventRate(history) else { return nil }
        let hours = completeHours(subject)
        var best: AnomalyFinding?
        for window in Self.windows {
            let recent = hours.filter { $0.age < Double(window) }
            guard recent.count >= window / 2 else { continue }
            let days = recent.map {
                EventRate.Day(
                    events: $0.metrics.events,
                    driver: subject.driver(of: $0.metrics),
                    share: visible($0.age, subject.delay)
                )
            }
            let count = rate.expectation(days)
            let seen = days.reduce(0) { $0 + $1.events }
            let driver = days.reduce(0) { $0 + $1.driver }
            let probability = min(
                1,
                count.probability(atMost: seen) * Double(Self.windows.count * family)
            )
            guard probability <= 1e-3, seen <= Self.outageShare * count.mean,
                driver >= 0.3 * rate.usualDriver * Double(recent.count) / 24, probability < best?.probability ?? 1
            else { continue }
            best = AnomalyFinding(
                subject: subject,
                metric: .conversions,
                kind: .outage,
                up: false,
                probability: probability,
                value: seen,
                expected: count.mean,
                since: silence(hours) ?? asOf - .hours(window)
            )
        }
        return best
    }

    private struct Hour {
        var metrics: Metrics
        var start: Timestamp
        /// Hours since it ended.
        var age: Double
    }

    private func completeHours(_ subject: AnomalySubject) -> [Hour] {
        subject.hourly.compactMap { row in
            guard lastDay + 1 - row.day <= 3 else { return nil }
            let start = row.day.start(in: zone) + .hours(row.hour)
            let age = (asOf - (start + .hours(1))).hours
            return age >= 0 ? Hour(metrics: row.metrics, start: start, age: age) : nil
        }
    }

    /// The end of the last hour that had an event.
    private func silence(_ hours: [Hour]) -> Timestamp? {
        hours.filter { $0.metrics.events > 0 }.map { $0.start + .hours(1) }.max()
    }

    /// The visible share of a single hour's events.
    ///
    /// The curve counts from the end of a day, whose hours ended 12 hours earlier on average; the first half day is
    /// taken as a straight rise.
    private func visible(_ age: Double, _ delay: DelayCurve) -> Double {
        let share = delay.completeness(hoursAfterEnd: max(0, age - 12))
        return max(0, share.share - 1.28 * share.sd) * min(1, age / 12)
    }
}
