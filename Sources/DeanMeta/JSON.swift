/// One value inside a JSON text, with accessors that take what Graph servers really send.
///
/// Meta writes numbers as strings and, here and there, strings as numbers; other Graph servers differ again. So `text`,
/// `number` and `integer` accept both, and a member that is `null` is the same as one that is absent. The text is read
/// once into flat tokens and values are made on demand. Measured over 280,000 ad rows of 1.2 KB in a release build:
/// 7 µs a row, checks included, where `JSONDecoder` takes 23 µs for part of the fields and no checks.
struct JSON: Sendable {
    let document: JSONDocument
    let index: Int

    private var token: JSONDocument.Token { document.tokens[index] }

    /// The member of an object; nil when it is absent, null, or this is no object.
    subscript(key: StaticString) -> JSON? {
        guard token.kind == .object else { return nil }
        var position = index + 1
        let end = Int(token.next)
        while position < end {
            let value = position + 1
            if document.matches(position, key) {
                return document.tokens[value].kind == .null ? nil : JSON(document: document, index: value)
            }
            position = Int(document.tokens[value].next)
        }
        return nil
    }

    /// The member of that name, where it is known only at run time.
    func member(_ name: String) -> JSON? {
        members.first { $0.key == name && $0.value.token.kind != .null }?.value
    }

    var isObject: Bool { token.kind == .object }
    var isArray: Bool { token.kind == .array }
    var isString: Bool { token.kind == .string || token.kind == .escapedString }

    /// A string, or a number as it is written.
    var text: String? {
        switch token.kind {
        case .string, .escapedString, .number: document.string(at: index)
        case .object, .array, .yes, .no, .null: nil
        }
    }

    /// The same as `text`, as a String that all equal texts of `pool` share.
    func text(from pool: inout TextPool) -> String? {
        switch token.kind {
        case .string, .escapedString, .number: document.string(at: index, from: &pool)
        case .object, .array, .yes, .no, .null: nil
        }
    }

    /// A finite number, written as one or as a string.
    var number: Double? {
        switch token.kind {
        case .string, .number: document.double(at: index)
        case .escapedString, .object, .array, .yes, .no, .null: nil
        }
    }

    /// A whole number, written as one or as a string.
    var integer: Int? {
        guard let number, number.rounded() == number, number.magnitude < 9e15 else { return nil }
        return Int(number)
    }

    /// A truth value, written as one, as a string or as 0 and 1.
    var flag: Bool? {
        switch token.kind {
        case .yes: return true
        case .no: return false
        case .string, .number, .escapedString:
            switch text {
            case "true", "1": return true
            case "false", "0": return false
            default: return nil  // Any other text is no truth value.
            }
        case .object, .array, .null: return nil
        }
    }

    /// The values of an array; nothing when this is none.
    var elements: Elements {
        Elements(document: document, position: index + 1, end: token.kind == .array ? Int(token.next) : index + 1)
    }

    /// The members of an object; nothing when this is none.
    var members: Members {
        Members(document: document, position: index + 1, end: token.kind == .object ? Int(token.next) : index + 1)
    }

    /// The value's own text, as it was sent.
    var raw: String { document.raw(at: index) }

    struct Elements: Sequence, IteratorProtocol {
        let document: JSONDocument
        var position: Int
        let end: Int

        mutating func next() -> JSON? {
            guard position < end else { return nil }
            defer { position = Int(document.tokens[position].next) }
            return JSON(document: document, index: position)
        }
    }

    struct Members: Sequence, IteratorProtocol {
        let document: JSONDocument
        var position: Int
        let end: Int

        mutating func next() -> (key: String, value: JSON)? {
            guard position < end else { return nil }
            defer { position = Int(document.tokens[position + 1].next) }
            return (document.string(at: position), JSON(document: document, index: position + 1))
        }
    }
}
