import DeanAnalysis
import DeanBoost
import DeanDomain

/// One model over all series of a file: gradient-boosted trees that learn, from the backtests, what the combination
/// misses.
///
/// A row is a step ahead of an origin of a series. What is to be learned is the combination's error in units of the
/// series' usual error; the row holds seasonal lags, rolling means, the entrants' disagreements, the last errors and the
/// position in season and calendar, all in the same units, so that series of any size share the trees. The earlier half
/// of the origins decides on the later half whether, and how far, the correction is used.
struct BoostedCorrection: Sendable {
    /// What is added to each path; zeros where the trees were not asked.
    let corrections: [[[Double]]]
    /// The share of the trees' answer that is used, 0...1.
    let share: Double

    private static let shares = [0.0, 0.25, 0.5, 0.75, 1]
    /// How far the later half's errors must fall before the correction is used.
    private static let margin = 0.98
    private static let rowsPerSeries = 60
    private static let mostRows = 40_000
    /// How many series the trees are tried on before they are trained on all.
    private static let trial = 40
    private static let fewestRows = 600

    private static let parameters = BoostParameters(
        objective: .absoluteError,
        rounds: 40,
        depth: 4,
        eta: 0.12,
        subsample: 0.8,
        columnSample: 0.7,
        minimumChildWeight: 20,
        lambda: 5,
        seed: 20,
        threads: 1
    )

    init(_ runs: [CombinedRun], starts: [Int], season: Int, dated: Bool) {
        let rows = runs.indices.map { BoostedRows(runs[$0], start: starts[$0], season: season, dated: dated) }
        let none = runs.map { $0.paths.map { [Double](repeating: 0, count: $0.count) } }
        do {
            let tried = Array(stride(from: 0, to: rows.count, by: max(1, rows.count / Self.trial)))
            let early = Self.sample(tried.map { rows[$0] }) { run, place in
                place < Self.middle(run) && Self.isSettled(run, place)
            }
            guard let judge = try Self.trained(early) else {
                (corrections, share) = (none, 0)
                return
            }
            var corrections = none
            try Self.judge(rows, tried, by: judge, &corrections)
            let share = Self.bestShare(rows, tried, corrections)
            guard share > 0 else {
                (self.corrections, self.share) = (none, 0)
                return
            }
            // The others' later halves are corrected too, since their errors make the intervals.
            let others = rows.indices.filter { $0 % max(1, rows.count / Self.trial) != 0 }
            try Self.judge(rows, others, by: judge, &corrections)
            let all = Self.sample(rows) { run, place in place < run.origins - 1 && run.isHonest(place) }
            if let last = try Self.trained(all) {
                for (index, row) in rows.enumerated() {
                    var features = FeatureMatrix(columns: BoostedRows.columns)
                    for step in 0..<row.horizon { features.append(row.features(row.origins - 1, step)) }
                    for (step, answer) in try last.predict(features).enumerated() {
                        corrections[index][row.origins - 1][step] = Double(answer) * row.unit
                    }
                }
            }
            self.corrections = corrections.map { $0.map { $0.map { $0 * share } } }
            self.share = share
        } catch {
            // Forecasts without trees are whole; a library that refuses a matrix must not take them away.
            (corrections, share) = (none, 0)
        }
    }

    /// Corrects the places from the middle on of these series.
    private static func judge(
        _ rows: [BoostedRows],
        _ chosen: [Int],
        by judge: Booster,
        _ corrections: inout [[[Double]]]
    ) throws(BoostError) {
        for index in chosen {
            let row = rows[index]
            var features = FeatureMatrix(columns: BoostedRows.columns)
            for place in middle(row)..<max(row.origins - 1, middle(row)) {
                for step in 0..<row.horizon { features.append(row.features(place, step)) }
            }
            guard features.rows > 0 else { continue }
            let answers = try judge.predict(features)
            for (offset, place) in (middle(row)..<(row.origins - 1)).enumerated() {
                for step in 0..<row.horizon {
                    corrections[index][place][step] = Double(answers[offset * row.horizon + step]) * row.unit
                }
            }
        }
    }

    private static func middle(_ run: BoostedRows) -> Int { (run.origins + 1) / 2 }

    /// Whether all of a place's values had come by the first origin that is judged.
    private static func isSettled(_ run: BoostedRows, _ place: Int) -> Bool {
        run.isHonest(place) && run.time(place, run.horizon) <= run.time(middle(run), 0)
    }

    private static func trained(_ set: TrainingSet) throws(BoostError) -> Booster? {
        set.count >= fewestRows ? try Booster(parameters, trainedOn: set) : nil
    }

    /// Rows of the places that are wanted, evenly thinned out by a seed to a number that time allows.
    private static func sample(_ rows: [BoostedRows], where wanted: (BoostedRows, Int) -> Bool) -> TrainingSet {
        var random = SeededRandom(seed: 7)
        var candidates: [(run: Int, place: Int, step: Int)] = []
        for (index, run) in rows.enumerated() {
            for place in 0..<max(run.origins - 1, 0) where wanted(run, place) {
                for step in 0..<run.known(place) { candidates.append((index, place, step)) }
            }
        }
        let most = min(rowsPerSeries * rows.count + fewestRows, mostRows)
        let share = Double(most) / Double(max(candidates.count, 1))
        var set = TrainingSet(features: FeatureMatrix(columns: BoostedRows.columns), labels: [])
        for candidate in candidates where Double.random(in: 0..<1, using: &random) < share {
            let run = rows[candidate.run]
            set.features.append(run.features(candidate.place, candidate.step))
            set.labels.append(run.label(candidate.place, candidate.step))
        }
        return set
    }

    private static func bestShare(_ rows: [BoostedRows], _ tried: [Int], _ corrections: [[[Double]]]) -> Double {
        let errors = shares.map { share in
            var sum = 0.0
            for (index, row) in tried.map({ ($0, rows[$0]) }) where row.unit > 0 {
                for place in middle(row)..<max(row.origins - 1, middle(row)) {
                    for step in 0..<row.known(place) {
                        sum += abs(row.error(place, step) - share * corrections[index][place][step]) / row.unit
                    }
                }
            }
            return sum
        }
        let best = errors.indices.min { errors[$0] < errors[$1] } ?? 0
        return errors[best] < margin * errors[0] ? shares[best] : 0
    }
}
