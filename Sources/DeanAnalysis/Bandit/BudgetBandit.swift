import Foundation

/// A contextual bandit over budget moves: one Bayesian linear regression of the reward on the context for each move.
///
/// Contexts are standardised; coefficients are normal around those of all moves together, so that a move that was hardly
/// ever tried is believed to do what the others do.
package struct BudgetBandit: Sendable {
    /// Looks that the common regression weighs in each move's own.
    static let priorLooks = 10.0

    private let means: [Double]
    private let deviations: [Double]
    private let moves: [BudgetMove: Regression]

    private struct Regression: Sendable {
        var coefficients: [Double]
        /// Cholesky's triangle of the precision, and the residual's deviation.
        var precision: [[Double]]
        var noise: Double
    }

    /// Nil without a look.
    package init?(_ log: [LoggedMove]) {
        guard let first = log.first else { return nil }
        let count = Double(log.count)
        means = first.context.indices.map { index in log.reduce(0) { $0 + $1.context[index] } / count }
        let centres = means
        deviations = first.context.indices.map { index in
            let squares = log.reduce(0) { $0 + pow($1.context[index] - centres[index], 2) }
            return max(1e-9, (squares / count).squareRoot())
        }
        let spreads = deviations
        let rows = log.map { Self.features($0.context, centres, spreads) }
        let rewards = log.map(\.reward)
        let zero = [Double](repeating: 0, count: centres.count + 1)
        guard let common = Self.regression(rows, rewards, centre: zero, weight: 1) else { return nil }
        var fitted: [BudgetMove: Regression] = [:]
        for move in BudgetMove.allCases {
            let own = log.indices.filter { log[$0].move == move }
            fitted[move] = Self.regression(
                own.map { rows[$0] },
                own.map { rewards[$0] },
                centre: common.coefficients,
                weight: Self.priorLooks,
                noise: common.noise
            )
        }
        moves = fitted
    }

    /// The expected reward of a move.
    package func expected(_ move: BudgetMove, in context: [Double]) -> Double {
        guard let regression = moves[move] else { return 0 }
        return zip(regression.coefficients, features(context)).reduce(0) { $0 + $1.0 * $1.1 }
    }

    /// The move with the highest expected reward; holding where it is as good as another.
    package func best(in context: [Double]) -> BudgetMove {
        best { expected($0, in: context) }
    }

    /// Thompson sampling: the best move of one draw from what is believed.
    package func drawn(in context: [Double], seed: UInt64) -> BudgetMove {
        var random = NormalDraws(seed: seed)
        let row = features(context)
        var values: [BudgetMove: Double] = [:]
        for move in BudgetMove.allCases {
            guard let regression = moves[move] else { continue }
            let noise = row.map { _ in random.next() }
            // L·Lᵀ is the precision, so the solution of Lᵀx = z has the covariance that is wanted.
            let shift = LinearSystem.solve(upperOf: regression.precision, noise)
            let coefficients = zip(regression.coefficients, shift).map { $0 + regression.noise * $1 }
            values[move] = zip(coefficients, row).reduce(0) { $0 + $1.0 * $1.1 }
        }
        return best { values[$0] ?? 0 }
    }

    private func best(_ value: (BudgetMove) -> Double) -> BudgetMove {
        var chosen = BudgetMove.hold
        for move in [BudgetMove.down, .up] where value(move) > value(chosen) { chosen = move }
        return chosen
    }

    private func features(_ context: [Double]) -> [Double] { Self.features(context, means, deviations) }

    private static func features(_ context: [Double], _ means: [Double], _ deviations: [Double]) -> [Double] {
        [1] + context.indices.map { (context[$0] - means[$0]) / deviations[$0] }
    }

    private static func regression(
        _ rows: [[Double]],
        _ rewards: [Double],
        centre: [Double],
        weight: Double,
        noise: Double? = nil
    ) -> Regression? {
        let count = centre.count
        var precision = (0..<count).map { row in (0..<count).map { $0 == row ? weight : 0 } }
        var right = centre.map { $0 * weight }
        for (row, reward) in zip(rows, rewards) {
            for i in 0..<count {
                right[i] += row[i] * reward
                for j in 0..<count { precision[i][j] += row[i] * row[j] }
            }
        }
        guard let lower = LinearSystem.cholesky(precision) else { return nil }
        let coefficients = LinearSystem.solve(lower: lower, right)
        let squares = zip(rows, rewards).reduce(0) { sum, one in
            let error = one.1 - zip(coefficients, one.0).reduce(0) { $0 + $1.0 * $1.1 }
            return sum + error * error
        }
        let own = (squares / Double(max(1, rows.count))).squareRoot()
        return Regression(coefficients: coefficients, precision: lower, noise: noise ?? own)
    }
}
