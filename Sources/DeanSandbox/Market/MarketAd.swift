package import DeanDomain

/// An ad.
package struct MarketAd: Sendable {
    package let id: ObjectID
    let adSet: Int
    package var creative: Int
    package var name: String
    package var status: String
    package let createdAt: Timestamp
    package var updatedAt: Timestamp
    /// Until then the ad waits for Meta's review and gets no delivery.
    package var reviewedAt: Timestamp
    /// Whether auctions are ever won.
    ///
    /// An ad without delivery is not an ad without success.
    var delivers = true
    var delivery: AdDelivery
}

/// A creative in an account's library.
package struct MarketCreative: Sendable {
    package let id: ObjectID
    let account: Int
    package var name: String
    package let title: String
    package let body: String
    package let imageHash: String?
    package let videoID: String?
    /// `object_story_spec` or `asset_feed_spec`, whichever it was made with.
    package let specName: String
    package let spec: GraphJSON
    package let createdAt: Timestamp
    package var status = "ACTIVE"
    var quality: CreativeQuality
}
