package import DeanDomain

/// A change of an ad's status as two readings showed it.
package struct AdTransition: Sendable, Hashable {
    package struct State: Sendable, Hashable {
        package var status: String?
        package var effectiveStatus: String?

        package init(status: String?, effectiveStatus: String?) {
            self.status = status
            self.effectiveStatus = effectiveStatus
        }
    }

    package var ad: ObjectID
    /// Nil when the ad was not listed before.
    package var from: State?
    /// Nil when the ad is no longer listed.
    package var to: State?
    /// When the reading that showed it was made; nil before it is stored.
    package var seenAt: Timestamp?

    init(ad: ObjectID, from: State?, to: State?) {
        self.ad = ad
        self.from = from
        self.to = to
    }

    init(_ row: StoreRow) throws {
        ad = try row.raw("ad_id")
        seenAt = try row.time("seen_at")
        from = try Self.state(row, "from")
        to = try Self.state(row, "to")
    }

    private static func state(_ row: StoreRow, _ side: String) throws -> State? {
        guard let status = try row.optionalText("\(side)_status") else { return nil }
        return State(status: status, effectiveStatus: try row.optionalText("\(side)_effective_status"))
    }

    static let columns = "ad_id, seen_at, from_status, from_effective_status, to_status, to_effective_status"

    func values(seenAt: Timestamp) -> [StoreValue] {
        [
            .raw(ad), .time(seenAt), .string(from?.status), .string(from?.effectiveStatus), .string(to?.status),
            .string(to?.effectiveStatus),
        ]
    }
}
