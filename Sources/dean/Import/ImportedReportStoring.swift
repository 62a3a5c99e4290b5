import DeanDecision
import DeanDomain
import DeanStore

/// Puts an imported report into the store as one reading, made when the file was read.
struct ImportedReportStoring {
    let store: Store
    let goals: [Goal]
    let signals: SignalMap
    /// With credentials for Meta an account's structure is what Meta says; a file then adds numbers only.
    let structureComesFromMeta: Bool

    func store(_ report: ImportedReport) async throws -> InsightSaveCounts {
        let account = report.accountID
        let readAt = report.snapshot.readAt
        let known = try await store.snapshot(account, asOf: readAt)
        if let known, known.account.imported == nil, report.snapshot.account.imported?.isDaily == false {
            throw ImportError(
                .columns,
                "\(account) is read from Meta, day by day; this file's sums over a period would stand as one day's "
                    + "numbers. Export with Breakdown > By time > Day"
            )
        }
        let snapshot = known.map { report.snapshot.completed(by: $0) } ?? report.snapshot
        if known == nil || !structureComesFromMeta { try await store.save(snapshot: snapshot) }

        let assignment = GoalAssignment(snapshot: snapshot, goals: goals)
        let insights = report.rows.map { row in
            let goal = row.campaignID.flatMap { assignment.goal(of: $0) }
            return StoredInsight(row: row, goal: goal, metrics: signals.metrics(of: goal ?? .sales, in: row))
        }
        let days = report.rows.map(\.day)
        let covered = days.min().flatMap { first in days.max().map { first...$0 } }
        let counts = try await store.save(insights: insights, account: account, readAt: readAt, covering: covered)
        try await store.quarantine(report.quarantined, account: account, runID: nil, at: readAt)
        return counts
    }
}

extension AccountSnapshot {
    /// This snapshot with the account and the objects of `known` that it says nothing of.
    fileprivate func completed(by known: AccountSnapshot) -> AccountSnapshot {
        var merged = self
        merged.account = known.account
        if let earlier = known.account.imported {
            merged.account.imported = account.imported?.joined(with: earlier) ?? earlier
        }
        let campaignIDs = Set(campaigns.map(\.id))
        let adSetIDs = Set(adSets.map(\.id))
        let adIDs = Set(ads.map(\.id))
        merged.campaigns += known.campaigns.filter { !campaignIDs.contains($0.id) }
        // A later file can't make an ad set younger.
        let startsKnown = Dictionary(
            known.adSets.map { ($0.id, $0.startAt) },
            uniquingKeysWith: { first, _ in first }
        )
        for index in merged.adSets.indices {
            let starts = [merged.adSets[index].startAt, startsKnown[merged.adSets[index].id] ?? nil]
            merged.adSets[index].startAt = starts.compactMap(\.self).min()
        }
        merged.adSets += known.adSets.filter { !adSetIDs.contains($0.id) }
        merged.ads += known.ads.filter { !adIDs.contains($0.id) }
        merged.creatives = known.creatives
        return merged
    }
}
