/// Follows `paging.next` without ever using the URL in it.
///
/// Meta puts the token into its `next` URLs, and what stands behind a proxy names a host that Dean was not told to talk
/// to. So only the query is taken from it, without credentials, and laid over the request that the page answered.
enum Paging {
    private static let credentials: Set<String> = ["access_token", "appsecret_proof"]

    /// The request for the next page; nil when `paging.next` is absent, which alone ends an edge.
    static func next(after request: GraphRequest, page: JSON) -> GraphRequest? {
        guard let link = page["paging"]?["next"]?.text else { return nil }
        var next = request
        next.set(parameters(of: link))
        return next
    }

    static func parameters(of link: String) -> [GraphRequest.Parameter] {
        guard let mark = link.firstIndex(of: "?") else { return [] }
        let query = link[link.index(after: mark)...].prefix { $0 != "#" }
        return query.split(separator: "&").compactMap { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = PercentCoding.decode(parts[0])
            guard !name.isEmpty, !credentials.contains(name) else { return nil }
            return GraphRequest.Parameter(name: name, value: parts.count > 1 ? PercentCoding.decode(parts[1]) : "")
        }
    }
}
