import DeanDomain
import Foundation

/// Answers Graph API calls from the market: nodes, edges, insights and writes.
///
/// It knows nothing of sockets, tokens or faults. Its invariant: a call that is refused, or only validated, has
/// changed nothing.
struct GraphAPI: Sendable {
    let market: Market
    let reports: GraphReports
    let videos: GraphVideoUploads

    func answer(_ call: GraphCall) throws -> GraphJSON {
        switch call.method {
        case "GET": return try read(call)
        case "POST": return try write(call)
        case "DELETE": return try delete(call)
        default: throw GraphFailure(code: 100, message: "Unsupported \(call.method.lowercased()) request")
        }
    }

    private func read(_ call: GraphCall) throws -> GraphJSON {
        guard let first = call.path.first else {
            guard let ids = call.parameters.list("ids") else {
                throw GraphFailure(
                    code: 100,
                    message: "Unsupported get request. Please read the Graph API documentation"
                )
            }
            return try nodes(ids, call)
        }
        if first == "me" { return try me(call) }
        if first == "debug_token" { return debugToken(call) }
        if let run = reports.run(first) { return try report(run, call) }
        return try market.read { state in
            let node = GraphNode(state: state, origin: call.origin)
            guard let target = node.target(first) else {
                guard call.path.count == 1, let asset = try asset(first, state, call) else {
                    throw GraphFailure.notFound(first)
                }
                return asset
            }
            guard call.path.count > 1 else {
                return try node.render(target, try fields(call))
            }
            guard call.path.count == 2 else { throw GraphFailure.unknownEdge(call.joinedPath) }
            return try edge(call.path[1], of: target, node, call)
        }
    }

    func fields(_ call: GraphCall) throws -> [GraphFieldSelection] {
        try GraphFieldSelection.parse(call.parameters.text("fields"))
    }

    /// `?ids=a,b`: one object with a member for each id.
    private func nodes(_ ids: [String], _ call: GraphCall) throws -> GraphJSON {
        guard ids.count <= 50 else {
            throw GraphFailure(code: 100, message: "(#100) Too many IDs. Maximum: 50. Provided: \(ids.count)")
        }
        let fields = try fields(call)
        return try market.read { state in
            let node = GraphNode(state: state, origin: call.origin)
            return .object(
                try ids.map { id in
                    guard let target = node.target(id) else { throw GraphFailure.notFound(id) }
                    return GraphJSON.Member(name: id, value: try node.render(target, fields))
                }
            )
        }
    }

    private func edge(
        _ name: String,
        of target: GraphNode.Target,
        _ node: GraphNode,
        _ call: GraphCall
    ) throws -> GraphJSON {
        let state = node.state
        switch (target, name) {
        case (_, "insights"):
            if case .creative = target { throw GraphFailure.unknownEdge(call.joinedPath) }
            return try insights(of: target, node, call)
        case (.account(let index), "campaigns"):
            return try list(state.accounts[index].campaigns.map(GraphNode.Target.campaign), node, call)
        case (.account(let index), "adsets"):
            let adSets = state.accounts[index].campaigns.flatMap { state.campaigns[$0].adSets }
            return try list(adSets.map(GraphNode.Target.adSet), node, call)
        case (.account(let index), "ads"):
            let adSets = state.accounts[index].campaigns.flatMap { state.campaigns[$0].adSets }
            return try list(adSets.flatMap { state.adSets[$0].ads }.map(GraphNode.Target.ad), node, call)
        case (.account(let index), "adcreatives"):
            return try list(state.accounts[index].creatives.map(GraphNode.Target.creative), node, call)
        case (.account(let index), _):
            return try library(name, of: index, state, call)
        case (.campaign(let index), "adsets"):
            return try list(state.campaigns[index].adSets.map(GraphNode.Target.adSet), node, call)
        case (.campaign(let index), "ads"):
            let ads = state.campaigns[index].adSets.flatMap { state.adSets[$0].ads }
            return try list(ads.map(GraphNode.Target.ad), node, call)
        case (.adSet(let index), "ads"):
            return try list(state.adSets[index].ads.map(GraphNode.Target.ad), node, call)
        case (.ad(let index), "adcreatives"):
            return try list([.creative(state.ads[index].creative)], node, call)
        case (.campaign, _), (.adSet, _), (.ad, _), (.creative, _):
            throw GraphFailure.unknownEdge(call.joinedPath)
        }
    }

    /// Archived and deleted objects are listed only when asked for, as Meta does.
    private func list(_ targets: [GraphNode.Target], _ node: GraphNode, _ call: GraphCall) throws -> GraphJSON {
        var filters = try GraphFilter.parse(call)
        if let statuses = call.parameters.list("effective_status") {
            filters.append(
                GraphFilter(
                    field: "effective_status",
                    comparison: .oneOf,
                    value: .array(statuses.map(GraphJSON.string))
                )
            )
        }
        let asksForStatus = filters.contains { $0.field.hasSuffix("effective_status") }
        let shown = try targets.filter { target in
            if !asksForStatus, let status = node.value("effective_status", of: target)?.text,
                status == "ARCHIVED" || status == "DELETED"
            {
                return false
            }
            return try filters.allSatisfy { $0.matches(try value($0.field, target, node)) }
        }
        let fields = try fields(call)
        return try GraphPaging.page(shown, call) { _, target in
            node.id(of: target)
        } render: { target in
            try node.render(target, fields)
        }
    }

    /// The value that a filter compares: a field of the object, or "campaign.id" of what it belongs to.
    func value(_ field: String, _ target: GraphNode.Target, _ node: GraphNode) throws -> GraphJSON? {
        let parts = field.split(separator: ".").map(String.init)
        guard parts.count == 2 else {
            guard node.value(field, of: target) != nil || GraphKnownFields.all(target).contains(field) else {
                throw GraphFailure.invalid("filtering knows no field \(field) on \(target.typeName).")
            }
            return node.value(field, of: target)
        }
        return switch (parts[0], target) {
        case ("campaign", .campaign), ("adset", .adSet), ("ad", .ad): node.value(parts[1], of: target)
        case ("campaign", .adSet(let index)):
            node.value(parts[1], of: .campaign(node.state.adSets[index].campaign))
        case ("campaign", .ad(let index)):
            node.value(parts[1], of: .campaign(node.state.adSets[node.state.ads[index].adSet].campaign))
        case ("adset", .ad(let index)): node.value(parts[1], of: .adSet(node.state.ads[index].adSet))
        case (_, _): throw GraphFailure.invalid("filtering knows no field \(field) on \(target.typeName).")
        }
    }
}
