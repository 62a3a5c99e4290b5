import Foundation

/// A weighted mean of entrants' paths, the weights from what had been seen of their errors by each origin.
package struct ForecastCombination: Sendable {
    package let paths: [[Double]]
    /// The weights at the end, one an entrant, adding up to 1.
    package let weights: [Double]

    /// Weights fall with this power of the mean absolute error.
    package static let power = 8.0

    /// - Parameters:
    ///   - entrants: paths of each entrant, one an origin.
    ///   - errors: of each entrant by each origin; an infinite one means not seen yet.
    package init(_ entrants: [[[Double]]], errors: [[Double]]) {
        let origins = entrants.first?.count ?? 0
        var paths: [[Double]] = []
        var weights: [Double] = []
        for place in 0..<origins {
            weights = Self.weights(errors.map { $0[place] })
            var path = [Double](repeating: 0, count: entrants[0][place].count)
            for (weight, entrant) in zip(weights, entrants) where weight > 0 {
                for step in path.indices { path[step] += weight * entrant[place][step] }
            }
            paths.append(path)
        }
        self.paths = paths
        self.weights = weights
    }

    package static func weights(_ errors: [Double]) -> [Double] {
        guard let least = errors.min(), least.isFinite else {
            return errors.map { _ in 1 / Double(errors.count) }
        }
        guard least > 0 else {
            let exact = errors.map { $0 == 0 ? 1.0 : 0.0 }
            let count = exact.reduce(0, +)
            return exact.map { $0 / count }
        }
        let raw = errors.map { pow(least / $0, power) }
        let sum = raw.reduce(0, +)
        return raw.map { $0 / sum }
    }
}
