/// A structured parameter of a Graph call (`targeting`, `filtering`, `promoted_object`), written as JSON.
package enum GraphValue: Sendable {
    case text(String)
    case integer(Int)
    case flag(Bool)
    case list([GraphValue])
    /// Members in the order given.
    case object([(String, GraphValue)])

    package var json: String {
        switch self {
        case .text(let text): Self.quoted(text)
        case .integer(let value): String(value)
        case .flag(let value): value ? "true" : "false"
        case .list(let values): "[" + values.map(\.json).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.map { Self.quoted($0.0) + ":" + $0.1.json }.joined(separator: ",") + "}"
        }
    }

    package static func texts(_ values: [String]) -> GraphValue { .list(values.map { .text($0) }) }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 32:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)  // Every other character stands for itself.
            }
        }
        return result + "\""
    }
}
