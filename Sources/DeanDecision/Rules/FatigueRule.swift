import DeanAnalysis
import DeanDomain

/// Names the creatives that people have tired of, so that somebody makes new ones.
struct FatigueRule: DecisionRule {
    /// How many are named; the rest is counted.
    private static let mostNamed = 3

    func apply(to view: AccountView, ids: IdentifierSource, into findings: inout Findings) {
        var tired: [(ad: Ad, words: String, spend: Int64)] = []
        for ad in view.snapshot.ads where ad.status == .active && view.goalView(ofCampaign: ad.campaignID) != nil {
            guard let fatigue = view.fatigue[ad.id], fatigue.isTired else { continue }
            let words = FatigueWording.tired(fatigue)
            tired.append((ad, words, view.sum(ofAd: ad.id, days: 7).spend))
            findings.explain(ad.id, "tired: \(words); prepare a new creative")
        }
        tired.sort { ($0.spend, $1.ad.id) > ($1.spend, $0.ad.id) }
        guard !tired.isEmpty else { return }
        var named = tired.prefix(Self.mostNamed).map { "\($0.ad.ref.quoted) (\($0.words))" }
        if tired.count > Self.mostNamed { named.append("\(tired.count - Self.mostNamed) more") }
        findings.notes.append("tired creatives, prepare new ones: \(named.joined(separator: ", "))")
    }
}
