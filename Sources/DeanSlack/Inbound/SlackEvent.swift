package import DeanDomain

/// A body of the Events API.
package enum SlackEvent: Sendable, Hashable, Decodable {
    /// Slack checks the address: the challenge is to be sent back. It is signed like everything else.
    case urlVerification(challenge: String)
    case callback(EventCallback)
    /// Slack dropped events during that minute.
    case appRateLimited(team: TeamID, minute: Timestamp)
    case other(type: String)

    private enum CodingKeys: String, CodingKey {
        case type
        case challenge
        case teamID = "team_id"
        case minute = "minute_rate_limited"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let type = try container.decode(String.self, forKey: .type)
        switch type {
        case "url_verification":
            self = .urlVerification(challenge: try container.decode(String.self, forKey: .challenge))
        case "event_callback":
            self = .callback(try EventCallback(from: decoder))
        case "app_rate_limited":
            self = .appRateLimited(
                team: try container.decode(TeamID.self, forKey: .teamID),
                minute: try container.decode(Timestamp.self, forKey: .minute)
            )
        default: self = .other(type: type)  // Slack adds types; an unknown one is acknowledged and left alone
        }
    }
}

/// One event with the name under which its repetitions are recognised.
package struct EventCallback: Sendable, Hashable, Decodable {
    /// The same for every delivery of the event.
    package let id: String
    package let time: Timestamp?
    package let workspace: Workspace
    package let event: WorkspaceEvent

    private enum CodingKeys: String, CodingKey {
        case id = "event_id"
        case time = "event_time"
        case teamID = "team_id"
        case enterpriseID = "enterprise_id"
        case authorizations
        case event
    }

    private struct Authorization: Decodable {
        let teamID: TeamID?
        let enterpriseID: EnterpriseID?
        let isEnterpriseInstall: Bool?

        private enum CodingKeys: String, CodingKey {
            case teamID = "team_id"
            case enterpriseID = "enterprise_id"
            case isEnterpriseInstall = "is_enterprise_install"
        }
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(String.self, forKey: .id)
        time = try container.decodeIfPresent(Timestamp.self, forKey: .time)
        // The outer team is where it happened; in shared channels the installation is the authorisation's.
        let authorization = try container.decodeIfPresent([Authorization].self, forKey: .authorizations)?.first
        let team = try container.decodeIfPresent(TeamID.self, forKey: .teamID)
        let enterprise = try container.decodeIfPresent(EnterpriseID.self, forKey: .enterpriseID)
        workspace = Workspace(
            team: authorization?.teamID ?? team,
            enterprise: authorization?.enterpriseID ?? enterprise,
            isEnterpriseInstall: authorization?.isEnterpriseInstall ?? false
        )
        guard workspace.team != nil || workspace.enterprise != nil else {
            throw SlackError(.malformed, "reading event: expected a value at team_id, found none")
        }
        event = try container.decode(WorkspaceEvent.self, forKey: .event)
    }
}
