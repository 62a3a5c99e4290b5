package import DeanDomain

/// What Meta's headers and throttle errors say of the limits, and what may be sent by that.
///
/// Pure.
///
/// Percentages are of rolling windows, so a reading that has not been renewed fades in a straight line over its window;
/// otherwise a limit that was once near would keep back the very reads that could show that it no longer is.
package struct UsageLedger: Sendable {
    package enum Scope: Hashable, Sendable {
        case app
        case account(AccountID)
        case insights(AccountID)
    }

    package enum Admission: Sendable, Hashable {
        case go
        /// Send after this pause.
        case pace(TimeSpan)
        /// Not before then, and why.
        case blocked(until: Timestamp, reason: String)
    }

    package struct Reading: Sendable, Hashable {
        package var scope: Scope
        /// The header it came from; the newest reading of each replaces the one before.
        package var source: String
        package var percent: Double
        package var window: TimeSpan
        /// How long Meta says that access is gone for.
        package var regainsAfter: TimeSpan?

        package init(
            scope: Scope,
            source: String,
            percent: Double,
            window: TimeSpan,
            regainsAfter: TimeSpan? = nil
        ) {
            self.scope = scope
            self.source = source
            self.percent = percent
            self.window = window
            self.regainsAfter = regainsAfter
        }
    }

    package static let slowFrom = 75.0
    package static let writesOnlyFrom = 90.0
    /// The longest pause before a background read, reached just below `writesOnlyFrom`.
    private static let longestPace = 30.0
    private static let defaultBlock = TimeSpan(seconds: 300)

    private struct Source: Hashable {
        let scope: Scope
        let name: String
    }

    private var readings: [Source: (reading: Reading, at: Timestamp)] = [:]
    private var blocks: [Scope: Timestamp] = [:]

    package init() {}

    package mutating func record(_ new: [Reading], at now: Timestamp) {
        for reading in new {
            readings[Source(scope: reading.scope, name: reading.source)] = (reading, now)
            if let span = reading.regainsAfter, span.seconds > 0 { block(reading.scope, until: now + span) }
        }
    }

    /// Blocks what a throttle error is about; returns how long, so that the error can say it.
    package mutating func record(
        throttle error: MetaError,
        account: AccountID?,
        insights: Bool,
        at now: Timestamp
    ) -> TimeSpan {
        // One ad set's budget is blocked, not the account.
        if error.subcode == 1_487_632 { return .hours(1) }
        let scope = Self.scope(of: error, account: account, insights: insights)
        let known = blocks[scope].map { $0 - now }
        let span = error.retryAfter ?? known.flatMap { $0.seconds > 0 ? $0 : nil } ?? Self.defaultBlock
        block(scope, until: now + span)
        return span
    }

    /// The fullest limit that concerns the account, in percent; nil when nothing is known.
    package func usage(_ account: AccountID, at now: Timestamp) -> Double? {
        percent(of: [.app, .account(account), .insights(account)], at: now)
    }

    package func admission(
        _ priority: MetaPriority,
        account: AccountID?,
        insights: Bool,
        at now: Timestamp
    ) -> Admission {
        var scopes: [Scope] = [.app]
        if let account {
            scopes.append(.account(account))
            if insights { scopes.append(.insights(account)) }
        }
        if let until = scopes.compactMap({ blocks[$0] }).max(), until > now {
            return .blocked(until: until, reason: "Meta has throttled it until \(until)")
        }
        guard priority >= .interactiveRead, let percent = percent(of: scopes, at: now), percent >= Self.slowFrom else {
            return .go
        }
        if percent >= Self.writesOnlyFrom {
            let until = now + timeUntilBelowWritesOnly(scopes, at: now)
            return .blocked(
                until: until,
                reason: "Meta's limit is used to \(Int(percent)) %; only approved writes go until about \(until)"
            )
        }
        guard priority == .backgroundRead else { return .go }
        let share = (percent - Self.slowFrom) / (Self.writesOnlyFrom - Self.slowFrom)
        return .pace(TimeSpan(seconds: Int64((1 + share * (Self.longestPace - 1)).rounded())))
    }

    private mutating func block(_ scope: Scope, until: Timestamp) {
        blocks[scope] = max(blocks[scope] ?? until, until)
    }

    private static func scope(of error: MetaError, account: AccountID?, insights: Bool) -> Scope {
        guard let account else { return .app }
        switch (error.code, error.subcode) {
        case (_, 1_504_022), (_, 1_504_039): return .insights(account)
        case (4, _), (17, _), (32, _), (341, _): return .app
        case (80_000, _): return insights ? .insights(account) : .account(account)
        default: return .account(account)  // 613 and the other business use cases count per account.
        }
    }

    private func percent(of scopes: [Scope], at now: Timestamp) -> Double? {
        readings.values.filter { scopes.contains($0.reading.scope) }.map { Self.faded($0.reading, $0.at, now) }.max()
    }

    private static func faded(_ reading: Reading, _ at: Timestamp, _ now: Timestamp) -> Double {
        guard reading.window.seconds > 0 else { return reading.percent }
        let age = Double((now - at).seconds) / Double(reading.window.seconds)
        return reading.percent * max(0, min(1, 1 - age))
    }

    private func timeUntilBelowWritesOnly(_ scopes: [Scope], at now: Timestamp) -> TimeSpan {
        let spans = readings.values.compactMap { entry -> Int64? in
            guard scopes.contains(entry.reading.scope), entry.reading.percent >= Self.writesOnlyFrom else { return nil }
            let window = Double(entry.reading.window.seconds)
            let falls = window * (1 - Self.writesOnlyFrom / entry.reading.percent)
            return Int64(falls.rounded(.down)) + 1 - (now - entry.at).seconds
        }
        return TimeSpan(seconds: max(1, spans.max() ?? 1))
    }
}
