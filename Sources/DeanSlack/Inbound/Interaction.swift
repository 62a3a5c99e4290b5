package import DeanDomain

/// A click, a submitted form or a shortcut.
package enum Interaction: Sendable, Hashable, Decodable {
    case blockActions(BlockActions)
    case viewSubmission(ViewEvent)
    case viewClosed(ViewEvent)
    /// A global shortcut.
    case shortcut(Shortcut)
    /// A shortcut on a message.
    case messageAction(MessageAction)
    /// A select menu asks for its options.
    case blockSuggestion(BlockSuggestion)
    case other(type: String)

    private enum CodingKeys: CodingKey {
        case type
    }

    package init(from decoder: any Decoder) throws {
        let type = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .type)
        switch type {
        case "block_actions": self = .blockActions(try BlockActions(from: decoder))
        case "view_submission": self = .viewSubmission(try ViewEvent(from: decoder))
        case "view_closed": self = .viewClosed(try ViewEvent(from: decoder))
        case "shortcut": self = .shortcut(try Shortcut(from: decoder))
        case "message_action": self = .messageAction(try MessageAction(from: decoder))
        case "block_suggestion": self = .blockSuggestion(try BlockSuggestion(from: decoder))
        default: self = .other(type: type)  // Slack adds types; an unknown one is acknowledged and left alone
        }
    }
}

/// Who did it, where, and what may be answered with.
package struct InteractionOrigin: Sendable, Hashable, Decodable {
    package let workspace: Workspace
    package let user: PersonID
    package let userName: String?
    /// Opens one modal within 3 s.
    package let triggerID: String?
    /// Takes 5 messages within 30 min.
    package let responseURL: String?

    private enum CodingKeys: String, CodingKey {
        case team
        case enterprise
        case isEnterpriseInstall = "is_enterprise_install"
        case user
        case triggerID = "trigger_id"
        case responseURL = "response_url"
    }

    private struct Named: Decodable {
        let id: String
        let name: String?
        let username: String?
        let teamID: String?
        let enterpriseID: String?

        private enum CodingKeys: String, CodingKey {
            case id
            case name
            case username
            case teamID = "team_id"
            case enterpriseID = "enterprise_id"
        }
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let user = try container.decode(Named.self, forKey: .user)
        let team = try container.decodeIfPresent(Named.self, forKey: .team)
        let enterprise = try container.decodeIfPresent(Named.self, forKey: .enterprise)
        // For an organisation-wide install Slack sends `team: null`; the person's own workspace is with the person.
        workspace = Workspace(
            team: (team?.id ?? user.teamID).map(TeamID.init(_:)),
            enterprise: (enterprise?.id ?? team?.enterpriseID).map(EnterpriseID.init(_:)),
            isEnterpriseInstall: try container.decodeIfPresent(LenientBool.self, forKey: .isEnterpriseInstall)?.value
                ?? false
        )
        guard workspace.team != nil || workspace.enterprise != nil else {
            throw SlackError(.malformed, "reading interaction: expected a value at team.id, found none")
        }
        self.user = PersonID(user.id)
        userName = user.name ?? user.username
        triggerID = try container.decodeIfPresent(String.self, forKey: .triggerID)
        responseURL = try container.decodeIfPresent(String.self, forKey: .responseURL)
    }
}
