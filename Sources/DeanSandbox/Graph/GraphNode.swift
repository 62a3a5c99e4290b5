import DeanDomain
import Foundation

/// Renders objects of the market as nodes of the graph.
struct GraphNode {
    let state: MarketState
    /// "http://127.0.0.1:8080", for addresses of pictures.
    let origin: String

    enum Target: Hashable {
        case account(Int)
        case campaign(Int)
        case adSet(Int)
        case ad(Int)
        case creative(Int)

        var typeName: String {
            switch self {
            case .account: "AdAccount"
            case .campaign: "Campaign"
            case .adSet: "AdSet"
            case .ad: "Ad"
            case .creative: "AdCreative"
            }
        }
    }

    func target(_ id: String) -> Target? {
        if id.hasPrefix("act_") { return state.account(AccountID(id)).map(Target.account) }
        switch state.place(of: ObjectID(id)) {
        case .campaign(let index): return .campaign(index)
        case .adSet(let index): return .adSet(index)
        case .ad(let index): return .ad(index)
        case .creative(let index): return .creative(index)
        case nil: return nil
        }
    }

    func id(of target: Target) -> String {
        switch target {
        case .account(let index): state.accounts[index].id.rawValue
        case .campaign(let index): state.campaigns[index].id.rawValue
        case .adSet(let index): state.adSets[index].id.rawValue
        case .ad(let index): state.ads[index].id.rawValue
        case .creative(let index): state.creatives[index].id.rawValue
        }
    }

    func account(of target: Target) -> Int {
        switch target {
        case .account(let index): index
        case .campaign(let index): state.campaigns[index].account
        case .adSet(let index): state.account(ofAdSet: index)
        case .ad(let index): state.account(ofAd: index)
        case .creative(let index): state.creatives[index].account
        }
    }

    /// The node with the fields asked for, and its id, which Meta always adds.
    func render(_ target: Target, _ fields: [GraphFieldSelection]) throws -> GraphJSON {
        var members: [GraphJSON.Member] = []
        for field in fields where !members.contains(where: { $0.name == field.name }) {
            if let value = try value(of: field, target) {
                members.append(GraphJSON.Member(name: field.name, value: value))
            } else if !GraphKnownFields.all(target).contains(field.name) {
                throw GraphFailure.unknownField(field.name, on: target.typeName)
            }
        }
        if !members.contains(where: { $0.name == "id" }) {
            members.append(GraphJSON.Member(name: "id", value: .string(id(of: target))))
        }
        return .object(members)
    }

    /// nil for a field that the node has no value for, or that the sandbox does not simulate.
    private func value(of field: GraphFieldSelection, _ target: Target) throws -> GraphJSON? {
        switch target {
        case .account(let index): return value(field.name, ofAccount: index)
        case .campaign(let index):
            switch field.name {
            case "adsets": return try edge(state.campaigns[index].adSets.map(Target.adSet), field)
            case "ads":
                return try edge(
                    state.campaigns[index].adSets.flatMap { state.adSets[$0].ads }.map(Target.ad),
                    field
                )
            default: return value(field.name, ofCampaign: index)
            }
        case .adSet(let index):
            switch field.name {
            case "campaign": return try inner(.campaign(state.adSets[index].campaign), field)
            case "ads": return try edge(state.adSets[index].ads.map(Target.ad), field)
            default: return value(field.name, ofAdSet: index)
            }
        case .ad(let index):
            switch field.name {
            case "creative": return try inner(.creative(state.ads[index].creative), field)
            case "adset": return try inner(.adSet(state.ads[index].adSet), field)
            case "campaign": return try inner(.campaign(state.adSets[state.ads[index].adSet].campaign), field)
            default: return value(field.name, ofAd: index)
            }
        case .creative(let index): return value(field.name, ofCreative: index)
        }
    }

    /// The plain value by which `filtering` compares.
    func value(_ name: String, of target: Target) -> GraphJSON? {
        switch target {
        case .account(let index): value(name, ofAccount: index)
        case .campaign(let index): value(name, ofCampaign: index)
        case .adSet(let index): value(name, ofAdSet: index)
        case .ad(let index): value(name, ofAd: index)
        case .creative(let index): value(name, ofCreative: index)
        }
    }

    private func inner(_ target: Target, _ field: GraphFieldSelection) throws -> GraphJSON {
        try render(target, field.inner)
    }

    private func edge(_ targets: [Target], _ field: GraphFieldSelection) throws -> GraphJSON {
        ["data": .array(try targets.map { try render($0, field.inner) })]
    }

    func zone(_ account: Int) -> TimeZone { state.accounts[account].calendar.zone }
}
