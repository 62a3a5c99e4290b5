import DeanAnalysis
import DeanDecision
import DeanDomain
import Foundation

/// Whether a model may serve: never when it is no better than the rules, and not in place of a better one.
enum PromotionRule {
    enum Verdict: Sendable, Equatable {
        case promote(String)
        case reject(String)
    }

    /// Judges a new model by its rolling-origin scores, and against an older model on the newest fold, which neither had
    /// seen; `against` is nil where no older model is old enough for that.
    static func verdict(_ scores: ModelScores, against older: PairedLoss?) -> Verdict {
        guard let head = scores.target else { return .reject("nothing to judge it by") }
        let numbers =
            "log loss \(format(head.loss)) against the rules' \(format(head.rulesLoss)) ± "
            + "\(format(head.standardError)) on \(head.rows) weeks of \(head.ads) ads"
        guard head.isBetterThanRules else { return .reject("no better than the rules: \(numbers)") }
        if let older, older.difference - older.standardError > 0 {
            return .reject(
                "worse than the one before: log loss \(format(older.first)) against \(format(older.second)) on the same "
                    + "\(older.count) weeks"
            )
        }
        return .promote("better than the rules: \(numbers)")
    }

    /// What recorded predictions showed, once their outcomes were known: true where they were worse than the rules' by
    /// more than one standard error, nil while fewer than 30 are known of at least ten ads.
    static func isWorse(_ record: [RecordedPrediction]) -> (isWorse: Bool, loss: PairedLoss)? {
        let known = record.filter { $0.outcome?.metTarget != nil }
        var numbers: [ObjectID: Int] = [:]
        for one in known where numbers[one.ad] == nil { numbers[one.ad] = numbers.count }
        func losses(_ probability: (AdPrediction) -> Double) -> [Double] {
            known.map {
                ProbabilityScore.logLoss(probability($0.prediction), $0.outcome?.metTarget == true ? 1 : 0)
            }
        }
        guard known.count >= 30, numbers.count >= 10,
            let loss = PairedLoss(
                first: losses(\.probabilityOfTarget),
                second: losses(\.rulesProbability),
                groups: known.map { numbers[$0.ad] ?? 0 }
            )
        else { return nil }
        return (loss.difference - loss.standardError > 0, loss)
    }

    static func format(_ value: Double) -> String { String(format: "%.3f", value) }
}
