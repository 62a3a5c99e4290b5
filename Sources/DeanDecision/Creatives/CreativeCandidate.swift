import DeanAnalysis
import DeanDomain

/// One live ad's creative with its numbers of four weeks, scored.
struct CreativeCandidate {
    let ad: Ad
    let campaign: Campaign
    let role: CampaignRole
    let goal: GoalView
    let metrics: Metrics
    /// Delay-corrected, cautiously: what may still arrive is granted to it.
    let observation: GammaPrior.Observation
    let posterior: CostPosterior
    /// What its cost is held against: the target; without one a multiple of the account's median.
    let limit: CostReference
    let scores: CreativeScores
    let overall: Double
    let composite: Double
    /// Shares, drawn towards the account's.
    let ctr: Double
    let cvr: Double?
    let returns: ReturnOnSpend?
    let daysActive: Double
    let fatigue: CreativeFatigue?

    var isTired: Bool { fatigue?.isTired ?? false }

    /// The probability that its next week's spend brings events at no more than the limit.
    var meets: Double {
        posterior.probability(ofMeeting: limit.cost, overNext: max(weekSpend, Double(metrics.spend) / 4))
    }

    let weekSpend: Double
}
