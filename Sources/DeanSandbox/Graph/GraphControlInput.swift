import DeanDomain

/// What a control under `/_sandbox` was told, in its query or as JSON.
struct GraphControlInput {
    struct Problem: Error {
        let message: String
    }

    let query: [String: String]
    let body: GraphJSON

    func text(_ name: String) -> String? { body[name].map { $0.text ?? $0.serialized } ?? query[name] }

    func number(_ name: String) -> Double? { text(name).flatMap(Double.init) }

    func flag(_ name: String) -> Bool? { text(name).flatMap { GraphJSON.string($0).flag } }

    func required(_ name: String) throws -> String {
        guard let text = text(name) else { throw problem("\(name) is missing") }
        return text
    }

    func problem(_ message: String) -> Problem { Problem(message: message) }

    /// Reads a fault: `{"kind": "lost_after_applying", "method": "POST", "path": "copies", "times": 2}`.
    func fault() throws -> GraphFault {
        let time = Duration.seconds(number("seconds") ?? 5)
        let effect: GraphFault.Effect
        switch try required("kind") {
        case "lost_after_applying": effect = .lostAfterApplying
        case "lost_before_applying": effect = .lostBeforeApplying
        case "delayed": effect = .delayed(time)
        case "stalled": effect = .stalled(time)
        case "error":
            effect = .error(
                code: number("code").map { Int($0) } ?? 2,
                subcode: number("subcode").map { Int($0) },
                isTransient: flag("is_transient") ?? false,
                status: number("status").map { Int($0) } ?? 200
            )
        case "bad_gateway": effect = .badGateway
        case "cut_json": effect = .cutJSON
        case "throttled": effect = .throttled(code: number("code").map { Int($0) } ?? 17)
        case "dead_token": effect = .deadToken(subcode: number("subcode").map { Int($0) } ?? 463)
        case "empty_page": effect = .emptyPage
        case "report_fails": effect = .reportFails
        case let kind: throw problem("there is no fault \(kind)")
        }
        return GraphFault(
            effect,
            method: text("method"),
            path: text("path"),
            skip: number("skip").map { Int($0) } ?? 0,
            times: number("times").map { Int($0) } ?? 1
        )
    }

    /// Reads an anomaly: `{"kind": "tracking_outage", "account": "act_1001", "hours": 12}`.
    func anomaly(now: Timestamp) throws -> MarketAnomaly {
        let name = try required("kind")
        guard let kind = MarketAnomaly.Kind(rawValue: name) else {
            let known = MarketAnomaly.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw problem("there is no anomaly \(name); known are \(known)")
        }
        return MarketAnomaly(
            kind,
            account: AccountID(text("account") ?? SandboxCredentials.dollarAccount.rawValue),
            object: text("object").map { ObjectID($0) },
            from: now,
            until: number("hours").map { now + TimeSpan(seconds: Int64($0 * 3600)) },
            strength: number("strength")
        )
    }
}
