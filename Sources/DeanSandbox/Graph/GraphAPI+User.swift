import DeanDomain

/// The person behind the token, and the token itself.
extension GraphAPI {
    static let scopes = ["ads_management", "ads_read", "business_management", "pages_read_engagement", "read_insights"]

    func me(_ call: GraphCall) throws -> GraphJSON {
        switch call.path.dropFirst().first {
        case nil: return ["id": .string(SandboxCredentials.userID), "name": "Dean (system user)"]
        case "permissions":
            return ["data": .array(Self.scopes.map { ["permission": .string($0), "status": "granted"] })]
        case "adaccounts":
            let fields = try fields(call)
            return try market.read { state in
                let node = GraphNode(state: state, origin: call.origin)
                return try GraphPaging.page(Array(state.accounts.indices), call) { _, index in
                    state.accounts[index].id.rawValue
                } render: { index in
                    try node.render(.account(index), fields)
                }
            }
        case .some: throw GraphFailure.unknownEdge(call.joinedPath)
        }
    }

    func debugToken(_ call: GraphCall) -> GraphJSON {
        guard call.parameters.text("input_token") == SandboxCredentials.token.reveal() else {
            return [
                "data": [
                    "is_valid": false, "scopes": [],
                    "error": ["code": 190, "message": "Invalid OAuth access token."],
                ]
            ]
        }
        return [
            "data": [
                "app_id": .string(SandboxCredentials.appID), "type": "SYSTEM_USER", "application": "Dean",
                "is_valid": true, "issued_at": .integer((market.now - .days(20)).seconds),
                // 0 stands for never: a system user's token.
                "expires_at": 0, "data_access_expires_at": .integer((market.now + .days(70)).seconds),
                "scopes": .array(Self.scopes.map(GraphJSON.string)), "user_id": .string(SandboxCredentials.userID),
            ]
        ]
    }
}
