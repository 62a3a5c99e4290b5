package import DeanDomain

/// A value as it goes into and comes out of the database: times are epoch seconds, money minor units, flags 0 and 1.
package enum StoreValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)

    package static func number(_ value: Int?) -> StoreValue { value.map { .integer(Int64($0)) } ?? .null }
    package static func number(_ value: Int64) -> StoreValue { .integer(value) }
    package static func flag(_ value: Bool) -> StoreValue { .integer(value ? 1 : 0) }
    package static func time(_ value: Timestamp?) -> StoreValue { value.map { .integer($0.seconds) } ?? .null }
    package static func day(_ value: AccountDay) -> StoreValue { .integer(Int64(value.ordinal)) }
    package static func number(_ value: Double?) -> StoreValue { value.map { .real($0) } ?? .null }
    package static func string(_ value: String?) -> StoreValue { value.map { .text($0) } ?? .null }

    /// An identifier, or an enumeration with text for its raw values.
    package static func raw<R: RawRepresentable>(_ value: R?) -> StoreValue where R.RawValue == String {
        value.map { .text($0.rawValue) } ?? .null
    }
}
