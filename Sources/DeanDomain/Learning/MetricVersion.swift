/// What was known of one ad's day from one reading until the next that differed.
package struct MetricVersion: Sendable, Hashable {
    package var ad: ObjectID
    package var day: AccountDay
    package var readAt: Timestamp
    /// Nil: this is how it stands.
    package var supersededAt: Timestamp?
    package var metrics: Metrics

    package init(
        ad: ObjectID,
        day: AccountDay,
        readAt: Timestamp,
        supersededAt: Timestamp? = nil,
        metrics: Metrics
    ) {
        self.ad = ad
        self.day = day
        self.readAt = readAt
        self.supersededAt = supersededAt
        self.metrics = metrics
    }
}
