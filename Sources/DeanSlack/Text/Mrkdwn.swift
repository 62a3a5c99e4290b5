/// Text in Slack's markup.
///
/// Markup comes from literals in Dean's source only: whatever is interpolated is text, and stays text. There is no way
/// to make one from a string at run time that would let the string's markup through.
package struct Mrkdwn: Hashable, Sendable, ExpressibleByStringInterpolation {
    /// What Slack reads.
    package let source: String

    /// For this module, which knows that `markup` is sound.
    init(sound markup: String) {
        source = markup
    }

    package init(stringLiteral value: StaticString) {
        source = "\(value)"
    }

    package init(stringInterpolation: StringInterpolation) {
        source = stringInterpolation.source
    }

    /// Foreign text, made harmless, on one line.
    package init(text: String) {
        source = StringInterpolation.harmless(text)
    }

    /// Foreign text, made harmless, with its line breaks.
    package init(lines text: String) {
        source = StringInterpolation.harmless(text, keepingLines: true)
    }

    package var isEmpty: Bool { source.isEmpty }

    package static func + (left: Mrkdwn, right: Mrkdwn) -> Mrkdwn { Mrkdwn(sound: left.source + right.source) }

    package static func += (left: inout Mrkdwn, right: Mrkdwn) { left = left + right }
}

extension Sequence<Mrkdwn> {
    package func joined(separator: Mrkdwn) -> Mrkdwn {
        Mrkdwn(sound: map(\.source).joined(separator: separator.source))
    }
}

extension Mrkdwn: Codable {
    private enum CodingKeys: CodingKey {
        case type
        case text
        case verbatim
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let type = try container.decode(String.self, forKey: .type)
        guard type == "mrkdwn" else {
            throw DecodingError.dataCorruptedError(
                forKey: .type,
                in: container,
                debugDescription: "mrkdwn, not \(type)"
            )
        }
        source = try container.decode(String.self, forKey: .text)
    }

    /// As a text object, with `verbatim`, so that Slack links nothing by itself.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode("mrkdwn", forKey: .type)
        try container.encode(source, forKey: .text)
        try container.encode(true, forKey: .verbatim)
    }
}
