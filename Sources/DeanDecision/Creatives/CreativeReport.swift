package import DeanAnalysis
package import DeanDomain

/// What the optimizer found out about an account's creatives.
package struct CreativeReport: Sendable {
    /// Live ads of active goals, by ad id.
    package var decisions: [CreativeDecision] = []
    /// One of each campaign that has a candidate, by campaign id.
    package var winners: [DayWinner] = []
    /// Ads that were shown often enough to judge.
    package var fatigue: [ObjectID: CreativeFatigue] = [:]

    /// Of the creatives of live ads.
    package var profiles: [CreativeProfile] = []

    package init() {}

    /// What somebody should do or know, the most urgent first.
    package static func recommendations(_ decisions: [CreativeDecision]) -> [CreativeDecision] {
        decisions.filter { !$0.steps.isEmpty }.sorted {
            ($0.priority, $1.confidence.probability, $0.ad.id) < ($1.priority, $0.confidence.probability, $1.ad.id)
        }
    }
}
