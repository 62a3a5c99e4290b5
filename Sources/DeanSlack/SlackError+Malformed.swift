extension SlackError {
    /// An outside payload that could not be decoded: names the place and what was expected there.
    static func malformed(_ what: String, _ cause: any Error) -> SlackError {
        if let own = cause as? SlackError { return own }
        return SlackError(.malformed, "reading \(what): \(explain(cause))", cause: cause)
    }

    private static func explain(_ error: any Error) -> String {
        guard let decoding = error as? DecodingError else { return "it is not what was expected" }
        switch decoding {
        case .typeMismatch(let type, let context):
            return "expected \(name(of: type)) at \(place(context.codingPath))"
        case .valueNotFound(let type, let context):
            return "expected \(name(of: type)) at \(place(context.codingPath)), found null"
        case .keyNotFound(let key, let context):
            return "expected a value at \(place(context.codingPath + [key])), found none"
        case .dataCorrupted(let context):
            return context.codingPath.isEmpty
                ? "expected JSON"
                : "expected something else at \(place(context.codingPath)): \(context.debugDescription)"
        // The enumeration is not frozen.
        @unknown default: return "it is not what was expected"
        }
    }

    private static func place(_ path: [any CodingKey]) -> String {
        var text = ""
        for key in path {
            if let index = key.intValue {
                text += "[\(index)]"
            } else {
                text += text.isEmpty ? key.stringValue : "." + key.stringValue
            }
        }
        return text.isEmpty ? "the top" : text
    }

    private static func name(of type: any Any.Type) -> String {
        switch type {
        case is String.Type: "a string"
        case is Bool.Type: "true or false"
        case is Int.Type, is Int64.Type, is Double.Type: "a number"
        case is [String: Any].Type: "an object"
        case is [Any].Type: "a list"
        // Only these shapes occur in Slack's payloads; a nested type is an object.
        default: "an object"
        }
    }
}
