import DeanDomain
import Foundation

/// Lets people's rejections of like proposals lower the confidence of the next one.
///
/// Each rejection of the same type for the same object multiplies the confidence by 1 − ½·e^(−age / 14 days): fresh it
/// halves it, after two weeks it takes about a fifth, after a month about a twentieth.
struct RejectionMemory {
    let view: AccountView

    static func factor(ageInDays age: Double) -> Double { 1 - 0.5 * exp(-max(0, age) / 14) }

    func lowered(_ action: PlannedAction) -> PlannedAction {
        let like = view.evidence.rejections.filter { $0.type == action.type && $0.target == action.target.id }
        guard !like.isEmpty else { return action }
        var lowered = action
        var probability = action.confidence.probability
        for rejection in like { probability *= Self.factor(ageInDays: (view.evidence.asOf - rejection.at).hours / 24) }
        lowered.confidence = Confidence(probability)
        let reason = like.last?.reason.map { ", last because “\($0)”" } ?? ""
        lowered.evidence.append(
            EvidenceLine(
                "rejected before",
                "\(like.count) times\(reason); confidence lowered from "
                    + "\(Wording.percent(action.confidence.probability)) to \(Wording.percent(probability))"
            )
        )
        return lowered
    }
}
