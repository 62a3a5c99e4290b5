/// The probability that an action meets its stated aim, 0...1.
package struct Confidence: Hashable, Sendable, Codable, Comparable {
    package let probability: Double

    package init(_ probability: Double) {
        self.probability = min(1, max(0, probability))
    }

    package init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(Double.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(probability)
    }

    /// high ≥ 0.9, medium ≥ 0.75, low below.
    package var band: Band {
        probability >= 0.9 ? .high : probability >= 0.75 ? .medium : .low
    }

    package enum Band: String, Sendable, Codable {
        case high
        case medium
        case low
    }

    package static func < (left: Confidence, right: Confidence) -> Bool { left.probability < right.probability }
}
