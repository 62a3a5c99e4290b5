/// Something in the numbers that past hours and weekdays do not explain.
package struct Anomaly: Sendable, Codable, Hashable {
    package var id: String
    package var metric: AnomalyMetric
    package var level: ObjectKind
    package var object: ObjectRef
    package var severity: Severity
    package var since: Timestamp
    package var value: Double
    package var expected: Double
    /// The likely cause in one sentence.
    package var cause: String
    package var effect: Effect

    package init(
        id: String,
        metric: AnomalyMetric,
        level: ObjectKind,
        object: ObjectRef,
        severity: Severity,
        since: Timestamp,
        value: Double,
        expected: Double,
        cause: String,
        effect: Effect
    ) {
        self.id = id
        self.metric = metric
        self.level = level
        self.object = object
        self.severity = severity
        self.since = since
        self.value = value
        self.expected = expected
        self.cause = cause
        self.effect = effect
    }

    package enum Severity: String, Sendable, Codable, Comparable {
        case minor
        case moderate
        case severe

        private var rank: Int { self == .minor ? 0 : self == .moderate ? 1 : 2 }
        package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
    }

    /// What the anomaly does to decisions.
    package enum Effect: String, Sendable, Codable {
        case none
        /// Conversions can't be trusted: nothing is killed and nothing is scaled on them.
        case freezesConversionDecisions = "freezes_conversion_decisions"
        /// Money runs away: raises are frozen.
        case freezesRaises = "freezes_raises"
    }
}

package enum AnomalyMetric: String, Sendable, Codable, CaseIterable {
    case spend
    case cpm
    case ctr
    case cpa
    case conversions
}
