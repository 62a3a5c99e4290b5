package import DeanDomain

extension Mrkdwn {
    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate(set) var source = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            source.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        /// Only the compiler can make a `StaticString`, so this is markup from Dean's own source.
        package mutating func appendLiteral(_ literal: StaticString) { source += "\(literal)" }

        package mutating func appendInterpolation(_ markup: Mrkdwn) { source += markup.source }

        package mutating func appendInterpolation(_ text: String) { source += Self.harmless(text) }

        package mutating func appendInterpolation(_ text: PlainText) { source += Self.harmless(text.content) }

        package mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            source += Self.harmless(value.description)
        }

        /// Foreign text that keeps its line breaks.
        package mutating func appendInterpolation(lines text: String) {
            source += Self.harmless(text, keepingLines: true)
        }

        package mutating func appendInterpolation(bold text: String) { append(text, within: "*") }

        package mutating func appendInterpolation(italic text: String) { append(text, within: "_") }

        /// In code, `* _ ~` are plain already; only what would end the code is replaced.
        package mutating func appendInterpolation(code text: String) {
            let inner = Self.trimmed(EscapedText.tidied(text)).split(separator: "`", omittingEmptySubsequences: false)
            let joined = EscapedText.escaped(inner.joined(separator: "\u{02CB}"))
            if !joined.isEmpty { source += "`" + joined + "`" }
        }

        /// Mentions a person; what is no Slack user id, such as Dean's own, is written out.
        package mutating func appendInterpolation(user: PersonID) {
            source +=
                user == .dean ? "Dean" : Self.isIdentifier(user.rawValue) ? "<@\(user)>" : Self.harmless(user.rawValue)
        }

        package mutating func appendInterpolation(channel: ChannelID) {
            source += Self.isIdentifier(channel.rawValue) ? "<#\(channel)>" : Self.harmless(channel.rawValue)
        }

        package mutating func appendInterpolation(group: UserGroupID) {
            source += Self.isIdentifier(group.rawValue) ? "<!subteam^\(group)>" : Self.harmless(group.rawValue)
        }

        /// A moment in each reader's own zone; `fallback` is for clients that cannot, UTC if not given.
        package mutating func appendInterpolation(
            date moment: Timestamp,
            as format: DateFormat = .dayAndTime,
            fallback: String? = nil
        ) {
            let text = fallback ?? moment.description.prefix(16).split(separator: "T").joined(separator: " ") + " UTC"
            source += "<!date^\(moment.seconds)^\(format.rawValue)|\(Self.tokenText(text))>"
        }

        /// A link; an address that is not http or https is dropped and the label stays.
        package mutating func appendInterpolation(link address: String, _ label: String) {
            let lowered = address.lowercased()
            guard lowered.hasPrefix("https://") || lowered.hasPrefix("http://") else {
                source += Self.harmless(label)
                return
            }
            source += "<\(Self.linkTarget(address))|\(Self.tokenText(label))>"
        }

        static func harmless(_ text: String, keepingLines: Bool = false) -> String {
            EscapedText.escaped(EscapedText.unformatted(EscapedText.tidied(text, keepingLines: keepingLines)))
        }

        private mutating func append(_ text: String, within mark: String) {
            let inner = Self.trimmed(Self.harmless(text))
            if !inner.isEmpty { source += mark + inner + mark }
        }

        /// Text inside `<…|…>`, where a bar would start another part.
        private static func tokenText(_ text: String) -> String {
            let flat = harmless(text).split(separator: "|", omittingEmptySubsequences: false)
            return flat.joined(separator: "\u{00A6}")
        }

        private static func linkTarget(_ address: String) -> String {
            var result = ""
            for scalar in address.unicodeScalars {
                switch scalar {
                case "<", ">", "|", "\"", "`", "\\", "^", "{", "}": result += FormBody.encoded(String(scalar))
                case "&": result += "&amp;"
                case "\u{21}"..."\u{7E}": result.unicodeScalars.append(scalar)
                default: result += FormBody.encoded(String(scalar))  // no URL holds it as it is
                }
            }
            return result
        }

        private static func isIdentifier(_ text: String) -> Bool {
            !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) }
        }

        private static func trimmed(_ text: String) -> String {
            let start = text.drop(while: \.isWhitespace)
            return String(start.reversed().drop(while: \.isWhitespace).reversed())
        }
    }

    /// How a moment is written; Slack fills the braces in the reader's language and zone.
    package enum DateFormat: String, Sendable {
        case dayAndTime = "{date_short_pretty} {time}"
        case day = "{date_short_pretty}"
        case time = "{time}"
    }
}
