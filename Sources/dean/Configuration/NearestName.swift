import DeanDomain

/// The name that somebody who wrote `name` most likely meant: at most a third of it mistyped.
func nearestName(to name: String, among candidates: some Sequence<String>) -> String? {
    Spelling.nearest(to: name, among: candidates, most: max(1, name.count / 3))
}
