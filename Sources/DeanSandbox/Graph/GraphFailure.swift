import DeanDomain

/// A "no" of the Graph API, in Meta's shape.
struct GraphFailure: Error {
    var code: Int
    var subcode: Int?
    var message: String
    var userTitle: String?
    var userMessage: String?
    var isTransient = false
    var status = 400
    var type = "OAuthException"

    func json(trace: String) -> GraphJSON {
        var error: GraphJSON = [
            "message": .string(message), "type": .string(type), "code": .integer(Int64(code)),
        ]
        if let subcode { error["error_subcode"] = .integer(Int64(subcode)) }
        error["is_transient"] = .bool(isTransient)
        if let userTitle { error["error_user_title"] = .string(userTitle) }
        if let userMessage { error["error_user_msg"] = .string(userMessage) }
        error["fbtrace_id"] = .string(trace)
        return ["error": error]
    }

    static func invalid(_ message: String, subcode: Int? = nil, title: String = "Invalid parameter") -> GraphFailure {
        GraphFailure(
            code: 100,
            subcode: subcode,
            message: "Invalid parameter",
            userTitle: title,
            userMessage: message
        )
    }

    static func missing(_ parameter: String) -> GraphFailure {
        GraphFailure(
            code: 100,
            message: "(#100) The parameter \(parameter) is required",
            userTitle: "Missing parameter",
            userMessage: "The parameter \(parameter) is required."
        )
    }

    static func notFound(_ id: String, method: String = "get") -> GraphFailure {
        GraphFailure(
            code: 100,
            subcode: 33,
            message: "Unsupported \(method) request. Object with ID '\(id)' does not exist, cannot be loaded due to "
                + "missing permissions, or does not support this operation",
            type: "GraphMethodException"
        )
    }

    static func unknownField(_ field: String, on type: String) -> GraphFailure {
        GraphFailure(code: 100, message: "(#100) Tried accessing nonexisting field (\(field)) on node type (\(type))")
    }

    static func unknownEdge(_ path: String) -> GraphFailure {
        GraphFailure(code: 2500, message: "Unknown path components: /\(path)")
    }

    static let badToken = GraphFailure(
        code: 190,
        message: "Invalid OAuth access token - Cannot parse access token",
        status: 401
    )

    static let badProof = GraphFailure(
        code: 100,
        message: "Invalid appsecret_proof provided in the API argument",
        type: "GraphMethodException"
    )

    static let proofRequired = GraphFailure(
        code: 100,
        message: "API calls from the server require an appsecret_proof argument",
        type: "GraphMethodException"
    )

    static func oldVersion(_ version: String) -> GraphFailure {
        GraphFailure(
            code: 2635,
            message: "(#2635) You are calling a deprecated version of the Ads API. Please update to the latest "
                + "version: v26.0. Called: \(version)"
        )
    }

    static let budgetOnBothLevels = invalid(
        "A budget can be on the campaign or on its ad sets, not on both.",
        subcode: 1_885_621,
        title: "Budget on two levels"
    )

    static func budgetTooLow(_ minimum: Money) -> GraphFailure {
        invalid(
            "The daily budget has to be at least \(minimum).",
            subcode: 1_885_272,
            title: "Budget is too low"
        )
    }

    static let archived = invalid(
        "Only the name of an archived or deleted object can be changed.",
        subcode: 1_885_088,
        title: "Object is archived or deleted"
    )

    static let tooManyBudgetChanges = GraphFailure(
        code: 613,
        subcode: 1_487_632,
        message: "(#613) Calls to this api have exceeded the rate limit.",
        userTitle: "Ad set budget change limit",
        userMessage: "The budget of an ad set can be changed four times an hour. Wait an hour."
    )

    static let tooMuchData = GraphFailure(
        code: 100,
        subcode: 1_487_534,
        message: "Invalid parameter",
        userTitle: "Too much data",
        userMessage: "Narrow the request or make it asynchronous."
    )
}
