/// A purchase or lead that a click led to.
struct Conversion: Sendable {
    /// When it happened; reports put it on this hour's day.
    let hour: Int
    /// When reports begin to show it.
    let visibleHour: Int
    /// Ordinal of the account day, and hour of it.
    let day: Int
    let localHour: Int
    /// Minor units; 0 for a lead.
    let value: Int64
}
