package import DeanSlack
import Foundation

extension Mrkdwn {
    /// As a terminal shows it: tokens become their labels, marks go.
    ///
    /// The marks are Dean's own: people's `*` and backticks have been replaced by look-alikes before they came here.
    package var plainText: String {
        var result = ""
        var rest = Substring(source)
        while let character = rest.popFirst() {
            switch character {
            case "<":
                guard let end = rest.firstIndex(of: ">") else { continue }
                result += Self.label(of: rest[..<end])
                rest = rest[rest.index(after: end)...]
            case "*", "`": continue
            default: result.append(character)
            }
        }
        for (code, picture) in Self.pictures { result = result.replacingOccurrences(of: code, with: picture) }
        return EscapedText.unescaped(result)
    }

    /// The emoji of Dean's messages, which Slack knows by code and a terminal by itself.
    private static let pictures = [
        ":arrow_forward:": "▶", ":grey_question:": "?", ":hourglass_flowing_sand:": "⏳", ":large_green_circle:": "🟢",
        ":large_orange_circle:": "🟠", ":large_yellow_circle:": "🟡", ":leftwards_arrow_with_hook:": "↩",
        ":no_entry:": "⛔", ":no_entry_sign:": "🚫", ":octagonal_sign:": "🛑", ":red_circle:": "🔴",
        ":rotating_light:": "🚨", ":small_orange_diamond:": "🔸", ":small_red_triangle:": "🔺", ":warning:": "⚠",
        ":white_check_mark:": "✅", ":x:": "❌",
    ]

    private static func label(of token: Substring) -> String {
        if let bar = token.lastIndex(of: "|") { return String(token[token.index(after: bar)...]) }
        return String(token.drop { "!@#".contains($0) })
    }
}
