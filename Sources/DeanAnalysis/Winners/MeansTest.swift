import Foundation

/// Where the arms of a test will stand at its end, from the course of their cumulative means.
///
/// Given how far arms lie apart and how much the level still grows, final means are independent normal variables; both
/// are averaged over. Effects are drawn towards each other under a prior that favours no order of magnitude, and may
/// fade or grow by about a third until the end.
package enum MeansTest {
    /// The verdicts of many tests; what a test without a past lacks is taken from the others.
    package static func verdicts(
        _ tests: [[ArmMeans]],
        assuming drift: DriftAssumptions = DriftAssumptions()
    ) -> [[MeanVerdict]] {
        let slopes = tests.map(MeanGrowth.Slopes.init)
        let usual = MeanGrowth.usualSlope(slopes.compactMap { $0 })
        return zip(tests, slopes).map { arms, slopes in
            verdicts(arms, growth: MeanGrowth(arms, slopes: slopes, usual: usual, drift: drift), drift: drift)
        }
    }

    /// Spreads of true effects between arms, in standard deviations between units: all orders of magnitude alike.
    private static let spreads: [Double] = (0..<10).map { 2e-4 * pow(2, Double($0)) }

    struct Outlook {
        let weight: Double
        /// Mean and variance of each arm's final mean.
        let arms: [(mean: Double, variance: Double)]
    }

    private static func verdicts(_ arms: [ArmMeans], growth: MeanGrowth, drift: DriftAssumptions) -> [MeanVerdict] {
        guard arms.count > 1 else {
            return arms.map { _ in
                MeanVerdict(chanceOfBest: 1, expectedLoss: 0, decision: .winner, difference: nil)
            }
        }
        let outlooks = outlooks(arms, growth: growth, drift: drift)
        var chances = [Double](repeating: 0, count: arms.count)
        var losses = [Double](repeating: 0, count: arms.count)
        for outlook in outlooks {
            let contest = Contest.normals(outlook.arms)
            let outcome = contest.outcome()
            for arm in arms.indices {
                chances[arm] += outlook.weight * outcome.chances[arm]
                losses[arm] += outlook.weight * max(0, outcome.expectedMaximum - contest.mean(arm))
            }
        }
        let decisions = ArmDecision.all(chances: chances)
        return arms.indices.map { arm in
            MeanVerdict(
                chanceOfBest: chances[arm],
                expectedLoss: losses[arm],
                decision: decisions[arm],
                difference: arm == 0 ? nil : difference(arm, outlooks)
            )
        }
    }

    private static func difference(_ arm: Int, _ outlooks: [Outlook]) -> MeanVerdict.Difference {
        let mixture = NormalMixture(
            outlooks.map {
                NormalMixture.Part(
                    weight: $0.weight,
                    mean: $0.arms[arm].mean - $0.arms[0].mean,
                    deviation: ($0.arms[arm].variance + $0.arms[0].variance).squareRoot()
                )
            }
        )
        let low = mixture.quantile(0.05)
        return MeanVerdict.Difference(
            mean: mixture.mean,
            interval: low...max(low, mixture.quantile(0.95)),
            chanceAbove: 1 - mixture.cumulative(0)
        )
    }

    private static func outlooks(_ arms: [ArmMeans], growth: MeanGrowth, drift: DriftAssumptions) -> [Outlook] {
        let units = arms.reduce(0) { $0 + $1.now.units }
        let between = arms.reduce(0) { $0 + $1.now.units * $1.now.variance } / units
        let level = arms.reduce(0) { $0 + abs($1.now.mean) } / Double(arms.count)
        let deviation = max(between.squareRoot(), 1e-9 * level, 1e-150)
        let noises = arms.map {
            drift.overdispersion * max($0.now.variance, 1e-12 * deviation * deviation) / $0.now.units
        }
        let candidates = spreads.map { spread in
            Shrinkage(means: arms.map(\.now.mean), noises: noises, spread: spread * deviation)
        }
        let top = candidates.map(\.logEvidence).max() ?? 0
        let likely = candidates.map { (shrinkage: $0, weight: exp($0.logEvidence - top)) }.filter { $0.weight > 1e-3 }
        let total = likely.reduce(0) { $0 + $1.weight }
        return likely.flatMap { candidate, weight in
            growth.nodes.map { node in
                Outlook(
                    weight: weight / total * node.weight,
                    arms: arms.indices.map {
                        final(arms[$0], noises[$0], candidate, candidate.arms[$0], node, drift.fading)
                    }
                )
            }
        }
    }

    /// Mean and variance of an arm's final mean.
    ///
    /// With x the mean now, θ what it estimates, f the share of units seen and g the growth: what x is off θ stays with
    /// those units, so the end is g·θ + f·(x − θ) + what is still to come.
    private static func final(
        _ arm: ArmMeans,
        _ noise: Double,
        _ shrinkage: Shrinkage,
        _ belief: (mean: Double, variance: Double),
        _ node: (mean: Double, variance: Double, weight: Double),
        _ fading: Double
    ) -> (mean: Double, variance: Double) {
        let seen = arm.seen
        let effect = belief.mean - shrinkage.centre
        let fades = fading * node.mean * (1 - seen)
        let coming = max(0, noise * seen * node.variance - seen * seen * noise)
        let variance =
            (node.mean - seen) * (node.mean - seen) * belief.variance
            + fades * fades * (effect * effect + belief.variance) + coming
        return ((node.mean - seen) * belief.mean + seen * arm.now.mean, variance)
    }
}
