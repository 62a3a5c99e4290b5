package import DeanDomain

/// The windows over which performance is read, in complete account days.
package enum WindowLength: Int, Sendable, CaseIterable {
    case day = 1
    case threeDays = 3
    case week = 7
    case fortnight = 14
    case fourWeeks = 28

    package var days: Int { rawValue }
}

/// An object's sums over a window and the ratios of those sums.
///
/// Ratios are ratios of sums, never means of ratios; a ratio whose denominator is zero is nil, because it is unknown
/// and not zero. Money is in minor units of the account's currency.
package struct PerformanceWindow: Sendable, Hashable {
    package var metrics: Metrics
    /// People reached over the whole window.
    ///
    /// Reach does not add over days, so it is nil unless it was read for just this window.
    package var reach: Int?

    package init(_ metrics: Metrics, reach: Int? = nil) {
        self.metrics = metrics
        self.reach = reach
    }

    /// The windows of a series that end with its last complete day.
    package static func all(of series: DailySeries, endingWith day: AccountDay) -> [WindowLength: PerformanceWindow] {
        Dictionary(
            uniqueKeysWithValues: WindowLength.allCases.map {
                ($0, PerformanceWindow(series.sum($0.days, endingWith: day)))
            }
        )
    }

    /// Clicks per impression.
    package var ctr: Double? { ratio(Double(metrics.clicks), Double(metrics.impressions)) }
    package var cpc: Double? { ratio(Double(metrics.spend), Double(metrics.clicks)) }
    /// Cost of a thousand impressions.
    package var cpm: Double? { ratio(Double(metrics.spend) * 1000, Double(metrics.impressions)) }
    /// Core events per link click.
    package var cvr: Double? { ratio(metrics.events, Double(metrics.linkClicks)) }
    /// Cost of a core event; the CPA where the event is a conversion.
    package var costPerEvent: Double? { ratio(Double(metrics.spend), metrics.events) }
    package var roas: Double? { ratio(Double(metrics.revenue), Double(metrics.spend)) }
    package var frequency: Double? { reach.flatMap { ratio(Double(metrics.impressions), Double($0)) } }

    private func ratio(_ numerator: Double, _ denominator: Double) -> Double? {
        denominator > 0 ? numerator / denominator : nil
    }
}
