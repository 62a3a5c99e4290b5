import Foundation

/// What is believed of an object's event rate (core events per minor unit of spend) before its own numbers are seen.
package struct GammaPrior: Sendable, Hashable {
    package let shape: Double
    /// Minor units of spend that the prior is worth.
    package let exposure: Double

    package init(shape: Double, exposure: Double) {
        self.shape = shape
        self.exposure = exposure
    }

    /// A prior worth one event at `cost` minor units.
    package static func vague(aroundCost cost: Double) -> GammaPrior { GammaPrior(shape: 1, exposure: cost) }

    /// One object's evidence.
    package struct Observation: Sendable, Hashable {
        package let events: Double
        /// Spend, minor units, reduced by what can't have arrived yet.
        package let exposure: Double

        package init(events: Double, exposure: Double) {
            self.events = events
            self.exposure = exposure
        }
    }

    /// The prior that makes the observed counts most probable: empirical Bayes over an account's objects.
    ///
    /// Counts are negative binomial once the Gamma rate is integrated out. For a given shape the mean rate solves a
    /// score equation; the shape maximises the profile likelihood times a log-normal hyperprior (median 2, one e-fold),
    /// which decides alone where a handful of objects can't. Nil without a single event: then nothing says what an
    /// event costs.
    package static func fit(_ observations: [Observation]) -> GammaPrior? {
        let usable = busiest(observations.filter { $0.exposure > 0 })
        let events = usable.reduce(0) { $0 + $1.events }
        let exposure = usable.reduce(0) { $0 + $1.exposure }
        guard events > 0, exposure > 0 else { return nil }
        let pooled = events / exposure
        var low = log(0.3)
        var high = log(100.0)
        let golden = (5.0.squareRoot() - 1) / 2
        var left = high - golden * (high - low)
        var right = low + golden * (high - low)
        var atLeft = posterior(logShape: left, usable, pooled)
        var atRight = posterior(logShape: right, usable, pooled)
        while high - low > 0.01 {
            if atLeft > atRight {
                high = right
                (right, atRight) = (left, atLeft)
                left = high - golden * (high - low)
                atLeft = posterior(logShape: left, usable, pooled)
            } else {
                low = left
                (left, atLeft) = (right, atRight)
                right = low + golden * (high - low)
                atRight = posterior(logShape: right, usable, pooled)
            }
        }
        let shape = exp((low + high) / 2)
        return GammaPrior(shape: shape, exposure: shape / meanRate(shape, usable, pooled))
    }

    /// A thousand objects say all there is to say about two parameters; the rest would only cost time.
    private static func busiest(_ observations: [Observation]) -> [Observation] {
        observations.count <= 1000
            ? observations
            : Array(observations.sorted { ($0.exposure, $0.events) > ($1.exposure, $1.events) }.prefix(1000))
    }

    private static func meanRate(_ shape: Double, _ observations: [Observation], _ pooled: Double) -> Double {
        // Newton on the log of the rate: the score falls monotonically in it.
        var logRate = log(pooled)
        for _ in 0..<50 {
            let rate = exp(logRate)
            var score = 0.0
            var slope = 0.0
            for one in observations {
                let denominator = shape + rate * one.exposure
                score += shape * (one.events - rate * one.exposure) / denominator
                slope -= shape * rate * one.exposure * (shape + one.events) / (denominator * denominator)
            }
            guard slope < 0 else { break }
            let step = max(-1, min(1, score / slope))
            logRate -= step
            if abs(step) < 1e-10 { break }
        }
        return exp(logRate)
    }

    private static func posterior(logShape: Double, _ observations: [Observation], _ pooled: Double) -> Double {
        let shape = exp(logShape)
        let rate = meanRate(shape, observations, pooled)
        let base = IncompleteGamma.logGamma(shape)
        var sum = 0.0
        for one in observations {
            let denominator = shape + rate * one.exposure
            sum += shape * log(shape / denominator)
            if one.events > 0 {
                sum +=
                    IncompleteGamma.logGamma(shape + one.events) - base
                    + one.events * log(rate * one.exposure / denominator)
            }
        }
        let hyper = logShape - log(2.0)
        return sum - hyper * hyper / 2
    }
}
