import Foundation

/// How cost per event moved: the last two complete days against the seven before them.
package struct CostTrend: Sendable, Hashable {
    package let recent: GammaPrior.Observation
    package let before: GammaPrior.Observation

    package init(recent: GammaPrior.Observation, before: GammaPrior.Observation) {
        self.recent = recent
        self.before = before
    }

    /// Recent cost over the cost before; nil where either has no event or no spend.
    package var ratio: Double? {
        guard recent.events > 0, before.events > 0, recent.exposure > 0, before.exposure > 0 else { return nil }
        return (recent.exposure / recent.events) / (before.exposure / before.events)
    }

    /// The probability that the cost rose by no more than `tolerance` (0.1 is 10 %), from the two counts alone.
    package func probability(stableWithin tolerance: Double) -> Double {
        posterior(recent).probability(atMost: 1 + tolerance, times: posterior(before))
    }

    /// The interval of the ratio with `probability`, from the log ratio's normal approximation; nil as `ratio`.
    package func interval(_ probability: Double) -> ClosedRange<Double>? {
        guard let ratio else { return nil }
        let sd = (1 / recent.events + 1 / before.events).squareRoot()
        let z = NormalDistribution.quantile((1 + probability) / 2)
        return ratio * exp(-z * sd)...ratio * exp(z * sd)
    }

    /// Jeffreys' prior: half an event and no spend.
    private func posterior(_ observation: GammaPrior.Observation) -> CostPosterior {
        CostPosterior(
            prior: GammaPrior(shape: 0.5, exposure: 0),
            events: observation.events,
            exposure: max(observation.exposure, .leastNonzeroMagnitude)
        )
    }
}
