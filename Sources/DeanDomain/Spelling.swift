/// What somebody most likely meant who mistyped a word.
package enum Spelling {
    /// Levenshtein's distance in characters, over the first hundred of each: longer ones are no slip of the finger.
    package static func distance(_ left: String, _ right: String) -> Int {
        let columns = Array(right.prefix(100))
        var row = Array(0...columns.count)
        for (rowIndex, character) in left.prefix(100).enumerated() {
            var diagonal = row[0]
            row[0] = rowIndex + 1
            for (column, other) in columns.enumerated() {
                let substituted = diagonal + (character == other ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(substituted, row[column] + 1, diagonal + 1)
            }
        }
        return row[columns.count]
    }

    /// The candidate with the fewest mistypings, of equals the first by alphabet; nil where all have more than `most`.
    package static func nearest(
        to name: String,
        among candidates: some Sequence<String>,
        most: Int
    ) -> String? {
        candidates
            .map { (name: $0, distance: distance(name.lowercased(), $0.lowercased())) }
            .filter { $0.distance <= most }
            .min { ($0.distance, $0.name) < ($1.distance, $1.name) }?
            .name
    }
}
