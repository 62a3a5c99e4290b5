import DeanAnalysis
import DeanDecision
import DeanDomain
import DeanStore

/// Keeps what a cycle found out about creatives, so that it can be asked for, followed and learned from.
struct CreativeKeeper: Sendable {
    let store: Store

    /// Returns the current winner of each campaign; `day` is the account's today, for which winners are chosen once.
    func keep(
        _ report: CreativeReport,
        of snapshot: AccountSnapshot,
        day: AccountDay,
        at moment: Timestamp
    ) async throws -> [WinnerReign] {
        let account = snapshot.account.id
        let creatives = Dictionary(
            snapshot.ads.map { ($0.id, $0.creativeID) },
            uniquingKeysWith: { first, _ in first }
        )
        let judged = report.fatigue.sorted { $0.key < $1.key }
        let fatigue = judged.compactMap { ad, fatigue in
            FatigueRecord(fatigue, ad: ad, creative: creatives[ad] ?? nil)
        }
        let decay = judged.flatMap { ad, fatigue in
            [
                fatigue.clicks.map { DecayRecord($0, ad: ad, rate: .ctr) },
                fatigue.events.map { DecayRecord($0, ad: ad, rate: .cvr) },
            ].compactMap(\.self)
        }
        try await store.keep(fatigue: fatigue, account: account, at: moment)
        try await store.keep(decay: decay, account: account, at: moment)
        try await store.keep(profiles: report.profiles, account: account, at: moment)
        try await store.keep(creativeDecisions: report.decisions, account: account, at: moment)
        return try await store.crown(report.winners, account: account, day: day)
    }
}

extension FatigueRecord {
    /// Nil where the clicks don't suffice to say anything.
    fileprivate init?(_ fatigue: CreativeFatigue, ad: ObjectID, creative: ObjectID?) {
        guard let clicks = fatigue.clicks else { return nil }
        self.init(
            ad: ad,
            creativeID: creative,
            probability: clicks.probability,
            isTired: fatigue.isTired,
            since: fatigue.since,
            change: clicks.change?.change,
            changeLow: clicks.change?.interval.lowerBound,
            changeHigh: clicks.change?.interval.upperBound,
            daysLeft: clicks.timeLeft?.days
        )
    }
}

extension DecayRecord {
    fileprivate init(_ decay: CreativeFatigue.Decay, ad: ObjectID, rate: Rate) {
        func slope(_ slope: RateSlope?) -> Slope? {
            slope.map { Slope(perUnit: $0.perUnit, deviation: $0.deviation) }
        }
        self.init(
            ad: ad,
            rate: rate,
            age: slope(decay.age),
            impressions: slope(decay.impressions),
            frequency: slope(decay.frequency)
        )
    }
}
