import Foundation

/// What is believed of the events that a day's spend brings: concave, a power of the spend, with what is not sure.
///
/// events per day = e^level · (spend / centre)^elasticity; level and elasticity are normal, `centre` is where they are
/// nearly independent.
package struct SpendResponse: Sendable, Hashable {
    /// Log of the events of a day at `centre`.
    package let level: Double
    package let elasticity: Double
    /// Minor units a day.
    package let centre: Double
    package let levelVariance: Double
    package let elasticityVariance: Double
    package let covariance: Double

    /// Elasticities are kept here: below 1 the curve is concave, which makes the best split unique.
    package static let elasticities = 0.2...0.98

    package init(
        level: Double,
        elasticity: Double,
        centre: Double,
        levelVariance: Double = 0,
        elasticityVariance: Double = 0,
        covariance: Double = 0
    ) {
        self.level = level
        self.elasticity = min(Self.elasticities.upperBound, max(Self.elasticities.lowerBound, elasticity))
        self.centre = centre
        self.levelVariance = levelVariance
        self.elasticityVariance = elasticityVariance
        self.covariance = covariance
    }

    /// One curve: events = e^level · (spend / centre)^elasticity.
    package struct Curve: Sendable, Hashable {
        let level: Double
        let elasticity: Double
        let centre: Double

        package func events(at spend: Double) -> Double {
            spend > 0 ? exp(level + elasticity * log(spend / centre)) : 0
        }

        /// Events that one more minor unit brings.
        package func marginal(at spend: Double) -> Double {
            spend > 0 ? events(at: spend) * elasticity / spend : .infinity
        }

        /// The spend at which one more minor unit brings `marginal` events.
        func spend(atMarginal marginal: Double) -> Double {
            guard marginal > 0 else { return .infinity }
            return centre * exp((level + log(elasticity / (centre * marginal))) / (1 - elasticity))
        }
    }

    /// The expected curve near the centre.
    package var expected: Curve {
        Curve(level: level + levelVariance / 2, elasticity: elasticity, centre: centre)
    }

    /// A curve drawn from what is believed, from two standard normal draws.
    package func drawn(_ first: Double, _ second: Double) -> Curve {
        let sd = max(0, levelVariance).squareRoot()
        let slope = sd > 0 ? covariance / sd : 0
        let rest = max(0, elasticityVariance - slope * slope).squareRoot()
        let e = elasticity + slope * first + rest * second
        return Curve(
            level: level + sd * first,
            elasticity: min(Self.elasticities.upperBound, max(Self.elasticities.lowerBound, e)),
            centre: centre
        )
    }
}
