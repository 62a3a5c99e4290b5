import DeanDomain

/// The rows that are compared with one another.
struct InsightShape: Hashable, Sendable {
    let grain: InsightGrain
    let level: ObjectKind
}

/// What a reading of insights adds to what is stored.
struct InsightChanges: Sendable {
    struct Change: Sendable {
        let insight: StoredInsight
        let fingerprint: Int64
        /// The version that this one ends; nil for a row never seen before.
        let current: CurrentVersion?
    }

    /// How many rows one transaction writes: some 50 ms of the one writer's time.
    private static let batchSize = 4096

    private(set) var counts = InsightSaveCounts()
    private(set) var shapes: Set<InsightShape> = []
    private var changes: [Change] = []

    init(_ insights: [StoredInsight], account: AccountID, on connection: any StoreConnection) throws {
        let byShape = Dictionary(grouping: insights.indices) {
            InsightShape(grain: insights[$0].grain, level: insights[$0].row.level)
        }
        shapes = Set(byShape.keys)
        for (shape, indices) in byShape {
            let days = indices.lazy.map { insights[$0].row.day }
            guard let first = days.min(), let last = days.max() else { continue }
            let stored = try Self.current(account, shape, first...last, on: connection)
            try compare(indices.lazy.map { insights[$0] }, with: stored)
        }
        // Each day then falls into one batch or two, and its totals are added up as often.
        changes.sort { $0.insight.row.day < $1.insight.row.day }
    }

    var batches: [[Change]] {
        stride(from: 0, to: changes.count, by: Self.batchSize).map {
            Array(changes[$0..<min($0 + Self.batchSize, changes.count)])
        }
    }

    private mutating func compare(_ insights: some Sequence<StoredInsight>, with stored: Stored) throws {
        var isSeen = Set<InsightKey>(minimumCapacity: insights.underestimatedCount)
        for insight in insights {
            let key = insight.key
            guard isSeen.insert(key).inserted else {
                throw StoreError(
                    .constraint,
                    "\(insight.row.level.rawValue) \(key.objectID) stands twice for \(insight.row.day)"
                        + (insight.row.hour.map { " hour \($0)" } ?? "")
                        + (insight.row.breakdown.map { " \($0)" } ?? "")
                        + ": expected one row"
                )
            }
            let fingerprint = insight.fingerprint
            guard let current = stored[key] else {
                counts.new += 1
                changes.append(Change(insight: insight, fingerprint: fingerprint, current: nil))
                continue
            }
            if current.fingerprint == fingerprint {
                counts.unchanged += 1
            } else {
                counts.changed += 1
                changes.append(Change(insight: insight, fingerprint: fingerprint, current: current))
            }
        }
    }

    private typealias Stored = [InsightKey: CurrentVersion]

    private static func current(
        _ account: AccountID,
        _ shape: InsightShape,
        _ days: ClosedRange<AccountDay>,
        on connection: any StoreConnection
    ) throws -> Stored {
        var stored = Stored()
        try connection.query(
            """
            SELECT object_id, day, hour, breakdown, version, fingerprint, read_at FROM performance_metrics
            WHERE account_id = $1 AND grain = $2 AND level = $3 AND day BETWEEN $4 AND $5 AND superseded_at IS NULL
            """,
            [.raw(account), .raw(shape.grain), .raw(shape.level), .day(days.lowerBound), .day(days.upperBound)]
        ) { rows in
            for row in rows {
                let key = InsightKey(
                    objectID: try row.text(0),
                    day: try row.integer(1),
                    hour: try row.integer(2),
                    breakdown: try row.text(3)
                )
                stored[key] = CurrentVersion(
                    version: try row.integer(4),
                    fingerprint: try row.integer(5),
                    readAt: try row.integer(6)
                )
            }
        }
        return stored
    }
}
