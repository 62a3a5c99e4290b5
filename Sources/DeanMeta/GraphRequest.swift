import DeanDomain

/// One call as Dean means it, before credentials, host and encoding.
struct GraphRequest: Sendable {
    enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
    }

    struct Parameter: Sendable, Equatable {
        let name: String
        let value: String
    }

    var method: Method
    /// Below the version, without a leading slash: "act_1/campaigns".
    var path: String
    var parameters: [Parameter]
    var account: AccountID?
    /// What it is for, lower case: "reading campaigns of act_1".
    var doing: String
    /// True when Meta changes something by it; such a request is sent once.
    var isWrite = false
    var isInsights = false
    /// Another token than the configured one.
    var authorization: Secret?

    static func get(
        _ path: String,
        _ parameters: KeyValuePairs<String, String> = [:],
        account: AccountID? = nil,
        doing: String
    ) -> GraphRequest {
        GraphRequest(
            method: .get,
            path: path,
            parameters: parameters.map { Parameter(name: $0.key, value: $0.value) },
            account: account,
            doing: doing
        )
    }

    mutating func add(_ name: String, _ value: String) { parameters.append(Parameter(name: name, value: value)) }

    /// Sets parameters, replacing those of the same name.
    mutating func set(_ new: [Parameter]) {
        let names = Set(new.map(\.name))
        parameters.removeAll { names.contains($0.name) }
        parameters += new
    }

    /// The parameters as a query string and as a form body are written alike.
    var encodedParameters: String {
        parameters.map { PercentCoding.encode($0.name) + "=" + PercentCoding.encode($0.value) }.joined(separator: "&")
    }
}
