/// A stretch of an account's time that is simulated in one step: an hour, or up to a whole account day in bulk.
struct DeliveryPeriod: Sendable {
    /// Hours since 1970-01-01T00:00Z.
    ///
    /// A zone with a half-hour offset counts an hour to the day that it starts in.
    let startHour: Int
    let hours: Int
    /// Ordinal of the account day.
    let day: Int
    /// First local hour, 0...23.
    let hour: Int
    /// The part of the day's money that is spent in it.
    let share: Double
    /// What a thousand impressions cost at that time of day and week, relative to the average.
    let price: Double
    /// How willing people are to buy, relative to the average.
    let mood: Double
}

/// What one ad got in one period.
struct DeliveryCell: Sendable {
    /// Minor units.
    var spend: Int64 = 0
    var impressions: Int32 = 0
    /// All clicks, those on links included.
    var clicks: Int32 = 0
    var linkClicks: Int32 = 0
    var landingPageViews: Int32 = 0
    var addToCarts: Int32 = 0
    var videoViews: Int32 = 0
    var thruplays: Int32 = 0
}
