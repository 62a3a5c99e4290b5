/// Small dense linear systems.
enum LinearSystem {
    /// Solves A x = b for a symmetric positive definite A by Cholesky's decomposition; nil when A is not.
    static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double]? {
        cholesky(matrix).map { solve(lower: $0, right) }
    }

    /// The lower triangle L with A = L·Lᵀ; nil when A is not positive definite.
    static func cholesky(_ matrix: [[Double]]) -> [[Double]]? {
        let count = matrix.count
        var lower = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
        for row in 0..<count {
            for column in 0...row {
                var sum = matrix[row][column]
                for k in 0..<column { sum -= lower[row][k] * lower[column][k] }
                if row == column {
                    guard sum > 0 else { return nil }
                    lower[row][row] = sum.squareRoot()
                } else {
                    lower[row][column] = sum / lower[column][column]
                }
            }
        }
        return lower
    }

    static func solve(lower: [[Double]], _ right: [Double]) -> [Double] {
        let count = right.count
        var x = right
        for row in 0..<count {
            for k in 0..<row { x[row] -= lower[row][k] * x[k] }
            x[row] /= lower[row][row]
        }
        return solve(upperOf: lower, x)
    }

    /// Solves Lᵀx = b.
    static func solve(upperOf lower: [[Double]], _ right: [Double]) -> [Double] {
        let count = right.count
        var x = right
        for row in (0..<count).reversed() {
            for k in (row + 1)..<max(count, row + 1) { x[row] -= lower[k][row] * x[k] }
            x[row] /= lower[row][row]
        }
        return x
    }
}
