import DeanDomain
import Synchronization

/// Insights that were asked for: asynchronous reports, and the rows of a report that is being paged through.
final class GraphReports: Sendable {
    /// A report's rows with what is needed to write them.
    struct Rows: Sendable {
        var rows: [MarketInsight]
        var level: ObjectKind
        var fields: [String]
        var account: Int
    }

    struct Run: Sendable {
        let id: String
        let account: AccountID
        let rows: Rows
        let since: AccountDay
        let until: AccountDay
        let startedAt: Timestamp
        /// How often somebody looked; each look moves the job on.
        var looks = 0
        let fails: Bool
    }

    private struct State {
        var runs: [String: Run] = [:]
        var nextRun = 6_100_000_000_001
        var cache: [(key: String, rows: Rows)] = []
    }

    private let state = Mutex(State())

    func start(
        account: AccountID,
        rows: Rows,
        days: ClosedRange<AccountDay>,
        at moment: Timestamp,
        fails: Bool
    ) -> String {
        state.withLock { state in
            let id = String(state.nextRun)
            state.nextRun += 7
            state.runs[id] = Run(
                id: id,
                account: account,
                rows: rows,
                since: days.lowerBound,
                until: days.upperBound,
                startedAt: moment,
                fails: fails
            )
            return id
        }
    }

    func run(_ id: String) -> Run? { state.withLock { $0.runs[id] } }

    /// Counts a look at the run and returns it as it was before.
    func look(at id: String) -> Run? {
        state.withLock { state in
            defer { state.runs[id]?.looks += 1 }
            return state.runs[id]
        }
    }

    /// The rows for `key`, made once: a report of many pages is not computed again for each of them.
    func rows(_ key: String, make: () throws -> Rows) rethrows -> Rows {
        if let known = state.withLock({ $0.cache.first { $0.key == key }?.rows }) { return known }
        let rows = try make()
        state.withLock { state in
            state.cache.insert((key, rows), at: 0)
            if state.cache.count > 3 { state.cache.removeLast() }
        }
        return rows
    }
}

/// How far an asynchronous report has got.
enum ReportProgress {
    /// Status and percent by the number of looks at it.
    static func after(_ looks: Int, fails: Bool) -> (status: String, percent: Int64) {
        switch looks {
        case 0: ("Job Not Started", 0)
        case 1: ("Job Started", 5)
        case 2: ("Job Running", 60)
        default: fails ? ("Job Failed", 60) : ("Job Completed", 100)
        }
    }
}
