import DeanDomain

/// How well money meets the people who respond: from what each age, gender and country brought.
package struct TargetingScore: Sendable, Hashable {
    package struct Segment: Sendable, Hashable {
        /// "age=25-34,gender=female".
        package let name: String
        package let events: Double
        /// Minor units.
        package let spend: Double

        package init(name: String, events: Double, spend: Double) {
            self.name = name
            self.events = events
            self.spend = spend
        }
    }

    package struct Best: Sendable, Hashable {
        package let name: String
        /// The probability that it costs less per event than all segments together.
        package let probability: Double
        package let shareOfSpend: Double
    }

    /// The events that the money brings, of those that it would bring at the best segments' rate, in percent.
    package let score: Double
    /// Surely cheaper than the whole, the surest first.
    package let best: [Best]

    private static let sure = 0.75
    private static let mostNamed = 3
    /// A tenth of the money can be moved into a segment before that segment is another.
    private static let leastShare = 0.1

    /// Nil without two segments that spent and one event.
    package init?(_ segments: [Segment]) {
        let spending = segments.filter { $0.spend > 0 }
        let spend = spending.reduce(0) { $0 + $1.spend }
        guard spending.count > 1,
            let prior = GammaPrior.fit(
                spending.map { GammaPrior.Observation(events: $0.events, exposure: $0.spend) }
            )
        else { return nil }
        let beliefs = spending.map { segment in
            let posterior = CostPosterior(prior: prior, events: segment.events, exposure: segment.spend)
            return (segment, posterior, rate: posterior.shape / posterior.exposure)
        }
        let brought = beliefs.reduce(0) { $0 + $1.rate * $1.0.spend }
        var top = 0.0
        var topSpend = 0.0
        for belief in beliefs.sorted(by: { ($0.rate, $1.0.name) > ($1.rate, $0.0.name) })
        where topSpend < Self.leastShare * spend {
            top += belief.rate * belief.0.spend
            topSpend += belief.0.spend
        }
        score = top > 0 ? min(100, 100 * (brought / spend) / (top / topSpend)) : 0
        let whole = spend / brought
        best = Array(
            beliefs.map {
                Best(
                    name: $0.0.name,
                    probability: $0.1.probability(costAtMost: whole),
                    shareOfSpend: $0.0.spend / spend
                )
            }
            .filter { $0.probability >= Self.sure }
            .sorted { ($0.probability, $1.name) > ($1.probability, $0.name) }
            .prefix(Self.mostNamed)
        )
    }

    /// Impressions per person and day at which a creative has lost `drop` of the click rate it has at one, by its slope.
    ///
    /// Nil where the rate is not known to fall with frequency.
    package static func frequencyCap(_ slope: RateSlope?, drop: Double) -> Double? {
        guard let slope, slope.probabilityOfFalling >= 0.9, slope.perUnit < 0 else { return nil }
        return 1 + CreativeScores.unitsUntil(drop, slope: slope.perUnit)
    }
}
