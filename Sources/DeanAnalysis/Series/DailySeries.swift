// DeanAnalysis: numbers in, numbers out.
//
// Statistics for decisions about ads: posteriors, delay curves, windows, trends, anomalies. It knows DeanDomain's values
// and nothing of rules, plans, stores or people. Invariant: the same input always gives the same output; there is no
// clock, no I/O and no unseeded randomness in here.

package import DeanDomain

/// One object's metrics for a run of consecutive account days.
///
/// A day without delivery is zero. A day that could not be read is not represented here at all: whoever holds gaps must
/// not build a series across them.
package struct DailySeries: Sendable, Hashable {
    package let firstDay: AccountDay
    package private(set) var values: [Metrics]

    package init(days: ClosedRange<AccountDay>) {
        firstDay = days.lowerBound
        values = Array(repeating: .zero, count: days.upperBound - days.lowerBound + 1)
    }

    package init(days: ClosedRange<AccountDay>, rows: [DailyMetrics]) {
        self.init(days: days)
        for row in rows { add(row.metrics, on: row.day) }
    }

    package var lastDay: AccountDay { firstDay + (values.count - 1) }

    package subscript(day: AccountDay) -> Metrics {
        let index = day - firstDay
        return values.indices.contains(index) ? values[index] : .zero
    }

    /// Adds to a day; days outside the series are ignored.
    package mutating func add(_ metrics: Metrics, on day: AccountDay) {
        let index = day - firstDay
        if values.indices.contains(index) { values[index] += metrics }
    }

    package mutating func add(_ other: DailySeries) {
        for (index, metrics) in other.values.enumerated() { add(metrics, on: other.firstDay + index) }
    }

    /// The sum over `count` days ending with `last`.
    package func sum(_ count: Int, endingWith last: AccountDay) -> Metrics {
        var total = Metrics.zero
        let upper = min(last - firstDay, values.count - 1)
        let lower = max(0, last - firstDay - count + 1)
        guard lower <= upper else { return total }
        for index in lower...upper { total += values[index] }
        return total
    }
}
