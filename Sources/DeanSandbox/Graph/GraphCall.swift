import DeanDomain

/// One request to the Graph API, or one part of a batch, with its transport taken off.
struct GraphCall: Sendable {
    var method: String
    /// Path without its version: ["act_1001", "campaigns"].
    var path: [String]
    /// As it stood in the address: "v26.0".
    var version: String
    var parameters: GraphParameters
    var uploads: [GraphUpload] = []
    /// Scheme, host and port that the caller used: "http://127.0.0.1:8080".
    var origin: String

    /// Whether it was accepted with `asyncbatch` and is carried out now.
    var isAsynchronous = false

    var isRead: Bool { method == "GET" }

    var joinedPath: String { path.joined(separator: "/") }

    /// `execution_options=["validate_only"]`: everything is checked and nothing done.
    var validatesOnly: Bool {
        parameters.json("execution_options")?.items?.contains("validate_only")
            ?? (parameters.text("execution_options") == "validate_only")
    }
}

/// A file in a multipart body.
struct GraphUpload: Sendable {
    var part: String
    var filename: String
    var bytes: [UInt8]
}

/// The parameters of a call as text; JSON values travel as JSON text, whatever the body's form.
struct GraphParameters: Sendable {
    var values: [String: String]

    init(_ values: [String: String] = [:]) {
        self.values = values
    }

    func text(_ name: String) -> String? {
        guard let value = values[name], !value.isEmpty else { return nil }
        return value
    }

    func required(_ name: String) throws -> String {
        guard let value = text(name) else { throw GraphFailure.missing(name) }
        return value
    }

    func json(_ name: String) -> GraphJSON? { text(name).flatMap(GraphJSON.init(parsing:)) }

    /// A JSON object or array; text that is neither is an error.
    func structure(_ name: String) throws -> GraphJSON? {
        guard let text = text(name) else { return nil }
        guard let value = GraphJSON(parsing: text), value.items != nil || value.members != nil else {
            throw GraphFailure.invalid("\(name) must be a JSON object or array.")
        }
        return value
    }

    func integer(_ name: String) throws -> Int64? {
        guard let text = text(name) else { return nil }
        guard let value = Int64(text) else {
            throw GraphFailure(code: 100, message: "(#100) Param \(name) must be an integer")
        }
        return value
    }

    func flag(_ name: String) throws -> Bool? {
        guard let text = text(name) else { return nil }
        guard let value = GraphJSON.string(text).flag else {
            throw GraphFailure(code: 100, message: "(#100) Param \(name) must be a boolean")
        }
        return value
    }

    func choice(_ name: String, of allowed: [String]) throws -> String? {
        guard let text = text(name) else { return nil }
        guard allowed.contains(text) else {
            let failure = "\(name) must be one of the following values: \(allowed.joined(separator: ", "))"
            throw GraphFailure(
                code: 100,
                message: "(#100) Param \(failure)",
                userTitle: "Invalid parameter",
                userMessage: "Param \(failure). Got \(text)."
            )
        }
        return text
    }

    /// A list written as JSON or with commas.
    func list(_ name: String) -> [String]? {
        guard let text = text(name) else { return nil }
        if let items = GraphJSON(parsing: text)?.items { return items.map { $0.text ?? $0.serialized } }
        return text.split(separator: ",").map { String($0).trimmingSpaces }
    }

    /// ISO 8601 or Unix seconds.
    func moment(_ name: String) throws -> Timestamp? {
        guard let text = text(name), text != "0" else { return nil }
        if let seconds = Int64(text) { return Timestamp(seconds: seconds) }
        guard let moment = Timestamp(iso: text) else {
            throw GraphFailure(code: 100, message: "(#100) Param \(name) must be a time")
        }
        return moment
    }
}

extension String {
    var trimmingSpaces: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
