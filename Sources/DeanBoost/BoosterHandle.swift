import CXGBoost

/// The library's matrix; freed with the value.
///
/// It does not change once it is made, so any thread may read it.
struct MatrixHandle: ~Copyable, @unchecked Sendable {
    let raw: DMatrixHandle

    private init(_ features: FeatureMatrix, threads: Int) throws(BoostError) {
        var made: DMatrixHandle?
        try calling("loading \(features.rows) rows of \(features.columns) features", code: .input) {
            XGDMatrixCreateFromMat_omp(
                features.values,
                UInt64(features.rows),
                UInt64(features.columns),
                .nan,
                &made,
                Int32(threads)
            )
        }
        guard let made else { throw BoostError(.library, "loading rows: the library returned no matrix") }
        raw = made
    }

    static func of(_ set: TrainingSet, threads: Int) throws(BoostError) -> MatrixHandle {
        try set.check()
        let matrix = try MatrixHandle(set.features, threads: threads)
        try matrix.setInfo("label", set.labels)
        if let weights = set.weights { try matrix.setInfo("weight", weights) }
        if let margins = set.margins { try matrix.setInfo("base_margin", margins) }
        return matrix
    }

    static func of(_ features: FeatureMatrix, margins: [Float]?, threads: Int) throws(BoostError) -> MatrixHandle {
        let matrix = try MatrixHandle(features, threads: threads)
        if let margins { try matrix.setInfo("base_margin", margins) }
        return matrix
    }

    private func setInfo(_ name: String, _ values: [Float]) throws(BoostError) {
        try calling("setting \(name)s", code: .input) {
            XGDMatrixSetFloatInfo(raw, name, values, UInt64(values.count))
        }
    }

    deinit { XGDMatrixFree(raw) }
}

/// The library's booster; freed with the value.
///
/// Calls on one handle must not overlap: results lie in memory of the handle's until the next call. So its one owner
/// keeps it in a mutex; which thread calls does not matter to the library.
struct BoosterHandle: ~Copyable, @unchecked Sendable {
    let raw: UnsafeMutableRawPointer

    init() throws(BoostError) {
        var made: CXGBoost.BoosterHandle?
        try calling("making a booster") { XGBoosterCreate(nil, 0, &made) }
        try self.init(made)
    }

    /// A booster for rows shaped like these; the library learns their width here and nowhere else.
    init(for matrix: borrowing MatrixHandle) throws(BoostError) {
        var made: CXGBoost.BoosterHandle?
        let rows = [Optional(matrix.raw)]
        try calling("making a booster") { XGBoosterCreate(rows, 1, &made) }
        try self.init(made)
    }

    private init(_ made: CXGBoost.BoosterHandle?) throws(BoostError) {
        guard let made else { throw BoostError(.library, "making a booster: the library returned none") }
        raw = made
    }

    deinit { XGBoosterFree(raw) }

    func set(_ name: String, _ value: String) throws(BoostError) {
        try calling("setting \(name) to \(value)", code: .input) { XGBoosterSetParam(raw, name, value) }
    }

    func update(round: Int, with matrix: borrowing MatrixHandle) throws(BoostError) {
        let rows = matrix.raw
        try calling("training round \(round)", code: .input) { XGBoosterUpdateOneIter(raw, Int32(round), rows) }
    }

    /// The objective's metric on the rows.
    func evaluate(round: Int, on matrix: borrowing MatrixHandle) throws(BoostError) -> Double {
        var text: UnsafePointer<CChar>?
        var matrices: [DMatrixHandle?] = [matrix.raw]
        let name = "rows"
        try calling("evaluating round \(round)") {
            name.withCString { name in
                var names: [UnsafePointer<CChar>?] = [name]
                return XGBoosterEvalOneIter(raw, Int32(round), &matrices, &names, 1, &text)
            }
        }
        // "[3]\trows-rmse:0.1234"
        let said = text.map { String(cString: $0) } ?? ""
        guard let number = said.split(separator: ":").last.flatMap({ Double($0) }) else {
            throw BoostError(.library, "evaluating round \(round): expected a number, found \"\(said)\"")
        }
        return number
    }

    /// `type` is the library's: 0 value, 1 margin, 2 contributions.
    func predict(_ matrix: borrowing MatrixHandle, type: Int) throws(BoostError) -> [Float] {
        let configuration = """
            {"type":\(type),"training":false,"iteration_begin":0,"iteration_end":0,"strict_shape":true}
            """
        var shape: UnsafePointer<UInt64>?
        var dimensions: UInt64 = 0
        var result: UnsafePointer<Float>?
        let rows = matrix.raw
        try calling("predicting") {
            XGBoosterPredictFromDMatrix(raw, rows, configuration, &shape, &dimensions, &result)
        }
        guard let shape, let result else { throw BoostError(.library, "predicting: the library returned nothing") }
        let count = UnsafeBufferPointer(start: shape, count: Int(dimensions)).reduce(1, *)
        return Array(UnsafeBufferPointer(start: result, count: Int(count)))
    }

    /// The first `rounds` rounds alone.
    func prefix(rounds: Int) throws(BoostError) -> BoosterHandle {
        var cut: CXGBoost.BoosterHandle?
        try calling("cutting back to \(rounds) rounds") { XGBoosterSlice(raw, 0, Int32(rounds), 1, &cut) }
        return try BoosterHandle(cut)
    }

    func rounds() throws(BoostError) -> Int {
        var count: Int32 = 0
        try calling("counting rounds") { XGBoosterBoostedRounds(raw, &count) }
        return Int(count)
    }

    func columns() throws(BoostError) -> Int {
        var count: UInt64 = 0
        try calling("counting features") { XGBoosterGetNumFeature(raw, &count) }
        return Int(count)
    }

    func bytes() throws(BoostError) -> [UInt8] {
        var count: UInt64 = 0
        var start: UnsafePointer<CChar>?
        try calling("writing the model") { XGBoosterSaveModelToBuffer(raw, #"{"format":"ubj"}"#, &count, &start) }
        guard let start else { throw BoostError(.library, "writing the model: the library returned nothing") }
        return Array(UnsafeRawBufferPointer(start: start, count: Int(count)))
    }

    func load(_ bytes: [UInt8]) throws(BoostError) {
        guard !bytes.isEmpty else { throw BoostError(.model, "reading a model: there are no bytes") }
        try calling("reading a model of \(bytes.count) bytes", code: .model) {
            XGBoosterLoadModelFromBuffer(raw, bytes, UInt64(bytes.count))
        }
    }
}
