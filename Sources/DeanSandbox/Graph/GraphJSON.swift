package import Foundation

/// A JSON value with its members in order and integers apart from fractions.
package enum GraphJSON: Sendable, Hashable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([GraphJSON])
    case object([Member])

    package struct Member: Sendable, Hashable {
        package var name: String
        package var value: GraphJSON
    }

    /// Reads JSON text; nil when it is none.
    package init?(parsing text: String) {
        guard let value = try? JSONDecoder().decode(GraphJSON.self, from: Data(text.utf8)) else { return nil }
        self = value
    }

    package init?(parsing bytes: Data) {
        guard let value = try? JSONDecoder().decode(GraphJSON.self, from: bytes) else { return nil }
        self = value
    }

    package var text: String? {
        if case .string(let value) = self { value } else { nil }
    }

    /// An integer, however it was written: Meta takes `500` and `"500"` alike.
    package var int: Int64? {
        switch self {
        case .integer(let value): value
        case .number(let value): Int64(exactly: value)
        case .string(let value): Int64(value)
        case .null, .bool, .array, .object: nil
        }
    }

    package var double: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        case .string(let value): Double(value)
        case .null, .bool, .array, .object: nil
        }
    }

    package var flag: Bool? {
        switch self {
        case .bool(let value): value
        case .integer(let value): value == 1 ? true : value == 0 ? false : nil
        case .string(let value): value == "true" || value == "1" ? true : value == "false" || value == "0" ? false : nil
        case .null, .number, .array, .object: nil
        }
    }

    package var items: [GraphJSON]? {
        if case .array(let value) = self { value } else { nil }
    }

    package var members: [Member]? {
        if case .object(let value) = self { value } else { nil }
    }

    /// The member of that name; nil for anything but an object, and for a member that is null.
    package subscript(name: String) -> GraphJSON? {
        get {
            guard let value = members?.first(where: { $0.name == name })?.value, value != .null else { return nil }
            return value
        }
        set {
            var changed = members ?? []
            changed.removeAll { $0.name == name }
            if let newValue { changed.append(Member(name: name, value: newValue)) }
            self = .object(changed)
        }
    }
}

extension GraphJSON: Decodable {
    private struct MemberKey: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    package init(from decoder: any Decoder) throws {
        if let container = try? decoder.container(keyedBy: MemberKey.self) {
            self = .object(
                try container.allKeys.sorted { $0.stringValue < $1.stringValue }.map {
                    Member(name: $0.stringValue, value: try container.decode(GraphJSON.self, forKey: $0))
                }
            )
            return
        }
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
        } else {
            self = .array(try container.decode([GraphJSON].self))
        }
    }
}

extension GraphJSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(arrayLiteral elements: GraphJSON...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, GraphJSON)...) {
        self = .object(elements.map { Member(name: $0.0, value: $0.1) })
    }
}
