/// A requested field with those asked for inside it: `creative{id,name}`.
struct GraphFieldSelection: Sendable, Hashable {
    var name: String
    var inner: [GraphFieldSelection] = []

    /// Reads `fields`, written with commas and braces or as a JSON list of such.
    static func parse(_ text: String?) throws -> [GraphFieldSelection] {
        guard let text else { return [] }
        let joined = GraphJSON(parsing: text)?.items.map { $0.compactMap(\.text).joined(separator: ",") } ?? text
        var rest = Substring(joined)
        let fields = try list(&rest)
        guard rest.isEmpty else { throw syntaxError(joined) }
        return fields
    }

    private static func list(_ rest: inout Substring) throws -> [GraphFieldSelection] {
        var fields: [GraphFieldSelection] = []
        while true {
            rest = rest.drop { $0 == " " || $0 == "," }
            guard let first = rest.first, first != "}" else { return fields }
            let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
            guard !name.isEmpty else { throw syntaxError(String(rest)) }
            rest = rest.dropFirst(name.count)
            // Modifiers such as `.limit(5)` narrow an inner list; every inner list is short here.
            while rest.first == "." {
                guard let end = rest.firstIndex(of: ")") else { throw syntaxError(String(rest)) }
                rest = rest[rest.index(after: end)...]
            }
            var field = GraphFieldSelection(name: String(name))
            if rest.first == "{" {
                rest = rest.dropFirst()
                field.inner = try list(&rest)
                guard rest.first == "}" else { throw syntaxError(String(rest)) }
                rest = rest.dropFirst()
            }
            fields.append(field)
        }
    }

    private static func syntaxError(_ text: String) -> GraphFailure {
        GraphFailure(code: 2500, message: "Syntax error \"Expected end of string\" near: \(text)")
    }
}
