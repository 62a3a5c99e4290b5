package import DeanDomain

/// An insight row together with the goal it counts for and the numbers that decisions read from it.
///
/// `metrics` is what `SignalMap` makes of `row` for `goal`; it is stored so that no reader has to count again.
package struct StoredInsight: Sendable, Hashable {
    package var row: InsightRow
    package var goal: GoalKey?
    package var metrics: Metrics

    package init(row: InsightRow, goal: GoalKey?, metrics: Metrics) {
        self.row = row
        self.goal = goal
        self.metrics = metrics
    }

    var grain: InsightGrain {
        if let breakdown = row.breakdown, !breakdown.isEmpty { return .breakdown }
        return row.hour == nil ? .daily : .hourly
    }

    var key: InsightKey {
        InsightKey(
            objectID: row.objectID.rawValue,
            day: Int64(row.day.ordinal),
            hour: Int64(row.hour ?? -1),
            breakdown: row.breakdown ?? ""
        )
    }

    /// Over all that is stored of the row but its key.
    var fingerprint: Int64 {
        var print = Fingerprint()
        print.add(row.campaignID?.rawValue)
        print.add(row.adSetID?.rawValue)
        print.add(row.spend.currency.code)
        print.add(goal?.rawValue)
        print.add(metrics.spend)
        print.add(metrics.impressions)
        print.add(row.reach ?? -1)
        print.add(metrics.clicks)
        print.add(metrics.linkClicks)
        print.add(metrics.thruplays)
        print.add(metrics.events)
        print.add(metrics.revenue)
        print.add(row.actions)
        print.add(row.actionValues)
        return print.value
    }
}

/// What one row of `performance_metrics` covers; kept apart because they are read and re-read apart.
enum InsightGrain: String, Sendable {
    case daily
    case hourly
    case breakdown
}

/// Names a row among those of its account, grain and level.
struct InsightKey: Hashable, Sendable {
    let objectID: String
    let day: Int64
    let hour: Int64
    let breakdown: String
}

/// What saving a reading of insights came to.
package struct InsightSaveCounts: Sendable, Hashable {
    /// Rows never seen before.
    package var new = 0
    /// Rows that Meta restated: they have a new version now.
    package var changed = 0
    package var unchanged = 0

    package init(new: Int = 0, changed: Int = 0, unchanged: Int = 0) {
        self.new = new
        self.changed = changed
        self.unchanged = unchanged
    }
}
