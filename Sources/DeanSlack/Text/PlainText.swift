/// Text without markup, for the places where Slack takes none: headers, buttons, options, labels, titles.
///
/// It holds the words as people read them; the entities that Slack wants are made when it is encoded.
package struct PlainText: Hashable, Sendable, ExpressibleByStringInterpolation {
    package let content: String

    /// Foreign text, on one line, without control characters.
    package init(_ text: String) {
        content = EscapedText.tidied(text)
    }

    package init(stringLiteral value: StaticString) {
        content = "\(value)"
    }

    package init(stringInterpolation: StringInterpolation) {
        content = stringInterpolation.content
    }

    private init(tidy content: String) {
        self.content = content
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var content = ""

        package init(literalCapacity: Int, interpolationCount: Int) {}

        package mutating func appendLiteral(_ literal: StaticString) { content += "\(literal)" }

        package mutating func appendInterpolation(_ text: PlainText) { content += text.content }

        package mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            content += EscapedText.tidied(value.description)
        }
    }

    package var isEmpty: Bool { content.allSatisfy(\.isWhitespace) }

    var escaped: String { EscapedText.escaped(content) }

    /// As it counts against Slack's limits; see `Mrkdwn.length`.
    package var length: Int { escaped.utf16.count }

    /// At most `limit` long when sent, ending in "…" where it was cut.
    package func cut(to limit: Int) -> PlainText {
        guard length > limit else { return self }
        guard limit > 0 else { return "" }
        var kept = ""
        var room = limit - 1
        for character in content {
            let size = EscapedText.escaped(String(character)).utf16.count
            guard size <= room else { break }
            kept.append(character)
            room -= size
        }
        return PlainText(tidy: kept + "…")
    }
}

extension PlainText: Codable {
    private enum CodingKeys: CodingKey {
        case type
        case text
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let type = try container.decode(String.self, forKey: .type)
        guard type == "plain_text" else {
            throw DecodingError.dataCorruptedError(
                forKey: .type,
                in: container,
                debugDescription: "plain_text, not \(type)"
            )
        }
        content = EscapedText.unescaped(try container.decode(String.self, forKey: .text))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode("plain_text", forKey: .type)
        try container.encode(escaped, forKey: .text)
    }
}
