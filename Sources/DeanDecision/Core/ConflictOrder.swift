/// The one order in which proposals that are in each other's way are settled.
///
/// Seeds 000, 001 and 002 each had an order of their own; this one decides, and `explain` shows it.
package enum ConflictOrder: Int, Sendable, CaseIterable, Comparable {
    /// Money that runs with next to no chance of a result.
    case safety
    /// What a person asked for.
    case people
    case kills
    case promotions
    case scaling
    case creativeWork

    package static func < (left: ConflictOrder, right: ConflictOrder) -> Bool { left.rawValue < right.rawValue }

    package var words: String {
        switch self {
        case .safety: "safety"
        case .people: "people's decisions"
        case .kills: "kills"
        case .promotions: "promotions"
        case .scaling: "scaling"
        case .creativeWork: "creative work"
        }
    }
}
