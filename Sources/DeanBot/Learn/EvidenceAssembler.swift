import DeanDecision
import DeanDomain
import DeanStore
import Foundation

/// Rebuilds from the store what was known of an account at a moment.
struct EvidenceAssembler: Sendable {
    let store: Store
    let goals: [Goal]
    let fallbackZone: String

    /// How far back daily rows are read; SPEC 3's longest window is 28 days and sufficiency looks back 30.
    static let days = 35

    /// Nil when the account has never been read.
    func evidence(for account: AccountID, asOf now: Timestamp, gaps: [ReadingGap]) async throws -> AccountEvidence? {
        guard let snapshot = try await store.snapshot(account, asOf: now) else { return nil }
        let zone = TimeZone(identifier: snapshot.account.timeZoneName) ?? TimeZone(identifier: fallbackZone) ?? .gmt
        let moment = Self.moment(snapshot, now: now, zone: zone)
        let today = AccountDay(moment, in: zone)
        let first = today - Self.days
        var delays: [GoalKey: [DelayReading]] = [:]
        for goal in goals where goal.active {
            delays[goal.key] = try await store.delayReadings(
                account,
                goal: goal.key,
                since: first,
                zone: zone,
                asOf: now
            )
        }
        return AccountEvidence(
            snapshot: snapshot,
            asOf: moment,
            goals: goals,
            daily: try await store.dailyMetrics(account, days: Self.dailyDays(snapshot, today: today), asOf: now),
            hourly: try await store.hourlyMetrics(account, since: first, asOf: now),
            delays: delays,
            humanEdits: try await store.humanEdits(account, since: now - .days(7)),
            pastActions: try await store.pastActions(account, since: now - .days(14)),
            rejections: try await store.rejections(account, since: now - .days(28)),
            gaps: gaps
        )
    }

    /// What a file says is looked at as it was when the file's last day had ended.
    private static func moment(_ snapshot: AccountSnapshot, now: Timestamp, zone: TimeZone) -> Timestamp {
        guard let imported = snapshot.account.imported else { return now }
        return min(now, (imported.lastDay + 1).start(in: zone))
    }

    /// Sums over a period all stand on its last day; what stands on others is of another file.
    private static func dailyDays(_ snapshot: AccountSnapshot, today: AccountDay) -> ClosedRange<AccountDay> {
        guard let imported = snapshot.account.imported, !imported.isDaily else { return (today - days)...today }
        return imported.lastDay...imported.lastDay
    }
}
