import Foundation

/// The rate around which the arms of a test lie, for one spread of the arms, and how well that spread explains them.
struct TestCentre {
    let rate: Double
    /// Impressions that the belief about an arm is worth before the arm is seen: the a + b of its Beta distribution.
    let concentration: Double
    /// The log of the probability of the clicks, the test's own rate integrated out (Laplace, in the log of the rate).
    let logEvidence: Double

    init(_ arms: [ArmCounts], spread: Double, prior: SpreadPrior) {
        var rate = 0.5
        var concentration = 1.0
        var information = 0.0
        // Arms count by their information about the centre: an arm's impressions, less the more alike they are.
        for pass in 0..<3 {
            var clicks = 0.5
            var impressions = 1.0
            for arm in arms {
                let weight = pass == 0 ? 1 : 1 / (1 + max(0, arm.impressions - 1) / (concentration + 1))
                clicks += weight * arm.clicks
                impressions += weight * arm.impressions
            }
            rate = min(clicks / impressions, 0.999_999)
            concentration = prior.concentration(spread, around: rate)
            information = impressions * rate / (1 - rate)
        }
        self.rate = rate
        self.concentration = concentration
        let a = rate * concentration
        let b = concentration - a
        let none = Self.logBeta(a, b)
        var sum = -log(information) / 2
        for arm in arms where arm.impressions > 0 {
            sum += Self.logBeta(a + arm.clicks, b + arm.impressions - arm.clicks) - none
        }
        logEvidence = sum
    }

    private static func logBeta(_ a: Double, _ b: Double) -> Double {
        IncompleteGamma.logGamma(a) + IncompleteGamma.logGamma(b) - IncompleteGamma.logGamma(a + b)
    }

    /// What is believed of an arm once it has been seen.
    func belief(_ arm: ArmCounts) -> RateBelief {
        let a = rate * concentration + arm.clicks
        let b = (1 - rate) * concentration + arm.impressions - arm.clicks
        return RateBelief(a: a, b: b, remaining: arm.remaining.flatMap { $0 > 0 ? $0 : nil })
    }
}
