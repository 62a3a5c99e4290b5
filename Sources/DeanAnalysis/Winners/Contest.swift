import Foundation

/// Who is the best of several independent variables, each spread over the same cells in rising order.
///
/// Within a cell every variable is uniform, so that two that fall into the same cell share it: that is also what "equal
/// ones share" means when cells are single values.
package struct Contest: Sendable {
    /// The value that stands for each cell.
    let values: [Double]
    /// The chance of each variable to fall into each cell: `masses[variable * values.count + cell]`.
    let masses: [Double]
    let variables: Int
    /// Whether cells are single values, so that variables meet in them often.
    let isExact: Bool

    /// The chance of each to be the largest, and the expected value of the largest.
    package func outcome() -> (chances: [Double], expectedMaximum: Double) {
        // Narrow cells need few points; in single values the chance is a polynomial with a degree for each rival.
        let points = isExact ? GaussLegendre.eight : GaussLegendre.two
        let cells = values.count
        var chances = [Double](repeating: 0, count: variables)
        var below = [Double](repeating: 0, count: variables)
        var before = [Double](repeating: 1, count: variables + 1)
        var expected = 0.0
        for cell in 0..<cells {
            var busy = false
            for variable in 0..<variables where masses[variable * cells + cell] > 1e-14 { busy = true }
            guard busy else { continue }
            for (point, weight) in points {
                for variable in 0..<variables {
                    before[variable + 1] =
                        before[variable] * (below[variable] + point * masses[variable * cells + cell])
                }
                var after = 1.0
                for variable in stride(from: variables - 1, through: 0, by: -1) {
                    let mass = masses[variable * cells + cell]
                    let share = weight * mass * before[variable] * after
                    chances[variable] += share
                    expected += share * values[cell]
                    after *= below[variable] + point * mass
                }
            }
            for variable in 0..<variables { below[variable] += masses[variable * cells + cell] }
        }
        let total = chances.reduce(0, +)
        guard total > 0 else { return (chances.map { _ in 1 / Double(variables) }, expected) }
        return (chances.map { $0 / total }, expected / total)
    }

    /// The mean of a variable over the cells.
    func mean(_ variable: Int) -> Double {
        var sum = 0.0
        for cell in values.indices { sum += masses[variable * values.count + cell] * values[cell] }
        return sum
    }
}
