import DeanDomain

/// The probability that something meets its target over the next seven days, and who says so.
struct TargetChance {
    let meets: Double
    /// What the model says, for the evidence; empty where the rules stand.
    let evidence: [EvidenceLine]
    /// " (a learned model; the rules say 41 %)", or nothing.
    let source: String

    static func rules(_ meets: Double) -> TargetChance { TargetChance(meets: meets, evidence: [], source: "") }
}

extension AccountView {
    /// The rules' probability for an ad, or the model's where a model is in force and sure.
    ///
    /// Models speak about configured targets; against the account's own median the rules stand.
    func chance(ofAd id: ObjectID, rules meets: Double, against limit: CostReference) -> TargetChance {
        guard limit.isTarget, let prediction = evidence.predictions[id], prediction.isConfident else {
            return .rules(meets)
        }
        return TargetChance(
            meets: prediction.probabilityOfTarget,
            evidence: lines(prediction),
            source: " (a learned model; the rules say \(Wording.percent(meets)))"
        )
    }

    /// The same for an ad set: the model's word where it is sure of every ad that spent in the last week, and of the
    /// same.
    func chance(ofAdSet id: ObjectID, rules meets: Double, against limit: CostReference) -> TargetChance {
        guard limit.isTarget, let (prediction, probability) = sure(adsOfAdSet[id] ?? []) else { return .rules(meets) }
        return TargetChance(
            meets: probability,
            evidence: lines(prediction),
            source: " (a learned model; the rules say \(Wording.percent(meets)))"
        )
    }

    /// Why a raise should wait though the rules allow it: the model is sure that what spends most misses its target.
    func doubt(ofCampaign id: ObjectID) -> String? {
        var spend: Int64 = 0
        var doubted: Int64 = 0
        for adSet in adSetsOfCampaign[id] ?? [] {
            for ad in adsOfAdSet[adSet.id] ?? [] {
                let own = sum(ofAd: ad.id, days: 7).spend
                spend += own
                guard let prediction = evidence.predictions[ad.id], prediction.isConfident else { continue }
                if prediction.probabilityOfTarget < 0.5 { doubted += own }
            }
        }
        guard spend > 0, doubted * 2 > spend else { return nil }
        return "a learned model is sure that the ads with most of its spend miss their target over the next 7 days"
    }

    /// The prediction of the ad that spent most, and the mean probability by spend.
    private func sure(_ ads: [Ad]) -> (AdPrediction, Double)? {
        var spend = 0.0
        var weighted = 0.0
        var largest: (spend: Double, prediction: AdPrediction)?
        for ad in ads {
            let own = Double(sum(ofAd: ad.id, days: 7).spend)
            guard own > 0 else { continue }
            guard let prediction = evidence.predictions[ad.id], prediction.isConfident else { return nil }
            if let largest, (largest.prediction.probabilityOfTarget < 0.5) != (prediction.probabilityOfTarget < 0.5) {
                return nil
            }
            spend += own
            weighted += own * prediction.probabilityOfTarget
            if own > largest?.spend ?? 0 { largest = (own, prediction) }
        }
        return largest.map { ($0.prediction, weighted / spend) }
    }

    /// A prediction as people read it.
    func lines(_ prediction: AdPrediction) -> [EvidenceLine] { wording.lines(prediction) }
}

extension Wording {
    func lines(_ prediction: AdPrediction) -> [EvidenceLine] {
        let sureness = prediction.isConfident ? "" : "; it is not sure enough to overrule them"
        var lines = [
            EvidenceLine(
                "target met over the next 7 days, a learned model",
                "\(Self.percent(prediction.probabilityOfTarget)), the rules say "
                    + "\(Self.percent(prediction.rulesProbability))\(sureness)"
            )
        ]
        if let cost = prediction.cost {
            lines.append(EvidenceLine("cost per event, next 7 days", words(cost) { money($0) }))
        }
        if let roas = prediction.roas {
            lines.append(EvidenceLine("ROAS, next 7 days", words(roas) { Self.ratio($0) }))
        }
        if !prediction.reasons.isEmpty {
            lines.append(EvidenceLine("what moves the model", prediction.reasons.joined(separator: "; ")))
        }
        lines.append(EvidenceLine("model", prediction.model.rawValue))
        return lines
    }

    /// "$8.20 (80 %: $6.10 to $11.40, 95 %: $5.20 or more)".
    private func words(_ estimate: AdPrediction.Estimate, _ number: (Double) -> String) -> String {
        func range(_ bounds: AdPrediction.Bounds) -> String {
            bounds.high.map { "\(number(bounds.low)) to \(number($0))" } ?? "\(number(bounds.low)) or more"
        }
        return "\(number(estimate.middle)) (80 %: \(range(estimate.likely)), 95 %: \(range(estimate.wide)))"
    }
}
