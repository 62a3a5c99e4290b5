import Foundation

/// What the creatives that a creative resembles let expect of its cost per event, before its own numbers are seen.
///
/// The mean of the neighbours' logarithmic costs (each drawn towards the account's already), weighted by the square of
/// their similarity and drawn towards the account's, moves the account's prior. Whether that foretells better is
/// validated by leaving each known creative out: the log likelihood of its counts must rise by more than two standard
/// errors on average, or nothing is moved.
package struct NeighbourPrior: Sendable {
    package struct Known: Sendable {
        package let text: CreativeText
        package let observation: GammaPrior.Observation

        package init(text: CreativeText, observation: GammaPrior.Observation) {
            self.text = text
            self.observation = observation
        }
    }

    package struct Expectation: Sendable, Hashable {
        /// Into the known creatives that it was made of, the most alike first.
        package let neighbours: [(index: Int, similarity: Double)]
        /// Cost relative to the account's: 0.8 is a fifth cheaper; 1 without neighbours.
        package let costRatio: Double

        package static func == (left: Expectation, right: Expectation) -> Bool {
            left.costRatio == right.costRatio && left.neighbours.elementsEqual(right.neighbours, by: ==)
        }

        package func hash(into hasher: inout Hasher) {
            hasher.combine(costRatio)
            for neighbour in neighbours { hasher.combine(neighbour.index) }
        }
    }

    /// Whether neighbours foretell better than the account alone.
    package let isValid: Bool
    /// Mean gain of the left-out creatives' log likelihood, and its standard error.
    package let gain: (mean: Double, error: Double)
    private let prior: GammaPrior
    private let index: SimilarityIndex
    private let costs: [Double]

    private static let mostNeighbours = 5
    private static let leastSimilarity = 0.2
    /// The similarity squared that the account itself counts for.
    private static let accountWeight = 0.5
    private static let leastKnown = 10

    package init(_ known: [Known], prior: GammaPrior) {
        self.prior = prior
        index = SimilarityIndex(known.map(\.text))
        let usual = prior.shape / prior.exposure
        costs = known.map { one in
            let rate = (prior.shape + one.observation.events) / (prior.exposure + one.observation.exposure)
            return -log(rate / usual)
        }
        var gains: [Double] = []
        for (position, one) in known.enumerated() {
            let expectation = Self.expectation(one.text, index, costs, excluding: position)
            guard !expectation.neighbours.isEmpty else { continue }
            let moved = GammaPrior(shape: prior.shape, exposure: prior.exposure * expectation.costRatio)
            gains.append(Self.logLikelihood(one.observation, moved) - Self.logLikelihood(one.observation, prior))
        }
        let count = Double(gains.count)
        let mean = gains.isEmpty ? 0 : gains.reduce(0, +) / count
        let squares = gains.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let error = gains.count > 1 ? (squares / (count - 1) / count).squareRoot() : .infinity
        gain = (mean, error)
        isValid = gains.count >= Self.leastKnown && mean > 2 * error
    }

    /// `excluding` is the creative's own place among the known ones.
    package func expectation(_ text: CreativeText, excluding: Int? = nil) -> Expectation {
        Self.expectation(text, index, costs, excluding: excluding)
    }

    /// The prior of a creative: the account's, moved where that is known to foretell better.
    package func prior(_ expectation: Expectation) -> GammaPrior {
        isValid ? GammaPrior(shape: prior.shape, exposure: prior.exposure * expectation.costRatio) : prior
    }

    private static func expectation(
        _ text: CreativeText,
        _ index: SimilarityIndex,
        _ costs: [Double],
        excluding: Int?
    ) -> Expectation {
        let matches = index.matches(text, most: mostNeighbours, atLeast: leastSimilarity, excluding: excluding)
        var sum = 0.0
        var weight = accountWeight
        for match in matches {
            sum += match.similarity * match.similarity * costs[match.index]
            weight += match.similarity * match.similarity
        }
        return Expectation(neighbours: matches.map { ($0.index, $0.similarity) }, costRatio: exp(sum / weight))
    }

    /// Of events that are Poisson with a Gamma distributed rate: negative binomial, without the factorial, which cancels.
    private static func logLikelihood(_ seen: GammaPrior.Observation, _ prior: GammaPrior) -> Double {
        let both = prior.exposure + seen.exposure
        guard seen.exposure > 0 else { return 0 }
        return IncompleteGamma.logGamma(prior.shape + seen.events) - IncompleteGamma.logGamma(prior.shape)
            + prior.shape * log(prior.exposure / both) + seen.events * log(seen.exposure / both)
    }
}
