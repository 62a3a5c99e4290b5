import Foundation

/// Logistic regression with normal priors on its coefficients, fitted to their most probable values.
///
/// The penalised likelihood is concave, so Newton's method with halved steps finds its one maximum.
struct RidgeLogistic: Sendable, Hashable {
    let coefficients: [Double]

    /// One row of features, how much it weighs, and whether it came true.
    struct Row: Sendable, Hashable {
        let features: [Double]
        let weight: Double
        let met: Bool
    }

    /// Each coefficient is normal around `centre` with `precision`; what is not `free` is held at 0.
    init(_ rows: [Row], centre: [Double], precision: [Double], free: [Bool]? = nil) {
        let free = free ?? centre.map { _ in true }
        var value = zip(centre, free).map { $1 ? $0 : 0 }
        var best = Self.objective(rows, value, centre, precision)
        for _ in 0..<100 {
            guard let step = Self.step(rows, value, centre, precision, free) else { break }
            var scale = 1.0
            var moved = false
            while scale > 1e-6 {
                let next = zip(value, step).map { $0 + scale * $1 }
                let reached = Self.objective(rows, next, centre, precision)
                if reached >= best {
                    moved = reached > best
                    value = next
                    best = reached
                    break
                }
                scale /= 2
            }
            if !moved || step.allSatisfy({ abs($0) < 1e-10 }) { break }
        }
        coefficients = value
    }

    func probability(_ features: [Double]) -> Double { Self.logistic(Self.product(coefficients, features)) }

    static func logistic(_ x: Double) -> Double { x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x)) }

    private static func product(_ left: [Double], _ right: [Double]) -> Double {
        zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
    }

    private static func objective(
        _ rows: [Row],
        _ value: [Double],
        _ centre: [Double],
        _ precision: [Double]
    ) -> Double {
        var sum = 0.0
        for index in value.indices { sum -= precision[index] * pow(value[index] - centre[index], 2) / 2 }
        for row in rows {
            let x = product(value, row.features)
            let signed = row.met ? x : -x
            sum -= row.weight * (signed > 0 ? log1p(exp(-signed)) : log1p(exp(signed)) - signed)
        }
        return sum
    }

    /// Newton's step; nil where the curvature is degenerate.
    private static func step(
        _ rows: [Row],
        _ value: [Double],
        _ centre: [Double],
        _ precision: [Double],
        _ free: [Bool]
    ) -> [Double]? {
        let count = value.count
        var gradient = value.indices.map { precision[$0] * (centre[$0] - value[$0]) }
        var curvature = value.indices.map { row in value.indices.map { row == $0 ? precision[row] : 0 } }
        for row in rows {
            let chance = logistic(product(value, row.features))
            let error = row.weight * ((row.met ? 1 : 0) - chance)
            let spread = row.weight * chance * (1 - chance)
            for i in 0..<count {
                gradient[i] += error * row.features[i]
                for j in 0..<count { curvature[i][j] += spread * row.features[i] * row.features[j] }
            }
        }
        for index in 0..<count where !free[index] {
            gradient[index] = 0
            for other in 0..<count {
                curvature[index][other] = index == other ? 1 : 0
                curvature[other][index] = index == other ? 1 : 0
            }
        }
        return LinearSystem.solve(curvature, gradient)
    }
}
