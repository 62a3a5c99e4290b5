/// What a creative says, as counted terms, and the attributes that its wording shows.
///
/// Terms are words and pairs of neighbouring words in lower case, hashed; one in four billion pairs of terms is mistaken
/// for the same.
package struct CreativeText: Sendable, Hashable {
    /// Occurrences by hash.
    let terms: [UInt32: Double]
    /// Sorted: "emoji", "number", "offer", "question", "urgency".
    package let attributes: [String]

    private static let offers: Set<String> = [
        "discount", "free", "gratis", "off", "offer", "oferta", "rabatt", "sale", "save", "deal",
    ]
    private static let hurries: Set<String> = [
        "ends", "ending", "hoy", "hurry", "jetzt", "last", "now", "only", "soon", "today", "tonight",
    ]

    /// The parts (name, title, body) are read one after the other; no pair spans two of them.
    package init(_ parts: [String?]) {
        var terms: [UInt32: Double] = [:]
        var attributes: Set<String> = []
        for case let part? in parts {
            var previous: UInt32?
            for word in part.split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
                let lower = word.lowercased()
                let hash = Self.hash(lower, seed: 0x811c_9dc5)
                terms[hash, default: 0] += 1
                if let previous { terms[Self.hash(lower, seed: previous &* 31), default: 0] += 1 }
                previous = hash
                if Self.offers.contains(lower) { attributes.insert("offer") }
                if Self.hurries.contains(lower) { attributes.insert("urgency") }
                if word.contains(where: \.isNumber) { attributes.insert("number") }
            }
            if part.contains("?") { attributes.insert("question") }
            if part.contains("%") { attributes.insert("offer") }
            if part.unicodeScalars.contains(where: \.properties.isEmojiPresentation) { attributes.insert("emoji") }
        }
        for attribute in attributes { terms[Self.hash("\u{0}" + attribute, seed: 0x811c_9dc5), default: 0] += 1 }
        self.terms = terms
        self.attributes = attributes.sorted()
    }

    /// FNV-1a.
    private static func hash(_ text: String, seed: UInt32) -> UInt32 {
        text.utf8.reduce(seed) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
    }
}
