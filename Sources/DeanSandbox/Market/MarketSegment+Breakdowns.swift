extension MarketSegment {
    private static let ages: [(String, Double, Double)] = [
        ("18-24", 0.14, 0.72), ("25-34", 0.29, 1.12), ("35-44", 0.25, 1.22), ("45-54", 0.17, 1.02),
        ("55-64", 0.10, 0.80), ("65+", 0.05, 0.60),
    ]
    private static let genders: [(String, Double, Double)] = [
        ("female", 0.46, 1.04), ("male", 0.51, 0.98), ("unknown", 0.03, 0.70),
    ]

    /// The segments of one or several of Meta's breakdowns; nil when one is not known.
    static func all(_ breakdowns: [String], countries: [String]) -> [MarketSegment]? {
        var segments = [MarketSegment(values: [], share: 1, fit: 1)]
        for breakdown in breakdowns {
            let parts: [(String, Double, Double)]
            switch breakdown {
            case "age": parts = ages
            case "gender": parts = genders
            case "country":
                // Each country takes seven tenths of what the ones before it left, the last one all.
                var left = 1.0
                parts = countries.enumerated().map { index, country in
                    let share = index == countries.count - 1 ? left : left * 0.7
                    left -= share
                    return (country, share, index == 0 ? 1.03 : 0.9)
                }
            default: return nil
            }
            segments = segments.flatMap { segment in
                parts.map { part in
                    MarketSegment(
                        values: segment.values + [(name: breakdown, value: part.0)],
                        share: segment.share * part.1,
                        fit: segment.fit * part.2
                    )
                }
            }
        }
        return segments
    }
}
