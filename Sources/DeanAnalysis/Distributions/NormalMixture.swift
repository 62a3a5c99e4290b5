/// A weighted mixture of normal distributions.
package struct NormalMixture: Sendable, Hashable {
    package struct Part: Sendable, Hashable {
        package let weight: Double
        package let mean: Double
        package let deviation: Double

        package init(weight: Double, mean: Double, deviation: Double) {
            self.weight = weight
            self.mean = mean
            self.deviation = deviation
        }
    }

    package let parts: [Part]

    package init(_ parts: [Part]) {
        self.parts = parts
    }

    package var mean: Double { parts.reduce(0) { $0 + $1.weight * $1.mean } }

    package func cumulative(_ value: Double) -> Double {
        parts.reduce(0) { sum, part in
            guard part.deviation > 0 else {
                // A point mass at the value itself counts half, so that a difference of 0 has no sign.
                return sum + part.weight * (value > part.mean ? 1 : value == part.mean ? 0.5 : 0)
            }
            return sum + part.weight * NormalDistribution.cumulative((value - part.mean) / part.deviation)
        }
    }

    /// The value with P(X ≤ value) = probability, by bisection.
    package func quantile(_ probability: Double) -> Double {
        let reach = NormalDistribution.quantile(probability)
        let each = parts.filter { $0.weight > 0 }.map { $0.mean + reach * $0.deviation }
        // A mixture's quantile lies between those of its parts.
        var low = each.min() ?? 0
        var high = each.max() ?? 0
        for _ in 0..<200 {
            let middle = (low + high) / 2
            if middle <= low || middle >= high || high - low < 1e-13 * max(abs(low), abs(high)) { return middle }
            if cumulative(middle) < probability { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}
