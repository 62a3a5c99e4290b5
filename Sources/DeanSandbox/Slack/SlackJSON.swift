import Foundation

/// A JSON value as it travelled, with integers and fractions apart.
package enum SlackJSON: Sendable, Hashable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([SlackJSON])
    case object([String: SlackJSON])

    /// Reads JSON text; nil when it is none.
    package init?(parsing bytes: some Sequence<UInt8>) {
        guard let value = try? JSONDecoder().decode(SlackJSON.self, from: Data(bytes)) else { return nil }
        self = value
    }

    /// The value as JSON with sorted keys, so that equal values have equal text.
    package var serialized: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else { return "null" }
        return String(decoding: data, as: UTF8.self)
    }

    package var text: String? {
        if case .string(let value) = self { value } else { nil }
    }

    package var flag: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    package var int: Int64? {
        if case .integer(let value) = self { value } else { nil }
    }

    package var items: [SlackJSON]? {
        if case .array(let value) = self { value } else { nil }
    }

    package var members: [String: SlackJSON]? {
        if case .object(let value) = self { value } else { nil }
    }

    /// The member named `key`; nil for anything but an object, and for a member that is null.
    package subscript(key: String) -> SlackJSON? {
        get {
            guard let value = members?[key], value != .null else { return nil }
            return value
        }
        set {
            var changed = members ?? [:]
            changed[key] = newValue
            self = .object(changed)
        }
    }

    package subscript(index: Int) -> SlackJSON? {
        guard let items, items.indices.contains(index) else { return nil }
        return items[index]
    }
}

extension SlackJSON: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int64.self) {
            self = .integer(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode([String: SlackJSON].self) {
            self = .object(value)
        } else {
            self = .array(try container.decode([SlackJSON].self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .string(let value): try container.encode(value)
        case .array(let value): try container.encode(value)
        case .object(let value): try container.encode(value)
        }
    }
}

extension SlackJSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(arrayLiteral elements: SlackJSON...) { self = .array(elements) }
    package init(nilLiteral: ()) { self = .null }
    package init(dictionaryLiteral elements: (String, SlackJSON)...) {
        self = .object(Dictionary(elements) { _, last in last })
    }
}

extension SlackJSON {
    /// A string, or null for nil.
    package init(_ value: String?) {
        self = value.map(SlackJSON.string) ?? .null
    }

    package init(_ values: some Sequence<String>) {
        self = .array(values.map(SlackJSON.string))
    }
}
