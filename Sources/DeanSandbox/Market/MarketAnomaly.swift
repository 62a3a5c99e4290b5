package import DeanDomain

/// Something that goes wrong in the market, from a moment on or for a time.
package struct MarketAnomaly: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        /// Conversions stop being counted while clicks go on.
        case trackingOutage = "tracking_outage"
        /// Impressions cost `strength` times as much.
        case priceSpike = "cpm_spike"
        /// Money is spent `strength` times as fast, past every daily budget.
        case spendRunaway = "spend_runaway"
        /// The click rate falls to `strength` of itself.
        case clickCollapse = "ctr_collapse"
    }

    package var kind: Kind
    package var account: AccountID
    /// A campaign, ad set or ad; nil for the whole account.
    package var object: ObjectID?
    package var from: Timestamp
    package var until: Timestamp?
    package var strength: Double

    package init(
        _ kind: Kind,
        account: AccountID,
        object: ObjectID? = nil,
        from: Timestamp,
        until: Timestamp? = nil,
        strength: Double? = nil
    ) {
        self.kind = kind
        self.account = account
        self.object = object
        self.from = from
        self.until = until
        self.strength = strength ?? Self.usualStrength(of: kind)
    }

    package static func usualStrength(of kind: Kind) -> Double {
        switch kind {
        case .trackingOutage: 0
        case .priceSpike: 2.4
        case .spendRunaway: 3
        case .clickCollapse: 0.35
        }
    }

    func covers(_ hour: Int) -> Bool {
        let moment = Int64(hour) * 3600
        // The hour in which it begins is affected already.
        return moment + 3599 >= from.seconds && moment < until?.seconds ?? .max
    }
}
