/// How foreign text is made harmless before it stands in a Slack message.
///
/// Slack gives `& < >` meaning everywhere, `* _ ~` and the backtick in mrkdwn, and a line break starts a new construct.
/// Direction overrides and control characters let a name rearrange or hide what stands around it.
/// Source: https://docs.slack.dev/messaging/formatting-message-text
package enum EscapedText {
    /// `&`, `<` and `>` as entities, and nothing else, as Slack asks.
    package static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 38 || $0 == 60 || $0 == 62 }) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result.append(contentsOf: "&amp;".unicodeScalars)
            case "<": result.append(contentsOf: "&lt;".unicodeScalars)
            case ">": result.append(contentsOf: "&gt;".unicodeScalars)
            default: result.append(scalar)  // everything else is text
            }
        }
        return String(result)
    }

    package static func unescaped(_ text: String) -> String {
        guard text.utf8.contains(38) else { return text }
        var result = ""
        var rest = Substring(text)
        while let first = rest.unicodeScalars.first {
            if first == "&", let entity = entities.first(where: { rest.unicodeScalars.starts(with: $0.written) }) {
                result.unicodeScalars.append(entity.meant)
                rest = Substring(rest.unicodeScalars.dropFirst(entity.written.count))
            } else {
                result.unicodeScalars.append(first)
                rest = Substring(rest.unicodeScalars.dropFirst())
            }
        }
        return result
    }

    /// Without control characters and direction overrides; line breaks and tabs become single spaces.
    package static func tidied(_ text: String, keepingLines: Bool = false) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A, 0x2028, 0x2029, 0x85, 0x0B, 0x0C:
                if keepingLines { result.append("\n") } else if result.last != " " { result.append(" ") }
            case 0x09, 0x0D:
                if result.last != " ", result.last != "\n" { result.append(" ") }
            case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF,
                0xFFF9...0xFFFB:
                continue
            default: result.append(scalar)  // everything else is text
            }
        }
        return String(result)
    }

    /// Formatting characters as their look-alikes, so that they format nothing.
    ///
    /// An underscore between two letters or digits formats nothing in Slack and stays, since names are full of them.
    package static func unformatted(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        var result = String.UnicodeScalarView()
        for (index, scalar) in scalars.enumerated() {
            switch scalar {
            case "*": result.append("\u{2217}")
            case "~": result.append("\u{223C}")
            case "`": result.append("\u{02CB}")
            case "_":
                let inside =
                    index > 0 && index + 1 < scalars.count && isWord(scalars[index - 1]) && isWord(scalars[index + 1])
                result.append(inside ? scalar : "\u{FF3F}")
            default: result.append(scalar)  // everything else is text
            }
        }
        return String(result)
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }

    private static let entities: [(written: String.UnicodeScalarView, meant: Unicode.Scalar)] = [
        ("&amp;".unicodeScalars, "&"), ("&lt;".unicodeScalars, "<"), ("&gt;".unicodeScalars, ">"),
    ]
}
