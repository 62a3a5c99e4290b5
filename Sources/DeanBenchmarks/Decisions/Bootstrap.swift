import DeanDomain

/// Standard errors of a statistic over cases that stand alone (tests, experiments, files), by drawing them anew.
struct Bootstrap {
    let cases: Int
    var resamples = 300
    var seed: UInt64 = 1

    /// The statistic is the figure over the cases at these places, which may repeat.
    func standardError(_ statistic: ([Int]) -> Double) -> Double {
        guard cases > 1 else { return .nan }
        var random = SeededRandom(seed: seed)
        let values = (0..<resamples).map { _ in
            statistic((0..<cases).map { _ in Int.random(in: 0..<cases, using: &random) })
        }.filter(\.isFinite)
        let mean = values.reduce(0, +) / Double(values.count)
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (squares / Double(max(1, values.count - 1))).squareRoot()
    }
}
