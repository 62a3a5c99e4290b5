import DeanAnalysis
import DeanBoost
import DeanDecision
import DeanDomain

/// Trains one account's model from its history, and says by rolling origin how such a model would have done.
///
/// At each origin a model is trained on the mornings whose seven days were over by then, with their outcomes as they were
/// known then, and predicts the week that follows. What it says there, on days it can't have seen, calibrates the final
/// model, bounds its errors, and decides whether it may serve.
struct ModelTrainer: Sendable {
    let history: LearningHistory
    let seed: UInt64
    /// Rows that a training sees at most; of more, some mornings are left out.
    var mostRows = 12_000
    var members = 4

    static let origins = 4
    static let leastAds = 5
    /// Rows with an outcome that a training needs, and both outcomes this often among them.
    static let leastRows = 80
    static let leastOfEach = 8

    struct Trained: Sendable {
        let model: AdModel
        let scores: ModelScores
        /// Mornings that it learned from.
        let days: ClosedRange<AccountDay>
        let rows: Int
        let ads: Int
        /// Of the rows, those from before the first reading.
        let thinned: Int
        /// Mornings that it was judged on.
        let testedOn: ClosedRange<AccountDay>
        /// The newest fold: what a model of that origin said beside what came.
        let newest: OutOfTime
        let newestOrigin: AccountDay
    }

    enum Outcome: Sendable {
        case trained(Trained)
        /// What is missing, in a sentence's end: "40 rows with an outcome, 80 are needed".
        case tooLittle(String)
    }

    private var today: AccountDay { history.days.upperBound }

    func train() async throws -> Outcome {
        let mornings = try await mornings()
        let complete = mornings.flatMap { labelled($0.rows, asOfMorning: today) }
        if let missing = missing(complete) { return .tooLittle(missing) }
        guard let last = complete.map(\.row.day).max() else { return .tooLittle("no finished week") }

        var folds: [(origin: AccountDay, cases: [OutOfTime.Case])] = []
        for length in [7, 3] where folds.isEmpty {
            for step in 1...Self.origins {
                let origin = last - (length * step - 1)
                let known = mornings.filter { $0.day < origin }.flatMap { labelled($0.rows, asOfMorning: origin) }
                guard missing(known) == nil else { break }
                let test = complete.filter { $0.row.day >= origin && $0.row.day < origin + length }
                guard !test.isEmpty else { continue }
                let heads = try await heads(known, seed: seed &+ UInt64(step))
                folds.append((origin, try heads.cases(test)))
            }
        }
        guard let newest = folds.first, let oldest = folds.last else {
            return .tooLittle("the history is too short to train on one part of it and test on another")
        }
        let outOfTime = OutOfTime(folds.flatMap(\.cases))
        let scores = outOfTime.scores(origins: folds.count)
        let final = try await heads(complete, seed: seed)
        return .trained(
            Trained(
                model: final.model(judgedBy: outOfTime, scores: scores),
                scores: scores,
                days: (complete.map(\.row.day).min() ?? last)...last,
                rows: complete.count,
                ads: Set(complete.map(\.row.ad)).count,
                thinned: complete.count { history.isThinned($0.row.day) },
                testedOn: oldest.origin...last,
                newest: OutOfTime(newest.cases),
                newestOrigin: newest.origin
            )
        )
    }

    struct Labelled: Sendable {
        let row: LearningRow
        let outcome: LearningOutcome
    }

    private struct Morning: Sendable {
        let day: AccountDay
        let rows: [LearningRow]
    }

    /// Every morning with a week behind it that is over, some left out where there are too many rows.
    private func mornings() async throws -> [Morning] {
        let first = history.days.lowerBound + 4
        let last = today - RecordedPrediction.days
        guard first <= last else { return [] }
        let step = max(1, (history.ads.count * (last - first + 1) / 2) / mostRows)
        var mornings: [Morning] = []
        for back in stride(from: 0, through: last - first, by: step) {
            try Task.checkCancellation()
            mornings.append(Morning(day: last - back, rows: history.rows(on: last - back)))
            await Task.yield()
        }
        return mornings.reversed()
    }

    private func labelled(_ rows: [LearningRow], asOfMorning day: AccountDay) -> [Labelled] {
        rows.compactMap { row in
            history.outcome(of: row, asOfMorning: day).map { Labelled(row: row, outcome: $0) }
        }
    }

    private func missing(_ rows: [Labelled]) -> String? {
        let ads = Set(rows.map(\.row.ad)).count
        let met = rows.count { $0.outcome.metTarget }
        if ads < Self.leastAds { return "\(ads) ads with a finished week, \(Self.leastAds) are needed" }
        if rows.count < Self.leastRows { return "\(rows.count) finished weeks of ads, \(Self.leastRows) are needed" }
        if min(met, rows.count - met) < Self.leastOfEach {
            return "ads that meet their target and ads that miss it, at least \(Self.leastOfEach) weeks of each"
        }
        return nil
    }

    private func heads(_ rows: [Labelled], seed: UInt64) async throws -> TrainedHeads {
        try await TrainedHeads(rows, members: members, seed: seed)
    }
}
