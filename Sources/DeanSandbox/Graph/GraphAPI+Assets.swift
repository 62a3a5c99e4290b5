import DeanDomain

/// Nodes that are none of the market's ads: the page, pixels, audiences, videos.
extension GraphAPI {
    /// The node with that id; nil when there is none.
    func asset(_ id: String, _ state: MarketState, _ call: GraphCall) throws -> GraphJSON? {
        guard let members = members(id, state) else { return nil }
        let wanted = try fields(call).map(\.name)
        guard !wanted.isEmpty else { return .object(members) }
        let known = Set(members.map(\.name))
        if let unknown = wanted.first(where: { !known.contains($0) }) {
            throw GraphFailure.unknownField(unknown, on: "Node")
        }
        return .object(members.filter { $0.name == "id" || wanted.contains($0.name) })
    }

    private func members(_ id: String, _ state: MarketState) -> [GraphJSON.Member]? {
        func named(_ name: String, _ more: GraphJSON.Member...) -> [GraphJSON.Member] {
            [
                GraphJSON.Member(name: "id", value: .string(id)), GraphJSON.Member(name: "name", value: .string(name)),
            ] + more
        }
        if id == SandboxCredentials.pageID {
            return named("Northwind Records", GraphJSON.Member(name: "category", value: "Record shop"))
        }
        if id == SandboxCredentials.userID { return named("Dean (system user)") }
        for account in state.accounts {
            if id == account.pixelID { return named("\(account.name) pixel") }
            if let audience = account.audiences.first(where: { $0.id.rawValue == id }) { return named(audience.name) }
            if let video = account.videos.first(where: { $0.id.rawValue == id }) {
                return named(
                    video.name,
                    GraphJSON.Member(name: "title", value: .string(video.name)),
                    GraphJSON.Member(name: "status", value: ["video_status": "ready"])
                )
            }
        }
        return nil
    }
}
