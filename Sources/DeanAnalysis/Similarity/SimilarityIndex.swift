import Foundation

/// Finds the texts that are most like another by the cosine of their tf-idf weights (Salton and Buckley 1988).
struct SimilarityIndex: Sendable {
    struct Match: Sendable, Hashable {
        /// Into the texts that the index was made of.
        let index: Int
        /// 0…1.
        let similarity: Double
    }

    private var postings: [UInt32: [(index: Int32, weight: Double)]] = [:]
    private let count: Int
    private let frequency: [UInt32: Int]

    init(_ texts: [CreativeText]) {
        var frequency: [UInt32: Int] = [:]
        for text in texts { for term in text.terms.keys { frequency[term, default: 0] += 1 } }
        self.frequency = frequency
        count = texts.count
        for (index, text) in texts.enumerated() {
            for (term, weight) in weights(of: text) {
                postings[term, default: []].append((Int32(index), weight))
            }
        }
    }

    /// The most alike first, equal ones in the order of the texts; `excluded` is the text itself.
    func matches(_ text: CreativeText, most: Int, atLeast least: Double, excluding excluded: Int? = nil) -> [Match] {
        var sums: [Int32: Double] = [:]
        for (term, weight) in weights(of: text) {
            for posting in postings[term] ?? [] { sums[posting.index, default: 0] += weight * posting.weight }
        }
        // Rounded, so that the order in which terms are added up cannot reorder equals.
        let matches = sums.map { Match(index: Int($0), similarity: min(1, ($1 * 1e9).rounded() / 1e9)) }
        return Array(
            matches.filter { $0.similarity >= least && $0.index != excluded }
                .sorted { ($0.similarity, $1.index) > ($1.similarity, $0.index) }
                .prefix(most)
        )
    }

    /// Of length one; a term that every text has weighs little, one that no known text has only makes others less alike.
    private func weights(of text: CreativeText) -> [(UInt32, Double)] {
        let raw = text.terms.map { term, occurrences in
            (term, (1 + log(occurrences)) * log(Double(count + 1) / Double((frequency[term] ?? 0) + 1) + 0.1))
        }
        let length = raw.reduce(0) { $0 + $1.1 * $1.1 }.squareRoot()
        return length > 0 ? raw.map { ($0.0, $0.1 / length) } : []
    }
}
