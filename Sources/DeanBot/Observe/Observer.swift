import DeanDecision
import DeanDomain
import DeanMeta
import DeanStore
import Foundation
import Logging

/// The cycle's first step: reads an account from Meta and stores every reading with the time it was made.
///
/// A reading that failed or came back empty where rows were due becomes a `ReadingGap`; it never becomes a zero.
struct Observer: Sendable {
    let store: Store
    let meta: MetaClient
    let goals: [Goal]
    let signals: SignalMap
    let fallbackZone: String
    /// False in a dry run, which sends Meta nothing but GET: an asynchronous report is ordered by POST.
    let mayOrderReports: Bool
    let logger: Logger

    struct Observation: Sendable {
        var gaps: [ReadingGap] = []
        var quarantined: [QuarantinedRow] = []
    }

    func observe(_ account: AccountID, runID: RunID, now: Timestamp) async throws -> Observation {
        var observation = Observation()
        let snapshot: AccountSnapshot
        do {
            snapshot = try await meta.snapshot(account, at: now)
            try await keep(snapshot, previous: try await store.snapshot(account, asOf: now))
            try await store.record(
                .structure,
                account: account,
                status: .ok,
                reason: nil,
                rows: snapshot.ads.count,
                at: now
            )
        } catch let error as MetaError {
            let gap = ReadingGap(what: .structure, reason: error.sentence)
            try await note(gap, account: account, now: now)
            observation.gaps.append(gap)
            return observation
        }

        let zone = TimeZone(identifier: snapshot.account.timeZoneName) ?? TimeZone(identifier: fallbackZone) ?? .gmt
        let today = AccountDay(now, in: zone)
        // What learning looks back on is collected once by itself; later readings only follow Meta's restatements.
        let isCollected = try await store.hasCoverage(account, of: today - Self.collectedDays)
        let days = (today - (isCollected ? Self.restatedDays : Self.collectedDays))...today
        let assignment = GoalAssignment(snapshot: snapshot, goals: goals)

        let query = InsightQuery(account: account, level: .ad, days: days, currency: snapshot.account.currency)
        await read(
            .dailyInsights,
            in: pieces(of: query, rowsADay: try await rowsADay(of: snapshot)),
            expectsRows: snapshot.ads.contains { $0.status == .active },
            assignment: assignment,
            now: now,
            into: &observation
        )
        let hourly = InsightQuery(
            account: account,
            level: .campaign,
            days: (today - 2)...today,
            hourly: true,
            currency: snapshot.account.currency,
            mayOrderReport: mayOrderReports
        )
        await read(.hourlyInsights, in: [hourly], assignment: assignment, now: now, into: &observation)
        if try await breakdownsAreDue(account, today: today, zone: zone) {
            let queries = [["age", "gender"], ["country"]].map { breakdowns in
                InsightQuery(
                    account: account,
                    level: .campaign,
                    days: (today - 7)...(today - 1),
                    breakdowns: breakdowns,
                    currency: snapshot.account.currency,
                    mayOrderReport: mayOrderReports
                )
            }
            await read(.breakdowns, in: queries, assignment: assignment, now: now, into: &observation)
        }
        try await store.quarantine(observation.quarantined, account: account, runID: runID, at: now)
        return observation
    }

    /// Stores the snapshot, and whatever a person changed since the one before it.
    private func keep(_ snapshot: AccountSnapshot, previous: AccountSnapshot?) async throws {
        if let previous {
            try await store.recordHumanEdits(
                HumanEdits.between(previous, snapshot),
                account: snapshot.account.id
            )
        }
        try await store.save(snapshot: snapshot)
    }

    /// How many rows a day of the account may have: as many as there are ads, or as the last reading brought, where fewer.
    private func rowsADay(of snapshot: AccountSnapshot) async throws -> Int {
        let last = try await store.lastReadings(snapshot.account.id)[.dailyInsights]
        guard let last, last.status == .ok else { return snapshot.ads.count }
        return min(snapshot.ads.count, max(last.rows / 28 + 1, snapshot.ads.count { $0.status == .active }))
    }

    /// A large account is read and stored some days at a time, so that memory stays bounded, and each piece says how
    /// large it is, so that Meta is asked for a report where a direct answer would be too much.
    private func pieces(of query: InsightQuery, rowsADay: Int) -> [InsightQuery] {
        let most = mayOrderReports ? Self.mostRowsAtOnce : MetaClient.mostDirectRows
        let size = max(1, min(31, most / max(1, rowsADay)))
        return stride(from: query.days.lowerBound.ordinal, through: query.days.upperBound.ordinal, by: size).map {
            start in
            var piece = query
            let first = AccountDay(ordinal: start)
            piece.days = first...min(first + (size - 1), query.days.upperBound)
            piece.expectedRows = rowsADay * (piece.days.upperBound - piece.days.lowerBound + 1)
            piece.mayOrderReport = mayOrderReports
            return piece
        }
    }

    private static let mostRowsAtOnce = 40_000
    /// Sufficiency looks back 30 days.
    static let collectedDays = 30
    /// Meta restates insights for 28 days.
    static let restatedDays = 28

    /// One reading, by one query or several that cover it in pieces; a piece that fails makes the reading a gap.
    private func read(
        _ what: ReadingGap.Reading,
        in queries: [InsightQuery],
        expectsRows: Bool = false,
        assignment: GoalAssignment,
        now: Timestamp,
        into observation: inout Observation
    ) async {
        guard let account = queries.first?.account else { return }
        var count = 0
        do {
            var page = try await insights(queries.first)
            for (index, query) in queries.enumerated() {
                // Meta answers the next piece while this one is stored.
                async let following = insights(index + 1 < queries.count ? queries[index + 1] : nil)
                observation.quarantined += page.quarantined
                let rows = page.rows.map { row in
                    let goal = row.campaignID.flatMap { assignment.goal(of: $0) }
                    return StoredInsight(row: row, goal: goal, metrics: signals.metrics(of: goal ?? .sales, in: row))
                }
                page = InsightPage()
                count += rows.count
                try await store.save(insights: rows, account: account, readAt: now, covering: query.days)
                page = try await following
            }
            if count == 0, expectsRows {
                // Live ads without one row in a month: Meta answers so while its reporting is behind.
                let gap = ReadingGap(what: what, reason: "Meta returned no rows although ads are live")
                observation.gaps.append(gap)
                try await note(gap, account: account, status: .empty, now: now)
                return
            }
            try await store.record(what, account: account, status: .ok, reason: nil, rows: count, at: now)
        } catch {
            let gap = ReadingGap(what: what, reason: (error as? MetaError)?.sentence ?? String(describing: error))
            observation.gaps.append(gap)
            do {
                try await note(gap, account: account, now: now)
            } catch {
                logger.error("recording a reading gap", metadata: ["error": "\(error)"])
            }
        }
    }

    private func insights(_ query: InsightQuery?) async throws(MetaError) -> InsightPage {
        guard let query else { return InsightPage() }
        return try await meta.insights(query)
    }

    private func note(
        _ gap: ReadingGap,
        account: AccountID,
        status: StoredReading.Status = .failed,
        now: Timestamp
    ) async throws {
        logger.warning("reading \(gap.what.rawValue)", metadata: ["account": "\(account)", "reason": "\(gap.reason)"])
        try await store.record(
            gap.what,
            account: account,
            status: status,
            reason: gap.reason,
            rows: 0,
            at: now
        )
    }

    private func breakdownsAreDue(_ account: AccountID, today: AccountDay, zone: TimeZone) async throws -> Bool {
        let last = try await store.lastReadings(account)[.breakdowns]
        guard let last, last.status == .ok else { return true }
        return AccountDay(last.at, in: zone) < today
    }
}
