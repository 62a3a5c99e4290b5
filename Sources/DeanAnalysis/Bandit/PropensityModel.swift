/// How likely each budget move was, given what was known: the policy in force, learned from its own log.
struct PropensityModel {
    private let means: [Double]
    private let deviations: [Double]
    private let models: [BudgetMove: RidgeLogistic]

    init(_ log: [LoggedMove]) {
        let count = Double(max(1, log.count))
        let width = log.first?.context.count ?? 0
        means = (0..<width).map { index in log.reduce(0) { $0 + $1.context[index] } / count }
        let centres = means
        deviations = (0..<width).map { index in
            let squares = log.reduce(0) {
                $0 + ($1.context[index] - centres[index]) * ($1.context[index] - centres[index])
            }
            return max(1e-9, (squares / count).squareRoot())
        }
        let spreads = deviations
        var models: [BudgetMove: RidgeLogistic] = [:]
        for move in BudgetMove.allCases {
            let rows = log.map { look in
                RidgeLogistic.Row(
                    features: Self.features(look.context, centres, spreads),
                    weight: 1,
                    met: look.move == move
                )
            }
            models[move] = RidgeLogistic(
                rows,
                centre: [Double](repeating: 0, count: width + 1),
                precision: [0.01] + [Double](repeating: 1, count: width)
            )
        }
        self.models = models
    }

    /// One against the rest for each move, made to add up to 1.
    func probability(of move: BudgetMove, in context: [Double]) -> Double {
        let row = Self.features(context, means, deviations)
        let chances = BudgetMove.allCases.map { models[$0]?.probability(row) ?? 0 }
        let sum = chances.reduce(0, +)
        return sum > 0 ? chances[move.rawValue] / sum : 0
    }

    private static func features(_ context: [Double], _ means: [Double], _ deviations: [Double]) -> [Double] {
        [1] + context.indices.map { (context[$0] - means[$0]) / deviations[$0] }
    }
}
