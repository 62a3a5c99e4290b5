import DeanAnalysis
package import DeanDomain
package import Foundation

/// An account's kept readings, loaded once, from which any past morning can be rebuilt in memory.
///
/// Invariant: what it says of a moment rests on readings made before that moment. Days from before Dean's first reading
/// have no such readings; they are rebuilt by thinning: each event of the first reading is given an age at which it
/// arrived, drawn from the attribution delay, and is seen only from that age on. Thinned Poisson counts have the very
/// distribution that a reading of that morning would have had.
package struct LearningHistory: Sendable {
    /// Hours into the day at which a morning is rebuilt: Meta has closed the day before by then.
    package static let morning = TimeSpan.hours(6)

    package struct AdRecord: Sendable {
        package let ad: ObjectID
        let adSet: ObjectID
        package let goal: GoalKey
        let role: CampaignRole?
        let createdAt: Timestamp?
        /// By day from the history's first, each by time of reading.
        fileprivate var days: [ArraySlice<MetricVersion>]
    }

    package let days: ClosedRange<AccountDay>
    package let goals: [Goal]
    package let ads: [AdRecord]
    package let firstReading: Timestamp
    let minorUnitsPerMajor: Int64
    private let zone: TimeZone
    private let delays: [GoalKey: [DelayReading]]
    private let curves: [GoalKey: DelayCurve]

    /// `versions` are sorted by ad, day and reading.
    package init(
        snapshot: AccountSnapshot,
        goals: [Goal],
        versions: [MetricVersion],
        delays: [GoalKey: [DelayReading]],
        days: ClosedRange<AccountDay>,
        zone: TimeZone
    ) {
        let assignment = GoalAssignment(snapshot: snapshot, goals: goals)
        let known = Dictionary(snapshot.ads.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let active = Set(goals.filter(\.active).map(\.key))
        var ads: [AdRecord] = []
        var start = versions.startIndex
        while start < versions.endIndex {
            let id = versions[start].ad
            var end = start
            while end < versions.endIndex, versions[end].ad == id { end += 1 }
            defer { start = end }
            guard let ad = known[id], let goal = assignment.goal(of: ad.campaignID), active.contains(goal) else {
                continue
            }
            var record = AdRecord(
                ad: id,
                adSet: ad.adSetID,
                goal: goal,
                role: assignment.role(of: ad.campaignID),
                createdAt: ad.createdAt,
                days: [ArraySlice<MetricVersion>](
                    repeating: [],
                    count: days.upperBound - days.lowerBound + 1
                )
            )
            var first = start
            while first < end {
                let day = versions[first].day
                var last = first
                while last < end, versions[last].day == day { last += 1 }
                if days.contains(day) { record.days[day - days.lowerBound] = versions[first..<last] }
                first = last
            }
            ads.append(record)
        }
        self.days = days
        self.goals = goals.filter(\.active)
        self.ads = ads
        firstReading = versions.map(\.readAt).min() ?? Timestamp(seconds: 0)
        self.zone = zone
        self.delays = delays
        minorUnitsPerMajor = snapshot.account.currency.minorUnitsPerMajor
        curves = Dictionary(
            uniqueKeysWithValues: goals.filter(\.active).map {
                ($0.key, DelayCurve(learnedFrom: delays[$0.key] ?? []))
            }
        )
    }

    /// The moment at which a day's morning is rebuilt.
    package static func moment(of day: AccountDay, today: AccountDay, zone: TimeZone) -> Timestamp {
        // Whole days of 24 hours from today's, as the store keeps one version for each of them.
        today.start(in: zone) + morning - TimeSpan(seconds: Int64(today - day) * 86_400)
    }

    /// Whether a day's morning is from before the first reading.
    package func isThinned(_ day: AccountDay) -> Bool { moment(of: day) < firstReading }

    func moment(of day: AccountDay) -> Timestamp { Self.moment(of: day, today: days.upperBound, zone: zone) }

    /// How a day stood at a moment; nil where it had no delivery or was not known.
    func metrics(_ record: AdRecord, on day: AccountDay, asOf moment: Timestamp) -> Metrics? {
        guard days.contains(day) else { return nil }
        let versions = record.days[day - days.lowerBound]
        if moment < firstReading {
            guard let last = versions.last else { return nil }
            return thinned(last, goal: record.goal, asOf: moment)
        }
        for version in versions.reversed() where version.readAt <= moment {
            return version.supersededAt.map { $0 > moment } ?? true ? version.metrics : nil
        }
        return nil
    }

    /// The visible share of a day's final events at a moment, as learned from readings made by then.
    func share(_ goal: GoalKey, of day: AccountDay, asOf moment: Timestamp, curve: DelayCurve? = nil) -> Double {
        let hours = (moment - (day + 1).start(in: zone)).hours
        return (curve ?? curves[goal] ?? .prior).completeness(hoursAfterEnd: hours).share
    }

    /// The delay as it was known at a moment.
    func curve(_ goal: GoalKey, asOf moment: Timestamp) -> DelayCurve {
        guard moment >= firstReading else { return .prior }
        return DelayCurve(
            learnedFrom: (delays[goal] ?? []).filter { reading in
                let readAt = (reading.day + 1).start(in: zone).seconds + Int64(reading.hoursAfterEnd * 3600)
                return readAt <= moment.seconds
            }
        )
    }

    func window(_ record: AdRecord, on day: AccountDay, asOf moment: Timestamp) -> AdWindow {
        AdWindow(
            ad: record.ad,
            adSet: record.adSet,
            role: record.role,
            age: record.createdAt.map { (moment - $0).hours / 24 },
            days: (1...AdWindow.length).map { metrics(record, on: day - $0, asOf: moment) ?? .zero }
        )
    }

    private func thinned(_ version: MetricVersion, goal: GoalKey, asOf moment: Timestamp) -> Metrics {
        var metrics = version.metrics
        guard metrics.events > 0 else { return metrics }
        let visible = share(goal, of: version.day, asOf: moment)
        var random = SeededRandom(seed: Self.seed(version))
        let whole = Int(metrics.events)
        var seen = (metrics.events - Double(whole)) * visible
        for _ in 0..<whole where Double(random.next() >> 11) * 0x1p-53 < visible { seen += 1 }
        metrics.revenue = Int64((Double(metrics.revenue) * seen / metrics.events).rounded())
        metrics.events = seen
        return metrics
    }

    /// The same for the same ad and day, so that an event once seen stays seen.
    private static func seed(_ version: MetricVersion) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in version.ad.rawValue.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0100_0000_01b3 }
        return hash ^ UInt64(bitPattern: Int64(version.day.ordinal)) &* 0x9e37_79b9_7f4a_7c15
    }
}
