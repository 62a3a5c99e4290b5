/// One way of forecasting a series, as the tournament sees it.
package protocol ForecastEntrant: Sendable {
    var name: EntrantName { get }

    /// A path of `backtest.horizon` values from every origin; a path uses nothing that came after its origin.
    ///
    /// Parameters may be older than an origin (they are fitted at the first, and once more at the end), states may not.
    func paths(of values: [Double], over backtest: Backtest) -> [[Double]]
}

/// The members of the tournament.
package enum EntrantName: String, Sendable, Hashable, CaseIterable, Codable {
    case seasonalNaive = "seasonal naive"
    case theta
    case exponentialSmoothing = "ets"
    case decomposition
    case smoothing = "multi-step smoothing"
    case boosted = "boosted trees"
    case recurrent = "lstm"
    case combination
}
