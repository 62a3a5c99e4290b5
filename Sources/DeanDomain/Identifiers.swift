/// A string that names one kind of thing; the kind is the type, so that a run's id cannot stand where a plan's must.
package protocol Identifier: RawRepresentable, Hashable, Sendable, Codable, Comparable, CustomStringConvertible
where RawValue == String {
    init(rawValue: String)
}

extension Identifier {
    package init(_ value: String) { self.init(rawValue: value) }
    package var description: String { rawValue }
    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A Meta ad account, always with its `act_` prefix.
package struct AccountID: Identifier {
    package let rawValue: String
    package init(rawValue: String) {
        self.rawValue = rawValue.hasPrefix("act_") ? rawValue : "act_" + rawValue
    }
}

/// A Meta object id (campaign, ad set, ad, creative): digits, kept as text.
package struct ObjectID: Identifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

package struct RunID: Identifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

package struct PlanID: Identifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

package struct ActionID: Identifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// Names one write.
///
/// Its eight hex digits are the tag in the names of the objects that the write creates.
package struct IntentID: Identifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// A Slack user id (`U…`, `W…`) or, for decisions by the system itself, `dean`.
package struct PersonID: Identifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    package static let dean = PersonID("dean")
}

/// Makes new ids.
///
/// Random at the process's edge, counted in tests.
package struct IdentifierSource: Sendable {
    private let next: @Sendable () -> UInt64

    package init(_ next: @escaping @Sendable () -> UInt64) {
        self.next = next
    }

    /// A prefix and sixteen hex digits: `run_3fa4…`.
    package func make(_ prefix: String) -> String { prefix + "_" + hex(next(), digits: 16) }

    /// Eight hex digits for an intent.
    package func intent() -> IntentID { IntentID(hex(next() & 0xffff_ffff, digits: 8)) }

    private func hex(_ value: UInt64, digits: Int) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
