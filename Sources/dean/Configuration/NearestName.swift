/// The name that somebody who wrote `name` most likely meant: at most a third of it mistyped.
func nearestName(to name: String, among candidates: some Sequence<String>) -> String? {
    let allowed = max(1, name.count / 3)
    return
        candidates
        .map { (name: $0, distance: editDistance(name.lowercased(), $0.lowercased())) }
        .filter { $0.distance <= allowed }
        .min { ($0.distance, $0.name) < ($1.distance, $1.name) }?
        .name
}

/// Levenshtein's distance in characters.
func editDistance(_ left: String, _ right: String) -> Int {
    let right = Array(right)
    var previous = Array(0...right.count)
    for (row, character) in left.enumerated() {
        var current = [row + 1]
        for (column, other) in right.enumerated() {
            let substituted = previous[column] + (character == other ? 0 : 1)
            current.append(min(substituted, previous[column + 1] + 1, current[column] + 1))
        }
        previous = current
    }
    return previous[right.count]
}
