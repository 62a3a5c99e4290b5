package import DeanDomain

/// One object (or the campaigns of one goal together) whose numbers are looked through for anomalies.
package struct AnomalySubject: Sendable {
    /// What conversions are expected in proportion to.
    package enum Driver: Sendable, Hashable {
        case clicks
        case impressions
    }

    package var object: ObjectRef
    /// The object one level up; nil for the account.
    package var parent: ObjectID?
    /// Complete days and, last, the current one.
    package var daily: DailySeries
    /// Sorted by day and hour; empty where hours are not read.
    package var hourly: [HourlyMetrics]
    /// Live daily budget, minor units; nil where there is none or it is not daily.
    package var dailyBudget: Double?
    /// A budget or status in it was changed within the last days, so that its spend is expected to move.
    package var changed: Bool
    /// What its core events are called: "purchases".
    package var eventName: String
    package var driver: Driver
    package var delay: DelayCurve

    package init(
        object: ObjectRef,
        parent: ObjectID? = nil,
        daily: DailySeries,
        hourly: [HourlyMetrics] = [],
        dailyBudget: Double? = nil,
        changed: Bool = false,
        eventName: String = "conversions",
        driver: Driver = .clicks,
        delay: DelayCurve = .prior
    ) {
        self.object = object
        self.parent = parent
        self.daily = daily
        self.hourly = hourly
        self.dailyBudget = dailyBudget
        self.changed = changed
        self.eventName = eventName
        self.driver = driver
        self.delay = delay
    }

    func driver(of metrics: Metrics) -> Double {
        switch driver {
        case .impressions: Double(metrics.impressions)
        case .clicks: Double(metrics.linkClicks > 0 ? metrics.linkClicks : metrics.clicks)
        }
    }
}

/// One deviation before it is compared with its neighbours and put into words.
struct AnomalyFinding {
    enum Kind {
        case deviation
        /// Conversions stopped while what brings them went on.
        case outage
        /// More was spent than Meta may spend.
        case runaway
    }

    var subject: AnomalySubject
    var metric: AnomalyMetric
    var kind = Kind.deviation
    var up: Bool
    /// Probability of a value so far out or further, times the number of series tested beside it.
    var probability: Double
    var value: Double
    var expected: Double
    var since: Timestamp

    var severity: Anomaly.Severity { Self.severity(of: probability) ?? .minor }

    /// Tail probabilities at which a deviation counts.
    static func severity(of probability: Double) -> Anomaly.Severity? {
        probability <= 1e-6 ? .severe : probability <= 1e-4 ? .moderate : probability <= 5e-3 ? .minor : nil
    }
}
