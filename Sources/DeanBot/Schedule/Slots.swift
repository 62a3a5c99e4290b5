package import DeanDomain

/// The times at which an account is due.
///
/// A slot is a whole multiple of the interval since 1970, so every replica names it alike; its jitter is a hash of the
/// account, so accounts spread out and each keeps its own minute.
package struct Slots: Sendable {
    let interval: TimeSpan

    package init(interval: TimeSpan) {
        self.interval = interval
    }

    /// At most a tenth of the interval, and at most five minutes.
    func jitter(of account: AccountID) -> TimeSpan {
        let bound = min(interval.seconds / 10, 300)
        guard bound > 0 else { return TimeSpan(seconds: 0) }
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in account.rawValue.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0100_0000_01b3 }
        return TimeSpan(seconds: Int64(hash % UInt64(bound)))
    }

    /// The slot in force at `now`: the latest whose time, jitter included, has come.
    package func current(for account: AccountID, at now: Timestamp) -> Timestamp {
        let shifted = now.seconds - jitter(of: account).seconds
        return Timestamp(seconds: shifted - shifted % interval.seconds)
    }

    /// When the slot after the current one starts, jitter included.
    package func next(for account: AccountID, after now: Timestamp) -> Timestamp {
        current(for: account, at: now) + interval + jitter(of: account)
    }
}
