package import DeanDomain

/// How an ad set is copied, where the step leaves it open.
package struct CopyOptions: Sendable, Hashable {
    /// What the copies are set to: active or paused.
    package var status: ConfiguredStatus
    /// How many ads the source holds, where that is known.
    ///
    /// Meta copies up to three while one waits, up to fifty-one afterwards.
    package var adCount: Int?

    package init(status: ConfiguredStatus = .active, adCount: Int? = nil) {
        self.status = status
        self.adCount = adCount
    }

    static let mostAdsAtOnce = 3
    static let mostAds = 50

    var isAsynchronous: Bool { (adCount ?? 0) > Self.mostAdsAtOnce }
}
