// DeanDecision: evidence in, plan out, and the guards that every write passes.
//
// It knows DeanDomain's values and DeanAnalysis's statistics, and must not know of stores, Meta, Slack, files or the
// time of day: everything that it needs is in its arguments. Invariant: the same evidence, rules, settings and ids give
// the same decision, and no proposal leaves it that one of its guards refused.

package import DeanDomain

/// Turns what is known of an account into what should change in it.
package protocol DecisionCore: Sendable {
    func decide(_ evidence: AccountEvidence, rules: Rules, settings: Settings, ids: IdentifierSource) -> Decision
}

/// What a run found out and wants to do.
package struct Decision: Sendable {
    package var tier: Tier
    /// Why this tier is in force, in one sentence.
    package var tierReason: String
    package var summary: AccountSummary
    package var anomalies: [Anomaly]
    /// In the order of `ConflictOrder`, each with its guards' verdicts; all of them allowed.
    package var proposals: [PlannedAction]
    /// What it would have liked to do, and why it doesn't propose it.
    package var held: [HeldProposal]
    /// What a person should know: tired creatives, missing targets, unknown data.
    package var notes: [String]
    /// Campaigns, ad sets and ads.
    package var objects: [ObjectID: ObjectExplanation]
    /// Roles, winners of the day, fatigue.
    package var creatives = CreativeReport()
}

/// A proposal that a guard, a switch or a confidence floor holds back.
package struct HeldProposal: Sendable, Codable, Hashable {
    package var action: PlannedAction
    package var reasons: [String]

    package init(action: PlannedAction, reasons: [String]) {
        self.action = action
        self.reasons = reasons
    }
}
