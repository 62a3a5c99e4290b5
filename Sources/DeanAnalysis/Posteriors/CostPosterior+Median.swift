extension CostPosterior {
    /// The probability that this cost is at most `factor` times the median of the others' costs; nil without others.
    ///
    /// Exact up to the quadrature over this cost's quantiles: given the cost, the number of others that lie below a
    /// bound is Poisson binomial. The median of an even number is the mean of the two in the middle; beyond eight others
    /// the mean of those two's probabilities does for it (the error is below 0.002 there).
    package func probability(atMost factor: Double, timesMedianOf others: [CostPosterior]) -> Double? {
        guard let first = others.first, factor > 0 else { return nil }
        if others.count == 1 { return probability(atMost: factor, times: first) }
        if others.count > Self.mostExact {
            // The median of so many is as good as known.
            return RobustStatistics.median(others.map(\.median)).map { probability(costAtMost: factor * $0) }
        }
        let nodes = 48
        var total = 0.0
        for node in 0..<nodes {
            let cost = quantile((Double(node) + 0.5) / Double(nodes))
            total += Self.probability(medianOf: others, isAtLeast: cost / factor)
        }
        return total / Double(nodes)
    }

    private static let mostExact = 60

    private static func probability(medianOf others: [CostPosterior], isAtLeast bound: Double) -> Double {
        // below[k] is the probability that exactly k others cost less than the bound.
        var below = [1.0]
        for other in others {
            let p = other.probability(costAtMost: bound)
            below.append(0)
            for count in stride(from: below.count - 1, through: 1, by: -1) {
                below[count] = below[count] * (1 - p) + below[count - 1] * p
            }
            below[0] *= 1 - p
        }
        let lowerRank = (others.count - 1) / 2
        let upperRank = others.count / 2
        let lower = below[0...lowerRank].reduce(0, +)
        if lowerRank == upperRank { return lower }
        if others.count > mostPaired { return (lower + below[0...upperRank].reduce(0, +)) / 2 }
        return lower + pairReaching(bound, others, rank: upperRank)
    }

    private static let mostPaired = 8

    /// The probability that, of the two middle costs, the lower lies below the bound and their mean doesn't.
    private static func pairReaching(_ bound: Double, _ others: [CostPosterior], rank: Int) -> Double {
        let cells = 12
        let width = bound / Double(cells)
        var total = 0.0
        for cell in 0..<cells {
            let start = Double(cell) * width
            let partner = 2 * bound - (start + width / 2)
            let within = { (limit: Double) in
                joint(rank, below: start + width, limit, others) - joint(rank, below: start, limit, others)
            }
            total += within(.infinity) - within(partner)
        }
        return total
    }

    /// P(at least `rank` of the costs are at most `low`, and more than `rank` at most `high`).
    private static func joint(_ rank: Int, below low: Double, _ high: Double, _ others: [CostPosterior]) -> Double {
        // chances[a][c]: a costs at most low (a capped at rank), c at most high (capped at rank + 1).
        var chances = [[Double]](repeating: [Double](repeating: 0, count: rank + 2), count: rank + 1)
        chances[0][0] = 1
        for other in others {
            let belowLow = other.probability(costAtMost: low)
            let belowHigh = high.isFinite ? other.probability(costAtMost: high) : 1
            var next = chances.map { $0.map { $0 * (1 - belowHigh) } }
            for a in 0...rank {
                for c in 0...(rank + 1) where chances[a][c] > 0 {
                    next[a][min(rank + 1, c + 1)] += chances[a][c] * (belowHigh - belowLow)
                    next[min(rank, a + 1)][min(rank + 1, c + 1)] += chances[a][c] * belowLow
                }
            }
            chances = next
        }
        return chances[rank][rank + 1]
    }
}
