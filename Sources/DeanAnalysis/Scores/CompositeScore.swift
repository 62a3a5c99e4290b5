package import DeanDomain

/// SPEC 5's composite, by which the winner of the day is chosen.
package struct CompositeScore: Sendable, Hashable {
    package var overall: Double
    package var roas: Double
    package var conversions: Double
    /// Percent.
    package var ctr: Double
    /// Percent.
    package var cvr: Double
    package var daysActive: Double

    package init(
        overall: Double,
        roas: Double,
        conversions: Double,
        ctr: Double,
        cvr: Double,
        daysActive: Double
    ) {
        self.overall = overall
        self.roas = roas
        self.conversions = conversions
        self.ctr = ctr
        self.cvr = cvr
        self.daysActive = daysActive
    }

    /// The weighted sum of the six parts, each with its ceiling.
    ///
    /// w₁·overall + w₂·min(100, 20·ROAS) + w₃·min(100, conversions/10) + w₄·min(100, 20·CTR%) + w₅·min(100, 12.5·CVR%)
    /// + w₆·max(0, 100 − days active).
    package func value(_ weights: Rules.OptimizerRules) -> Double {
        weights.overallWeight * overall + weights.roasWeight * min(100, 20 * roas)
            + weights.conversionsWeight * min(100, conversions / 10) + weights.ctrWeight * min(100, 20 * ctr)
            + weights.cvrWeight * min(100, 12.5 * cvr) + weights.freshnessWeight * max(0, 100 - daysActive)
    }
}
