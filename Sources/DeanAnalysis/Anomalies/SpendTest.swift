import DeanDomain
import Foundation

/// Looks for spend beyond what Meta may spend, and for the last hours' spend against the same hours of earlier weeks.
struct SpendTest {
    let lastDay: AccountDay
    let asOf: Timestamp
    let zone: TimeZone

    /// Meta spends up to 25 % more than a daily budget on a day; 5 % more than that is left for rounding and time.
    static let most = 1.25 * 1.05
    private static let block = 3
    private static let minimumWeeks = 4

    func findings(_ subject: AnomalySubject) -> [AnomalyFinding] {
        guard !subject.changed else { return [] }
        return (runaway(subject) ?? hourOfWeek(subject)).map { [$0] } ?? []
    }

    private func runaway(_ subject: AnomalySubject) -> AnomalyFinding? {
        guard let budget = subject.dailyBudget, budget > 0 else { return nil }
        for day in [lastDay + 1, lastDay] {
            let spend = Double(subject.daily[day].spend)
            if spend > budget * Self.most {
                return AnomalyFinding(
                    subject: subject,
                    metric: .spend,
                    kind: .runaway,
                    up: true,
                    probability: spend > budget * 2 ? 0 : 1e-5,
                    value: spend,
                    expected: budget,
                    since: day.start(in: zone)
                )
            }
        }
        return nil
    }

    /// The last complete block of hours against the same block in earlier weeks; needs four weeks of hours.
    private func hourOfWeek(_ subject: AnomalySubject) -> AnomalyFinding? {
        var spend: [Int: Int64] = [:]
        for row in subject.hourly { spend[row.day.ordinal * 24 + row.hour, default: 0] += row.metrics.spend }
        guard let oldest = spend.keys.min() else { return nil }
        let sinceMidnight = Int((asOf - (lastDay + 1).start(in: zone)).hours)
        let end = (lastDay + 1).ordinal * 24 + min(24, max(0, sinceMidnight))
        let week = 7 * 24
        guard (end - Self.block - oldest) / week >= Self.minimumWeeks else { return nil }
        func value(endingAt hour: Int) -> Double {
            let sum = (1...Self.block).reduce(0.0) { $0 + Double(spend[hour - $1] ?? 0) }
            return log(max(1, sum))
        }
        func peers(of hour: Int) -> [Double] {
            stride(from: hour - week, to: oldest + Self.block, by: -week).map { value(endingAt: $0) }
        }
        guard let center = RobustStatistics.median(peers(of: end)) else { return nil }
        // Every past block of the last week against its own peers tells how far blocks usually stray.
        let residuals = stride(from: end - Self.block, to: end - week, by: -Self.block).compactMap { hour in
            RobustStatistics.median(peers(of: hour)).map { value(endingAt: hour) - $0 }
        }
        guard residuals.count >= 40, let scale = RobustStatistics.scaledDeviation(residuals, around: 0) else {
            return nil
        }
        let seen = value(endingAt: end)
        let score = (seen - center) / max(0.2, scale * 1.1)
        let probability = StudentDistribution.bothTails(score, degreesOfFreedom: 6)
        guard AnomalyFinding.severity(of: probability) != nil else { return nil }
        return AnomalyFinding(
            subject: subject,
            metric: .spend,
            up: score > 0,
            probability: probability,
            value: exp(seen),
            expected: exp(center),
            since: asOf - .hours(Self.block)
        )
    }
}
