import Foundation

/// What is believed of an object's cost per core event, in minor units, after its own numbers were seen.
///
/// Events are Poisson with a rate per minor unit of spend; the rate is Gamma, so the cost, its inverse, is inverse gamma
/// and every probability here is exact.
package struct CostPosterior: Sendable, Hashable {
    package let shape: Double
    /// Minor units.
    package let exposure: Double

    package init(prior: GammaPrior, events: Double = 0, exposure: Double = 0) {
        shape = prior.shape + events
        self.exposure = prior.exposure + exposure
    }

    /// The expected cost; nil where the distribution's tail is too heavy to have one.
    package var mean: Double? { shape > 1 ? exposure / (shape - 1) : nil }

    package var median: Double { quantile(0.5) }

    package func quantile(_ probability: Double) -> Double {
        exposure / IncompleteGamma.quantile(shape: shape, probability: 1 - probability)
    }

    /// The interval that holds the cost with `probability`, equal tails outside.
    package func interval(_ probability: Double) -> ClosedRange<Double> {
        quantile((1 - probability) / 2)...quantile((1 + probability) / 2)
    }

    package func probability(costAtMost cost: Double) -> Double {
        cost > 0 ? IncompleteGamma.upper(shape: shape, x: exposure / cost) : 0
    }

    /// The probability that the next `spend` minor units bring enough events to cost at most `target` each.
    ///
    /// Unlike `probability(costAtMost:)` it is about what will be seen, so it can be checked afterwards.
    package func probability(ofMeeting target: Double, overNext spend: Double) -> Double {
        guard target > 0 else { return 0 }
        guard spend > 0 else { return probability(costAtMost: target) }
        let needed = max(1, (spend / target - 1e-9).rounded(.up))
        return IncompleteBeta.lower(needed, shape, x: spend / (exposure + spend))
    }

    /// The probability that this cost is at most `factor` times the other's.
    package func probability(atMost factor: Double, times other: CostPosterior) -> Double {
        // Of two Gamma rates, the share of the first in their standardised sum is Beta distributed.
        guard factor > 0 else { return 0 }
        return 1 - IncompleteBeta.lower(shape, other.shape, x: exposure / (exposure + factor * other.exposure))
    }
}
