/// The description from which Slack creates the app.
///
/// Source: https://docs.slack.dev/reference/app-manifest
package struct AppManifest: Sendable, Hashable, Encodable {
    /// The least that Dean's calls and events need.
    package static let scopes = ["app_mentions:read", "chat:write", "commands", "files:write", "usergroups:read"]
    package static let events = ["app_home_opened", "app_mention", "app_uninstalled", "tokens_revoked"]

    package let name: String
    /// Where Slack reaches Dean, without a slash at the end; nil with Socket Mode, which needs no address.
    package let baseURL: String?

    /// Throws `.unsendable` when the name is empty or over 35 characters, or the address is not https.
    package init(name: String = "Dean", baseURL: String?) throws(SlackError) {
        var review = BlockReview()
        review.string("name", name, atMost: 35)
        if let baseURL, !baseURL.hasPrefix("https://") {
            review.note("base URL", "\(baseURL) does not start with https://, which Slack requires")
        }
        try review.finish("app manifest")
        self.name = name
        self.baseURL = baseURL.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
    }

    package var usesSocketMode: Bool { baseURL == nil }

    package func json() throws(SlackError) -> String { try SlackJSON.text(self, pretty: true) + "\n" }

    package func encode(to encoder: any Encoder) throws {
        try document.encode(to: encoder)
    }

    private var document: ManifestNode {
        var command: [String: ManifestNode] = [
            "command": "/dean",
            "description": "See, decide and steer what Dean does with your ads",
            "usage_hint": "help | preview | run | status | digest | explain <id> | stop",
            "should_escape": false,
        ]
        command["url"] = address("/slack/commands")
        var events: [String: ManifestNode] = ["bot_events": .list(Self.events.map(ManifestNode.text))]
        events["request_url"] = address("/slack/events")
        var interactivity: [String: ManifestNode] = ["is_enabled": true]
        interactivity["request_url"] = address("/slack/interactions")
        var oauth: [String: ManifestNode] = ["scopes": ["bot": .list(Self.scopes.map(ManifestNode.text))]]
        oauth["redirect_urls"] = address("/slack/oauth/callback").map { [$0] }
        return [
            "display_information": [
                "name": .text(name),
                "description": "Runs your Meta ads from Slack: proposes, asks, acts within limits, reports.",
                "background_color": "#1d3c34",
            ],
            "features": [
                "app_home": ["home_tab_enabled": true, "messages_tab_enabled": false],
                "bot_user": ["display_name": .text(name), "always_online": true],
                "slash_commands": [.object(command)],
            ],
            "oauth_config": .object(oauth),
            "settings": [
                "event_subscriptions": .object(events),
                "interactivity": .object(interactivity),
                "org_deploy_enabled": false,
                "socket_mode_enabled": .flag(usesSocketMode),
                "token_rotation_enabled": false,
            ],
        ]
    }

    private func address(_ path: String) -> ManifestNode? { baseURL.map { .text($0 + path) } }
}

/// A piece of the manifest.
private enum ManifestNode: Encodable, ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    case text(String)
    case flag(Bool)
    case list([ManifestNode])
    case object([String: ManifestNode])

    init(stringLiteral value: String) { self = .text(value) }
    init(booleanLiteral value: Bool) { self = .flag(value) }
    init(arrayLiteral elements: ManifestNode...) { self = .list(elements) }
    init(dictionaryLiteral elements: (String, ManifestNode)...) {
        self = .object(Dictionary(elements) { _, last in last })
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .flag(let flag): try container.encode(flag)
        case .list(let list): try container.encode(list)
        case .object(let object): try container.encode(object)
        }
    }
}
