package import DeanDomain
import Foundation

/// Whether people have tired of a creative, since when, and how long it has left.
package struct CreativeFatigue: Sendable, Hashable {
    /// What was seen of one rate.
    package struct Decay: Sendable, Hashable {
        /// The most significant drop of the last 14 days; nil where days or counts don't suffice for the test.
        package let change: DropScan.Change?
        /// Whether the drop passes the test, whose level is `DropScan`'s.
        package let isProven: Bool
        /// The probability that the rate now lies at least the asked share below its early level.
        package let probability: Double
        package let since: AccountDay?
        /// Per day of age.
        package let age: RateSlope?
        /// Per thousand impressions so far.
        package let impressions: RateSlope?
        /// Per impression more that a person has seen on a day.
        package let frequency: RateSlope?
        package let timeLeft: TimeLeft?
    }

    /// Days until the rate will have dropped by the asked share.
    package struct TimeLeft: Sendable, Hashable {
        /// Nil where it is not to be expected within `horizon` days.
        package let days: Double?
        /// The 90 % interval; an open end is nil.
        package let soonest: Double?
        package let latest: Double?

        package static let horizon = 60.0
    }

    /// Clicks of impressions, which is what tires first.
    package let clicks: Decay?
    /// Events of link clicks.
    package let events: Decay?

    package var isTired: Bool { clicks?.isProven ?? false }
    package var probability: Double? { clicks?.probability }
    /// The first day of the drop; nil while there is none to speak of.
    package var since: AccountDay? { isTired ? clicks?.since ?? clicks?.change?.firstDay : nil }

    /// One creative's histories.
    package struct Subject: Sendable {
        package let clicks: RateHistory
        package let events: RateHistory
        /// Impressions per person on each day of `clicks`, where reach was read.
        package let frequency: [Double?]

        package init(clicks: RateHistory, events: RateHistory, frequency: [Double?] = []) {
            self.clicks = clicks
            self.events = events
            self.frequency = frequency
        }
    }

    /// All of an account's creatives, in the order given; `drop` is the share that counts as fatigue (0.2).
    package static func analyse(_ subjects: [Subject], drop: Double) -> [CreativeFatigue] {
        let clicks = decays(
            subjects.map(\.clicks),
            impressions: subjects.map(\.clicks),
            subjects.map(\.frequency),
            drop
        )
        let events = decays(
            subjects.map(\.events),
            impressions: subjects.map(\.clicks),
            subjects.map(\.frequency),
            drop
        )
        return zip(clicks, events).map { CreativeFatigue(clicks: $0, events: $1) }
    }

    /// Successes without which nothing is said of a rate.
    static let leastSuccesses = 10.0

    private struct Slopes {
        var age: RateSlope?
        var impressions: RateSlope?
        var frequency: RateSlope?
    }

    private static func decays(
        _ histories: [RateHistory],
        impressions: [RateHistory],
        _ frequencies: [[Double?]],
        _ drop: Double
    ) -> [Decay?] {
        let account = AccountRates(histories)
        let counts = histories.map { $0.successes >= leastSuccesses ? account.effective($0) : nil }
        let slopes = zip(counts, zip(impressions, frequencies)).map { counts, exposure -> Slopes in
            guard let counts, let first = counts.days.first?.day else { return Slopes() }
            var shown: [AccountDay: Double] = [:]
            var seen: [AccountDay: Double] = [:]
            var sum = 0.0
            for (index, day) in exposure.0.days.enumerated() {
                shown[day.day] = sum
                sum += day.trials / 1000
                if index < exposure.1.count, let frequency = exposure.1[index] { seen[day.day] = frequency }
            }
            return Slopes(
                age: RateSlope(counts, against: counts.days.map { Double($0.day - first) }),
                impressions: RateSlope(counts, against: counts.days.map { shown[$0.day] }),
                frequency: seen.isEmpty ? nil : RateSlope(counts, against: counts.days.map { seen[$0.day] })
            )
        }
        let age = RateSlope.Account(slopes.compactMap(\.age))
        let shown = RateSlope.Account(slopes.compactMap(\.impressions))
        let seen = RateSlope.Account(slopes.compactMap(\.frequency))
        return zip(counts, slopes).map { counts, own in
            guard let counts else { return nil }
            let scan = DropScan(counts)
            let posterior = DropPosterior(counts, drop: drop)
            let ageSlope = own.age.map { slope in age.map { slope.shrunk(towards: $0) } ?? slope }
            let isProven = scan.isTired(drop: drop)
            return Decay(
                change: scan.strongest,
                isProven: isProven,
                probability: posterior.probability,
                since: posterior.since,
                age: ageSlope,
                impressions: own.impressions.map { slope in shown.map { slope.shrunk(towards: $0) } ?? slope },
                frequency: own.frequency.map { slope in seen.map { slope.shrunk(towards: $0) } ?? slope },
                timeLeft: ageSlope.map { timeLeft($0, counts, drop: drop, isProven: isProven) }
            )
        }
    }

    /// Along the slope, from where the slope itself has led to by the last day.
    private static func timeLeft(
        _ slope: RateSlope,
        _ counts: EffectiveCounts,
        drop: Double,
        isProven: Bool
    ) -> TimeLeft {
        guard !isProven, let first = counts.days.first?.day, let last = counts.days.last?.day else {
            return TimeLeft(days: 0, soonest: 0, latest: 0)
        }
        func days(_ perDay: Double) -> Double? {
            guard perDay < 0 else { return nil }
            let left = max(0, log1p(-drop) / perDay - Double(last - first))
            return left <= TimeLeft.horizon ? left : nil
        }
        let range = slope.interval
        return TimeLeft(days: days(slope.perUnit), soonest: days(range.lowerBound), latest: days(range.upperBound))
    }
}
