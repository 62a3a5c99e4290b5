/// One condition of `filtering`: `{"field": "effective_status", "operator": "IN", "value": [...]}`.
struct GraphFilter: Sendable {
    enum Operator: String {
        case equal = "EQUAL"
        case notEqual = "NOT_EQUAL"
        case contain = "CONTAIN"
        case notContain = "NOT_CONTAIN"
        case oneOf = "IN"
        case notOneOf = "NOT_IN"
        case greater = "GREATER_THAN"
        case less = "LESS_THAN"
    }

    let field: String
    let comparison: Operator
    let value: GraphJSON

    static func parse(_ call: GraphCall) throws -> [GraphFilter] {
        guard let value = try call.parameters.structure("filtering") else { return [] }
        guard let items = value.items else { throw GraphFailure.invalid("filtering must be a list of conditions.") }
        return try items.map { item in
            guard let field = item["field"]?.text, let name = item["operator"]?.text, let value = item["value"] else {
                throw GraphFailure.invalid("Each condition of filtering needs field, operator and value.")
            }
            guard let comparison = Operator(rawValue: name) else {
                throw GraphFailure.invalid("filtering knows no operator \(name).")
            }
            return GraphFilter(field: field, comparison: comparison, value: value)
        }
    }

    func matches(_ actual: GraphJSON?) -> Bool {
        let text = actual.map { $0.text ?? $0.serialized } ?? ""
        let wanted = value.text ?? value.serialized
        switch comparison {
        case .equal: return text == wanted
        case .notEqual: return text != wanted
        case .contain: return text.lowercased().contains(wanted.lowercased())
        case .notContain: return !text.lowercased().contains(wanted.lowercased())
        case .oneOf: return choices.contains(text)
        case .notOneOf: return !choices.contains(text)
        case .greater: return (Double(text) ?? 0) > (value.double ?? 0)
        case .less: return (Double(text) ?? 0) < (value.double ?? 0)
        }
    }

    private var choices: [String] { value.items?.map { $0.text ?? $0.serialized } ?? [] }
}
