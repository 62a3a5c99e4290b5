/// What is believed of a share (CTR, CVR) before an object's own numbers are seen, and the shrinkage towards it.
package struct BetaPrior: Sendable, Hashable {
    package let successes: Double
    package let failures: Double

    package init(successes: Double, failures: Double) {
        self.successes = successes
        self.failures = failures
    }

    package struct Observation: Sendable, Hashable {
        package let successes: Double
        package let trials: Double

        package init(successes: Double, trials: Double) {
            self.successes = successes
            self.trials = trials
        }
    }

    /// The prior by the method of moments (Kleinman 1973), its weight kept between 10 and 100,000 trials.
    ///
    /// Nil when there are no trials or all of them, or none, succeeded.
    package static func fit(_ observations: [Observation]) -> BetaPrior? {
        let usable = observations.filter { $0.trials > 0 }
        let trials = usable.reduce(0) { $0 + $1.trials }
        guard trials > 0 else { return nil }
        let share = usable.reduce(0) { $0 + $1.successes } / trials
        guard share > 0, share < 1 else { return nil }
        var spread = 0.0
        var squares = 0.0
        for one in usable {
            let difference = one.successes / one.trials - share
            spread += one.trials * difference * difference
            squares += one.trials * one.trials
        }
        // Between-object variance: what of the spread binomial noise does not explain.
        let noise = Double(usable.count - 1) * share * (1 - share)
        let freedom = trials - squares / trials
        let between = freedom > 0 ? (spread - noise) / freedom : 0
        let weight = between > 0 ? share * (1 - share) / between - 1 : 100_000
        let bounded = min(100_000, max(10, weight))
        return BetaPrior(successes: share * bounded, failures: (1 - share) * bounded)
    }

    /// The object's share, drawn towards the account's by as much as its own trials are few.
    package func shrunk(successes: Double, trials: Double) -> Double {
        (self.successes + successes) / (self.successes + failures + trials)
    }

    package func interval(_ probability: Double, successes: Double, trials: Double) -> ClosedRange<Double> {
        let a = self.successes + successes
        let b = failures + max(0, trials - successes)
        let tail = (1 - probability) / 2
        return IncompleteBeta.quantile(a, b, probability: tail)...IncompleteBeta.quantile(a, b, probability: 1 - tail)
    }
}
