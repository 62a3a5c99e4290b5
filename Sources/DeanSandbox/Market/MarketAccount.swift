package import DeanDomain

/// An ad account of the market.
package struct MarketAccount: Sendable {
    package let id: AccountID
    package let name: String
    package let currency: Currency
    package let zoneName: String
    package let pixelID: String
    let calendar: AccountCalendar
    let countries: [String]
    /// Minor units for a thousand impressions at an average hour, with hardly any money in the auction.
    let price: Double
    /// Minor units of an average basket.
    let basket: Double
    /// Minor units.
    package let minimumDailyBudget: Int64
    /// What is named as payer and beneficiary of ads in the EU where an ad set names nobody.
    package let dsaDefault: String?
    var campaigns: [Int] = []
    var creatives: [Int] = []
    var images: [MarketImage] = []
    var videos: [MarketVideo] = []
    let audiences: [MarketAudience]
    var periods: [DeliveryPeriod] = []
    /// The first hour that has not been simulated.
    var nextHour: Int
}

/// A custom audience.
package struct MarketAudience: Sendable {
    package let id: ObjectID
    package let name: String
    package let people: Int
}

/// A picture in an account's library.
package struct MarketImage: Sendable {
    package let hash: String
    package let name: String
    package let bytes: [UInt8]
    package let createdAt: Timestamp
}

/// A video in an account's library.
package struct MarketVideo: Sendable {
    package let id: ObjectID
    package let name: String
    package let bytes: Int
    package let createdAt: Timestamp
}
