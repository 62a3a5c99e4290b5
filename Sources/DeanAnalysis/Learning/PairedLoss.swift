/// The mean difference of two losses on the same cases, with a standard error that knows that cases of one group go up
/// and down together (the cluster-robust variance of Liang and Zeger 1986).
package struct PairedLoss: Sendable, Hashable {
    package let count: Int
    package let groups: Int
    package let first: Double
    package let second: Double
    /// Of `first - second`.
    package let standardError: Double

    /// Nil without a case.
    package init?(first: [Double], second: [Double], groups: [Int]) {
        precondition(
            first.count == second.count && first.count == groups.count,
            "each case has both losses and a group"
        )
        guard !first.isEmpty else { return nil }
        let total = Double(first.count)
        let means = (first.reduce(0, +) / total, second.reduce(0, +) / total)
        let mean = means.0 - means.1
        var sums: [Int: Double] = [:]
        for (index, group) in groups.enumerated() { sums[group, default: 0] += first[index] - second[index] - mean }
        count = first.count
        self.groups = sums.count
        (self.first, self.second) = means
        let clusters = Double(sums.count)
        // Few groups know little about how unlike groups are.
        let correction = clusters > 1 ? clusters / (clusters - 1) : .infinity
        standardError = (correction * sums.values.reduce(0) { $0 + $1 * $1 }).squareRoot() / total
    }

    package var difference: Double { first - second }
}
