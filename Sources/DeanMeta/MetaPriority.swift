/// Who goes first when Meta's limits get near; earlier cases go first.
package enum MetaPriority: Int, Sendable, CaseIterable, Comparable {
    /// A write that a person approved.
    case approvedWrite
    /// A read without which an approved write must not be sent, or can't be settled.
    case guardRead
    /// A read that somebody waits for.
    case interactiveRead
    case backgroundRead

    package static func < (left: MetaPriority, right: MetaPriority) -> Bool { left.rawValue < right.rawValue }
}
