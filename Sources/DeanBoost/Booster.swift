import Synchronization

/// Gradient-boosted trees (Chen and Guestrin 2016) over libxgboost's C API.
///
/// It knows numbers only. Its invariant: the same rows, parameters and seed give the same bytes, and the same bytes give
/// the same predictions in any process. It never changes once it exists, so it may be shared between tasks.
package final class Booster: Sendable {
    /// How many features a row has.
    package let columns: Int
    /// How many trees were kept.
    package let rounds: Int
    private let handle: Mutex<BoosterHandle>
    private let threads: Int

    /// Trains on `rows`; with `validation` and a patience, stops early and keeps the rounds up to the best.
    package convenience init(
        _ parameters: BoostParameters,
        trainedOn rows: TrainingSet,
        validation: TrainingSet? = nil
    ) throws(BoostError) {
        guard parameters.rounds > 0 else { throw BoostError(.input, "training: there are no rounds") }
        let threads = parameters.boundedThreads
        let matrix = try MatrixHandle.of(rows, threads: threads)
        let trained = try BoosterHandle(for: matrix)
        for (name, value) in parameters.pairs { try trained.set(name, value) }
        guard let validation, let patience = parameters.patience else {
            for round in 0..<parameters.rounds { try trained.update(round: round, with: matrix) }
            try self.init(trained, threads: threads)
            return
        }
        let held = try MatrixHandle.of(validation, threads: threads)
        var best = (round: 0, value: Double.infinity)
        for round in 0..<parameters.rounds {
            try trained.update(round: round, with: matrix)
            let value = try trained.evaluate(round: round, on: held)
            if value < best.value { best = (round, value) }
            if round - best.round >= patience { break }
        }
        try self.init(try trained.prefix(rounds: best.round + 1), threads: threads)
    }

    /// Reads what `bytes()` wrote.
    package convenience init(bytes: [UInt8], threads: Int = 1) throws(BoostError) {
        let read = try BoosterHandle()
        try read.load(bytes)
        let bounded = min(max(threads, 1), 8)
        try read.set("nthread", "\(bounded)")
        try read.set("verbosity", "0")
        try self.init(read, threads: bounded)
    }

    private init(_ made: consuming BoosterHandle, threads: Int) throws(BoostError) {
        columns = try made.columns()
        rounds = try made.rounds()
        self.threads = threads
        handle = Mutex(made)
    }

    /// One value a row, on the scale of the labels.
    ///
    /// `margins` are those that the rows start from, where the model was trained with some.
    package func predict(_ features: FeatureMatrix, margins: [Float]? = nil) throws(BoostError) -> [Float] {
        try ask(features, margins, type: 0)
    }

    /// One value a row before the objective's link: log-odds for `logistic`, the logarithm of the mean for `poisson` and
    /// `tweedie`.
    package func margins(_ features: FeatureMatrix, from margins: [Float]? = nil) throws(BoostError) -> [Float] {
        try ask(features, margins, type: 1)
    }

    /// For each row what each feature moved the margin by, and last the bias, starting margin included.
    ///
    /// TreeSHAP (Lundberg, Erion, Chen and others, 2020, https://doi.org/10.1038/s42256-019-0138-9).
    /// A row of the result has `columns + 1` values, and they add up to the row's margin.
    package func contributions(
        _ features: FeatureMatrix,
        from margins: [Float]? = nil
    ) throws(BoostError) -> FeatureMatrix {
        FeatureMatrix(columns: columns + 1, values: try ask(features, margins, type: 2))
    }

    /// The model in the library's UBJSON form, readable by any later version of it.
    package func bytes() throws(BoostError) -> [UInt8] {
        try handle.withLock { (handle) throws(BoostError) in try handle.bytes() }
    }

    private func ask(_ features: FeatureMatrix, _ margins: [Float]?, type: Int) throws(BoostError) -> [Float] {
        guard features.columns == columns else {
            throw BoostError(.input, "predicting: a row has \(features.columns) features, the model knows \(columns)")
        }
        guard margins.map({ $0.count == features.rows }) ?? true else {
            throw BoostError(
                .input,
                "predicting: \(features.rows) rows and \(margins?.count ?? 0) margins do not match"
            )
        }
        guard features.rows > 0 else { return [] }
        let matrix = try MatrixHandle.of(features, margins: margins, threads: threads)
        return try handle.withLock { (handle) throws(BoostError) in try handle.predict(matrix, type: type) }
    }
}
