import Foundation

extension Contest {
    /// Standard deviations at which an arm's belief is cut into cells.
    private static let cuts: [Double] = stride(from: -6.0, through: 6.0, by: 0.4).map { $0 }

    /// The contest of arms over their rates: cells are single rates where only few numbers of clicks can come.
    package static func rates(_ beliefs: [RateBelief]) -> Contest {
        let steps = beliefs.map(\.steps)
        let exact = steps.compactMap { $0 }
        return exact.count == beliefs.count ? counted(beliefs, exact) : cut(beliefs, steps)
    }

    private static func counted(_ beliefs: [RateBelief], _ steps: [ClosedRange<Int>]) -> Contest {
        // Equal fractions are equal doubles, because division rounds correctly; so ties meet in one cell.
        let rates = zip(beliefs, steps).map { belief, steps in steps.map { Double($0) / (belief.remaining ?? 1) } }
        let values = Array(Set(rates.joined())).sorted()
        let places = Dictionary(uniqueKeysWithValues: values.enumerated().map { ($1, $0) })
        var masses = [Double](repeating: 0, count: values.count * beliefs.count)
        for (arm, belief) in beliefs.enumerated() {
            for (rate, mass) in zip(rates[arm], belief.probabilities(steps[arm])) {
                masses[arm * values.count + (places[rate] ?? 0)] += mass
            }
        }
        return Contest(values: values, masses: masses, variables: beliefs.count, isExact: true)
    }

    private static func cut(_ beliefs: [RateBelief], _ steps: [ClosedRange<Int>?]) -> Contest {
        var edges: [Double] = [0, 1]
        for (belief, steps) in zip(beliefs, steps) {
            if let steps {
                edges += steps.map { Double($0) / (belief.remaining ?? 1) }
            } else {
                edges += belief.rates(at: cuts)
            }
        }
        edges.sort()
        edges = zip(edges, edges.dropFirst()).filter { $1 - $0 > 1e-12 }.map(\.0) + [1]
        let cells = edges.count - 1
        let values = (0..<cells).map { (edges[$0] + edges[$0 + 1]) / 2 }
        let logs = values.map { (log($0), log1p(-$0)) }
        var masses = [Double](repeating: 0, count: cells * beliefs.count)
        for (arm, belief) in beliefs.enumerated() {
            let start = arm * cells
            if let steps = steps[arm] {
                for (count, mass) in zip(steps, belief.probabilities(steps)) {
                    let rate = Double(count) / (belief.remaining ?? 1)
                    var low = 0
                    var high = cells - 1
                    while low < high {
                        let middle = (low + high + 1) / 2
                        if edges[middle] <= rate { low = middle } else { high = middle - 1 }
                    }
                    masses[start + low] += mass
                }
                continue
            }
            let (a, b) = belief.shape
            let top = (a - 1) * log(belief.mean) + (b - 1) * log1p(-belief.mean)
            var total = 0.0
            for cell in 0..<cells {
                let height = (a - 1) * logs[cell].0 + (b - 1) * logs[cell].1 - top
                guard height > -40 else { continue }
                let mass = exp(height) * (edges[cell + 1] - edges[cell])
                masses[start + cell] = mass
                total += mass
            }
            for cell in 0..<cells { masses[start + cell] /= total }
        }
        return Contest(values: values, masses: masses, variables: beliefs.count, isExact: false)
    }
}
