/// What a creative really is worth; reports only ever show it through noise.
package struct CreativeQuality: Sendable, Hashable {
    /// Link clicks per impression while nobody has seen it yet.
    package var clickRate: Double
    /// Purchases per link click.
    package var purchaseRate: Double
    /// Leads per link click, where leads are what the ad set is after.
    package var leadRate: Double
    /// Its basket relative to the account's average one.
    package var basket: Double
    /// How fast people tire of it; 1 is usual.
    package var wear: Double
    /// Plays of at least three seconds per impression; 0 for a picture.
    package var hookRate: Double
    /// Plays to the end (or 15 seconds) per play of three seconds.
    package var holdRate: Double

    package init(
        clickRate: Double,
        purchaseRate: Double,
        leadRate: Double = 0.12,
        basket: Double = 1,
        wear: Double = 1,
        hookRate: Double = 0,
        holdRate: Double = 0.25
    ) {
        self.clickRate = clickRate
        self.purchaseRate = purchaseRate
        self.leadRate = leadRate
        self.basket = basket
        self.wear = wear
        self.hookRate = hookRate
        self.holdRate = holdRate
    }
}

/// The people an ad set reaches.
struct AudienceTraits: Sendable {
    var people: Double
    /// What a thousand impressions cost among them, relative to the account's average.
    var price: Double = 1
    /// How well the offer fits them: multiplies the purchase rate.
    var fit: Double = 1
    /// Minor units a day at which the price of impressions has doubled against none.
    var capacity: Double

    /// The part of an audience that is on line often enough to be shown anything.
    static let reachable = 0.6
}
