/// Rows with what came of them.
package struct TrainingSet: Sendable, Hashable {
    package var features: FeatureMatrix
    /// One a row: the value to be predicted; 0 or 1 (or a share between) for `logistic`, at least 0 for `poisson` and
    /// `tweedie`.
    package var labels: [Float]
    /// One a row, at least 0; nil counts every row the same.
    package var weights: [Float]?
    /// One a row: the margin that training starts from, so that the trees learn what to add to it.
    ///
    /// Nil starts all rows from the same.
    package var margins: [Float]?

    package init(features: FeatureMatrix, labels: [Float], weights: [Float]? = nil, margins: [Float]? = nil) {
        self.features = features
        self.labels = labels
        self.weights = weights
        self.margins = margins
    }

    package var count: Int { labels.count }

    package func rows(at indices: [Int]) -> TrainingSet {
        TrainingSet(
            features: features.rows(at: indices),
            labels: indices.map { labels[$0] },
            weights: weights.map { weights in indices.map { weights[$0] } },
            margins: margins.map { margins in indices.map { margins[$0] } }
        )
    }

    func check() throws(BoostError) {
        guard count > 0 else { throw BoostError(.input, "training: there are no rows") }
        guard features.rows == count, weights.map({ $0.count == count }) ?? true else {
            throw BoostError(
                .input,
                "training: \(features.rows) rows, \(count) labels and \(weights?.count ?? count) weights do not match"
            )
        }
        guard margins.map({ $0.count == count && $0.allSatisfy(\.isFinite) }) ?? true else {
            throw BoostError(.input, "training: margins are missing or not numbers")
        }
        guard labels.allSatisfy(\.isFinite) else { throw BoostError(.input, "training: a label is not a number") }
        guard weights?.allSatisfy({ $0.isFinite && $0 >= 0 }) ?? true else {
            throw BoostError(.input, "training: a weight is negative or not a number")
        }
    }
}
