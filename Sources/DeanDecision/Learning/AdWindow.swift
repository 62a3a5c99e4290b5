package import DeanDomain

/// One ad's last 28 days as they were known at one moment.
package struct AdWindow: Sendable {
    package static let length = 28

    package var ad: ObjectID
    package var adSet: ObjectID
    package var role: CampaignRole?
    /// Days since it was made; nil when that is not known.
    package var age: Double?
    /// By days back: the first is the last complete day.
    package var days: [Metrics]

    package init(ad: ObjectID, adSet: ObjectID, role: CampaignRole?, age: Double?, days: [Metrics]) {
        precondition(days.count == Self.length, "a window has \(Self.length) days")
        self.ad = ad
        self.adSet = adSet
        self.role = role
        self.age = age
        self.days = days
    }

    /// The sum of the last `count` days, from `back` days back on (1 is yesterday).
    package func sum(_ count: Int, back: Int = 1) -> Metrics {
        days[(back - 1)..<min(Self.length, back - 1 + count)].reduce(.zero, +)
    }

    /// Spend of the last `count` days, each day by the share of its events that could have arrived.
    func exposure(_ count: Int, back: Int = 1, shares: [Double]) -> Double {
        ((back - 1)..<min(Self.length, back - 1 + count)).reduce(0) { $0 + Double(days[$1].spend) * shares[$1] }
    }

    /// Whether it delivered within the last week: the ads that are predicted and learned from.
    package var isDelivering: Bool { days[0..<7].contains { $0.impressions > 0 } }
}
