package import DeanDomain
import Logging

extension MetaClient {
    /// Who owns the token, what it may do and until when.
    ///
    /// Only Meta's `debug_token` knows the expiry. It wants the token as a parameter, which goes into the body of a
    /// POST that stands for a GET; without an app's credentials, or where that is refused, the token is asked itself.
    package func tokenFacts(priority: MetaPriority = .interactiveRead) async throws(MetaError) -> TokenFacts {
        let owner = try await read(.get("me", ["fields": "id,name"], doing: "asking who owns the token"), priority)
        let permissions = try await read(.get("me/permissions", doing: "asking what the token may do"), priority)
        var facts = TokenFacts(
            isValid: true,
            ownerName: owner["name"]?.text ?? owner["id"]?.text,
            permissions: (permissions["data"]?.elements.map { $0 } ?? []).compactMap { item in
                item["status"]?.text == "granted" ? item["permission"]?.text : nil
            },
            expiresAt: nil,
            expiryIsKnown: false
        )
        guard let appID = configuration.appID, let secret = configuration.appSecret else { return facts }
        var debug = GraphRequest.get("debug_token", doing: "asking when the token expires")
        debug.method = .post
        debug.authorization = Secret(appID + "|" + secret.reveal())
        debug.add("method", "get")
        debug.add("input_token", configuration.token.reveal())
        do throws(MetaError) {
            let data = try await read(debug, priority)["data"]
            guard let data, let valid = data["is_valid"]?.flag else { return facts }
            facts.isValid = valid
            facts.expiryIsKnown = data["expires_at"]?.integer != nil
            // Zero is Meta's way to say never.
            facts.expiresAt = data["expires_at"]?.integer.flatMap { $0 > 0 ? Timestamp(seconds: Int64($0)) : nil }
            let scopes = data["scopes"]?.elements.compactMap(\.text) ?? []
            if !scopes.isEmpty { facts.permissions = scopes }
        } catch {
            logger.info("the token's expiry is not known", metadata: ["reason": "\(error.message)"])
        }
        return facts
    }

    /// The name of the configured page; nil when none is configured.
    package func pageName(priority: MetaPriority = .interactiveRead) async throws(MetaError) -> String? {
        try await name(of: configuration.pageID, "the page", priority)
    }

    /// The name of the configured pixel; nil when none is configured.
    package func pixelName(priority: MetaPriority = .interactiveRead) async throws(MetaError) -> String? {
        try await name(of: configuration.pixelID, "the pixel", priority)
    }

    private func name(of id: String?, _ what: String, _ priority: MetaPriority) async throws(MetaError) -> String? {
        guard let id else { return nil }
        let answer = try await read(.get(id, ["fields": "id,name"], doing: "looking up \(what) \(id)"), priority)
        return answer["name"]?.text ?? id
    }

    package func minimumBudgets(
        _ account: AccountID,
        currency: Currency,
        priority: MetaPriority = .interactiveRead
    ) async throws(MetaError) -> MinimumBudgets {
        let request = GraphRequest.get(
            "\(account)/minimum_budgets",
            account: account,
            doing: "reading the least budgets of \(account)"
        )
        var result: MinimumBudgets?
        let reader = StructureReader(doing: request.doing)
        try await readPages(request, priority) { (data: JSON) throws(MetaError) in
            for item in data.elements where item["currency"]?.text.map({ Currency($0) }) == currency {
                result = MinimumBudgets(
                    impressions: try reader.money(item, "min_daily_budget_imp", currency),
                    lowFrequency: try reader.money(item, "min_daily_budget_low_freq", currency),
                    highFrequency: try reader.money(item, "min_daily_budget_high_freq", currency),
                    videoViews: try reader.money(item, "min_daily_budget_video_views", currency)
                )
            }
        }
        guard let result else {
            throw MetaError(.unreadable, doing: request.doing, message: "none given in \(currency)")
        }
        return result
    }
}
