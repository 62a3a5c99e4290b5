import Foundation

extension Contest {
    /// Standard deviations at which a normal variable is cut into cells.
    private static let normalCuts: [Double] = stride(from: -6.0, through: 6.0, by: 0.25).map { $0 }

    /// The contest of independent normal variables; a variance of 0 is a single value.
    static func normals(_ arms: [(mean: Double, variance: Double)]) -> Contest {
        let scale = arms.map { abs($0.mean) + $0.variance.squareRoot() }.max() ?? 0
        let floor = max(scale * 1e-12, 1e-300)
        let deviations = arms.map { max($0.variance.squareRoot(), floor) }
        var edges = zip(arms, deviations).flatMap { arm, deviation in
            normalCuts.map { arm.mean + $0 * deviation }
        }
        edges.sort()
        let cells = edges.count - 1
        let values = (0..<cells).map { (edges[$0] + edges[$0 + 1]) / 2 }
        var masses = [Double](repeating: 0, count: cells * arms.count)
        for (index, arm) in arms.enumerated() {
            var below = 0.0
            for cell in 0..<cells {
                let z = (edges[cell + 1] - arm.mean) / deviations[index]
                let reached = z >= 6 ? 1 : z <= -6 ? 0 : NormalDistribution.cumulative(z)
                masses[index * cells + cell] = max(0, reached - below)
                below = max(below, reached)
            }
        }
        return Contest(values: values, masses: masses, variables: arms.count, isExact: false)
    }
}
