import DeanAnalysis
import DeanDomain

/// Names the creatives that people have tired of, so that somebody makes new ones.
struct FatigueRule: DecisionRule {
    /// How many are named; the rest is counted.
    private static let mostNamed = 5

    func apply(to view: AccountView, ids: IdentifierSource, into findings: inout Findings) {
        var tired: [(ad: Ad, fatigue: CreativeFatigue, spend: Int64)] = []
        for ad in view.snapshot.ads where ad.status == .active && view.goalView(ofCampaign: ad.campaignID) != nil {
            guard let (fatigue, spend) = fatigue(of: ad, view),
                fatigue.isFatigued(
                    dropPercent: view.rules.stack.fatigueDropPercent,
                    frequencyLimit: view.rules.stack.fatigueFrequency
                )
            else { continue }
            tired.append((ad, fatigue, spend))
            findings.explain(ad.id, "tired: \(words(fatigue)); prepare a new creative")
        }
        tired.sort { ($0.spend, $1.ad.id) > ($1.spend, $0.ad.id) }
        for one in tired.prefix(Self.mostNamed) {
            findings.notes.append(
                "the creative of \(one.ad.ref.quoted) is tired (\(words(one.fatigue))): prepare a new one"
            )
        }
        if tired.count > Self.mostNamed {
            findings.notes.append("\(tired.count - Self.mostNamed) more creatives are tired")
        }
    }

    private func fatigue(of ad: Ad, _ view: AccountView) -> (CreativeFatigue, Int64)? {
        var week: [Metrics] = []
        var before: [Metrics] = []
        var impressions = 0
        for row in view.rows(ofAd: ad.id) {
            switch view.today - row.day {
            case 1...7:
                week.append(row.metrics)
                impressions += row.metrics.impressions
            case 8...14: before.append(row.metrics)
            default: continue
            }
        }
        guard impressions >= view.rules.stack.minimumImpressions else { return nil }
        let fatigue = CreativeFatigue(
            week: week,
            before: before,
            minimumImpressions: view.rules.stack.minimumImpressions
        )
        return (fatigue, week.reduce(0) { $0 + $1.spend })
    }

    private func words(_ fatigue: CreativeFatigue) -> String {
        guard let change = fatigue.change, let interval = fatigue.interval else { return "CTR unknown" }
        return "CTR \(Wording.percent(change)) week on week, 90 % interval \(Wording.percent(interval.lowerBound)) to "
            + Wording.percent(interval.upperBound)
    }
}
