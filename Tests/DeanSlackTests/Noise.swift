import DeanDomain

/// Seeded rubbish for parsers, biased towards what has a meaning in forms, JSON and Slack's markup.
enum Noise {
    private static let pieces: [String] = [
        "<!channel>", "<!here|x>", "<@U1>", "<@U1", "<#C1|general>", "<!subteam^S1>", "<https://x.y|z>", "&amp;",
        "&lt;",
        "&", "<", ">", "*", "_", "~", "`", "```", "\n", "\r\n", "\t", "\u{2028}", "\u{202E}", "\u{2066}", "\u{200F}",
        "\u{0}", "\u{1B}[31m", "é", "e\u{301}", "👩‍👩‍👧‍👦", "🇩🇪", "שלום", "مرحبا", "日本", "|", "^", "@channel", "#general",
        " ", "a", "Summer_Sale_v2", "50% off", "%3C", "+", "=", "{", "}", "[", "]", "\"", "\\", ":", ",", "null", "0",
        "payload=", "\"type\":", "block_actions", "\u{FEFF}", "\u{301}",
    ]

    static func text(_ random: inout SeededRandom, upTo count: Int) -> String {
        (0..<Int.random(in: 0...count, using: &random))
            .map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined()
    }

    static func bytes(_ random: inout SeededRandom, upTo count: Int) -> [UInt8] {
        (0..<Int.random(in: 0...count, using: &random)).flatMap { _ -> [UInt8] in
            Bool.random(using: &random)
                ? [UInt8.random(in: 0...255, using: &random)]
                : Array(pieces[Int.random(in: 0..<pieces.count, using: &random)].utf8)
        }
    }

    /// The bytes with some of them changed, left out or repeated.
    static func mutated(_ bytes: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
        var result = bytes
        for _ in 0..<Int.random(in: 1...6, using: &random) where !result.isEmpty {
            let index = Int.random(in: 0..<result.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: result[index] = UInt8.random(in: 0...255, using: &random)
            case 1: result.remove(at: index)
            case 2: result.removeLast(result.count - index)
            default: result.insert(contentsOf: result[index..<min(result.count, index + 9)], at: index)
            }
        }
        return result
    }
}
