/// How a booster is trained; names and meanings are the library's
/// (https://xgboost.readthedocs.io/en/release_1.7.0/parameter.html).
package struct BoostParameters: Sendable, Hashable, Codable {
    package enum Objective: String, Sendable, Codable {
        case squaredError = "reg:squarederror"
        case absoluteError = "reg:absoluteerror"
        /// Predicts a probability.
        case logistic = "binary:logistic"
        /// Predicts the mean of counts; its margin is the logarithm of the mean.
        case poisson = "count:poisson"
        /// Predicts a mean of amounts that are often zero; its margin is the logarithm of the mean.
        case tweedie = "reg:tweedie"

        /// The measure that early stopping watches, smaller is better.
        var metric: String {
            switch self {
            case .squaredError: "rmse"
            case .absoluteError: "mae"
            case .logistic: "logloss"
            case .poisson: "poisson-nloglik"
            case .tweedie: "tweedie-nloglik@1.5"
            }
        }
    }

    package var objective: Objective
    /// The most trees that are grown.
    package var rounds: Int
    package var depth: Int
    /// The share of each tree that counts, 0...1.
    package var eta: Double
    /// The share of rows that each tree sees, 0...1.
    package var subsample: Double
    /// The share of columns that each tree sees, 0...1.
    package var columnSample: Double
    package var minimumChildWeight: Double
    /// Ridge penalty on leaves.
    package var lambda: Double
    package var seed: UInt32
    /// Bounded to 1...8, whatever the machine has.
    package var threads: Int
    /// Training ends when so many rounds brought nothing on the validation rows, and is cut back to the best round.
    package var patience: Int?

    package init(
        objective: Objective,
        rounds: Int = 200,
        depth: Int = 4,
        eta: Double = 0.05,
        subsample: Double = 0.8,
        columnSample: Double = 0.8,
        minimumChildWeight: Double = 5,
        lambda: Double = 1,
        seed: UInt32 = 0,
        threads: Int = 1,
        patience: Int? = nil
    ) {
        self.objective = objective
        self.rounds = rounds
        self.depth = depth
        self.eta = eta
        self.subsample = subsample
        self.columnSample = columnSample
        self.minimumChildWeight = minimumChildWeight
        self.lambda = lambda
        self.seed = seed
        self.threads = threads
        self.patience = patience
    }

    var boundedThreads: Int { min(max(threads, 1), 8) }

    var pairs: [(name: String, value: String)] {
        [
            ("objective", objective.rawValue), ("eval_metric", objective.metric), ("booster", "gbtree"),
            ("tree_method", "hist"), ("max_depth", "\(depth)"), ("eta", "\(eta)"), ("subsample", "\(subsample)"),
            ("colsample_bytree", "\(columnSample)"), ("min_child_weight", "\(minimumChildWeight)"),
            ("lambda", "\(lambda)"), ("seed", "\(seed)"), ("nthread", "\(boundedThreads)"), ("verbosity", "0"),
        ]
    }
}
