import DeanDomain
import Foundation

/// Looks for days on which spend, CPM or CTR left their seasonal band.
struct DeliveryTest {
    let lastDay: AccountDay
    let zone: TimeZone
    /// How many series are tested at this level.
    let family: Int

    func findings(_ subject: AnomalySubject, metrics: [AnomalyMetric]) -> [AnomalyFinding] {
        metrics.compactMap { finding(subject, $0) }
    }

    private func finding(_ subject: AnomalySubject, _ metric: AnomalyMetric) -> AnomalyFinding? {
        guard let baseline = baseline(subject, metric),
            let (value, noise) = observation(of: subject.daily[lastDay], metric, baseline)
        else { return nil }
        let score = baseline.score(value, on: lastDay, noise: noise)
        let probability = baseline.probability(score) * Double(family)
        guard AnomalyFinding.severity(of: probability) != nil else { return nil }
        if metric == .spend, subject.changed { return nil }
        return AnomalyFinding(
            subject: subject,
            metric: metric,
            up: score > 0,
            probability: probability,
            value: actual(subject.daily[lastDay], metric),
            expected: exp(baseline.expected(on: lastDay)),
            since: since(subject, metric, baseline, up: score > 0).start(in: zone)
        )
    }

    /// Whether the subject's last day leans the same way, though not far enough to count on its own; nil when it can't
    /// be told.
    func leans(_ subject: AnomalySubject, _ metric: AnomalyMetric, up: Bool) -> Bool? {
        guard let baseline = baseline(subject, metric),
            let (value, noise) = observation(of: subject.daily[lastDay], metric, baseline)
        else { return nil }
        let score = baseline.score(value, on: lastDay, noise: noise)
        return up ? score >= 1.5 : score <= -1.5
    }

    private func baseline(_ subject: AnomalySubject, _ metric: AnomalyMetric) -> SeasonalBaseline? {
        var history: [(day: AccountDay, value: Double)] = []
        for back in 1...SeasonalBaseline.historyDays {
            let day = lastDay - back
            let metrics = subject.daily[day]
            guard metrics.spend > 0, metrics.impressions > 0 else { continue }
            switch metric {
            case .spend: history.append((day, log(Double(metrics.spend))))
            case .cpm: history.append((day, log(Double(metrics.spend) * 1000 / Double(metrics.impressions))))
            case .ctr: history.append((day, log((Double(metrics.clicks) + 0.5) / Double(metrics.impressions))))
            case .cpa, .conversions: break
            }
        }
        return SeasonalBaseline(history: history, floor: metric == .spend ? 0.12 : 0.10)
    }

    private func observation(
        of metrics: Metrics,
        _ metric: AnomalyMetric,
        _ baseline: SeasonalBaseline
    ) -> (value: Double, noise: Double)? {
        switch metric {
        case .spend:
            // A day without any spend has no logarithm; a hundredth of the usual stands for it.
            return (max(log(max(1, Double(metrics.spend))), baseline.center - log(100)), 0)
        case .cpm:
            guard metrics.spend > 0, metrics.impressions >= 500 else { return nil }
            return (log(Double(metrics.spend) * 1000 / Double(metrics.impressions)), 0)
        case .ctr:
            let expected = Double(metrics.impressions) * exp(baseline.center)
            guard metrics.impressions >= 500, expected >= 5 else { return nil }
            return (log((Double(metrics.clicks) + 0.5) / Double(metrics.impressions)), 1 / expected)
        case .cpa, .conversions:
            return nil
        }
    }

    private func actual(_ metrics: Metrics, _ metric: AnomalyMetric) -> Double {
        let window = PerformanceWindow(metrics)
        switch metric {
        case .spend: return Double(metrics.spend)
        case .cpm: return window.cpm ?? 0
        case .ctr: return window.ctr ?? 0
        case .cpa, .conversions: return 0
        }
    }

    /// The first of the unbroken run of days that lie on the same side, three scales out.
    private func since(
        _ subject: AnomalySubject,
        _ metric: AnomalyMetric,
        _ baseline: SeasonalBaseline,
        up: Bool
    ) -> AccountDay {
        var first = lastDay
        while lastDay - first < 13 {
            let day = first - 1
            guard subject.daily[day].spend > 0 || metric == .spend,
                let (value, noise) = observation(of: subject.daily[day], metric, baseline)
            else { break }
            let score = baseline.score(value, on: day, noise: noise)
            guard up ? score >= 3 : score <= -3 else { break }
            first = day
        }
        return first
    }
}
