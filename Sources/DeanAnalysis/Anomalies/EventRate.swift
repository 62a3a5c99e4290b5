import DeanDomain

/// How many core events a driver (clicks, impressions, spend) usually brings, and how much that count scatters.
///
/// Learned from the four weeks before the days in question, corrected for what could not have arrived when it was read;
/// days whose own count is impossible under the first estimate are left out of the second, so that an old outage does
/// not teach that outages are usual.
struct EventRate {
    /// Events per unit of the driver.
    let rate: Double
    let dispersion: Double
    /// Events that it was learned from.
    let events: Double
    /// The usual day's driver.
    let usualDriver: Double

    static let minimumEvents = 5.0

    struct Day {
        var events: Double
        var driver: Double
        /// The share of the day's final events that is visible.
        var share: Double
    }

    init?(_ days: [Day]) {
        let usable = days.filter { $0.driver > 0 && $0.share > 0.3 }
        guard usable.count >= SeasonalBaseline.minimumDays, let first = Self.ratio(usable) else { return nil }
        let kept = usable.filter { day in
            let count = CountDistribution(mean: first * day.driver * day.share, dispersion: 2)
            return min(count.probability(atMost: day.events), count.probability(atLeast: day.events)) > 1e-3
        }
        guard kept.count >= SeasonalBaseline.minimumDays, let rate = Self.ratio(kept) else { return nil }
        events = kept.reduce(0) { $0 + $1.events }
        guard events >= Self.minimumEvents else { return nil }
        var chiSquare = 0.0
        for day in kept {
            let expected = rate * day.driver * day.share
            chiSquare += (day.events - expected) * (day.events - expected) / expected
        }
        let count = Double(kept.count)
        // Drawn towards a moderate 1.3 by ten days' worth.
        dispersion = max(1.1, (chiSquare / max(1, count - 1) * count + 13) / (count + 10))
        self.rate = rate
        usualDriver = RobustStatistics.median(kept.map(\.driver)) ?? 0
    }

    /// The count to expect of some days together, the rate's own uncertainty included.
    func expectation(_ days: [Day]) -> CountDistribution {
        let mean = days.reduce(0) { $0 + rate * $1.driver * $1.share }
        return CountDistribution(mean: mean, dispersion: dispersion * (1 + mean / events))
    }

    private static func ratio(_ days: [Day]) -> Double? {
        let exposure = days.reduce(0) { $0 + $1.driver * $1.share }
        let events = days.reduce(0) { $0 + $1.events }
        return exposure > 0 && events > 0 ? events / exposure : nil
    }
}
