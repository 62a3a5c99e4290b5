package import DeanDomain

/// One use of a slash command.
package struct SlashCommand: Sendable, Hashable, Codable {
    package let workspace: Workspace
    package let channel: ChannelID
    package let channelName: String?
    package let user: PersonID
    package let userName: String?
    /// With its slash: "/dean".
    package let command: String
    /// What stands after it, as typed; may be empty.
    package let text: String
    package let responseURL: String?
    package let triggerID: String?

    package init(
        workspace: Workspace,
        channel: ChannelID,
        channelName: String? = nil,
        user: PersonID,
        userName: String? = nil,
        command: String,
        text: String,
        responseURL: String? = nil,
        triggerID: String? = nil
    ) {
        self.workspace = workspace
        self.channel = channel
        self.channelName = channelName
        self.user = user
        self.userName = userName
        self.command = command
        self.text = text
        self.responseURL = responseURL
        self.triggerID = triggerID
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case teamID = "team_id"
        case enterpriseID = "enterprise_id"
        case isEnterpriseInstall = "is_enterprise_install"
        case channelID = "channel_id"
        case channelName = "channel_name"
        case userID = "user_id"
        case userName = "user_name"
        case command
        case text
        case responseURL = "response_url"
        case triggerID = "trigger_id"
    }

    init(form: FormBody) throws(SlackError) {
        try self.init { form.filled($0.rawValue) }
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        var fields: [CodingKeys: String] = [:]
        for key in CodingKeys.allCases {
            if key == .isEnterpriseInstall {
                fields[key] = try container.decodeIfPresent(LenientBool.self, forKey: key)?.value == true ? "true" : nil
            } else if let value = try container.decodeIfPresent(String.self, forKey: key), !value.isEmpty {
                fields[key] = value
            }
        }
        try self.init { fields[$0] }
    }

    private init(_ field: (CodingKeys) -> String?) throws(SlackError) {
        let missing = [CodingKeys.command, .userID, .channelID].filter { field($0) == nil }.map(\.rawValue)
        let team = field(.teamID).map(TeamID.init(_:))
        let enterprise = field(.enterpriseID).map(EnterpriseID.init(_:))
        guard missing.isEmpty, let command = field(.command), let user = field(.userID),
            let channel = field(.channelID), team != nil || enterprise != nil
        else {
            let names = missing + (team == nil && enterprise == nil ? [CodingKeys.teamID.rawValue] : [])
            throw SlackError(.malformed, "reading slash command: expected \(names.joined(separator: ", ")), found none")
        }
        self.init(
            workspace: Workspace(
                team: team,
                enterprise: enterprise,
                isEnterpriseInstall: field(.isEnterpriseInstall) == "true"
            ),
            channel: ChannelID(channel),
            channelName: field(.channelName),
            user: PersonID(user),
            userName: field(.userName),
            command: command,
            text: field(.text) ?? "",
            responseURL: field(.responseURL),
            triggerID: field(.triggerID)
        )
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(workspace.team, forKey: .teamID)
        try container.encodeIfPresent(workspace.enterprise, forKey: .enterpriseID)
        try container.encode(workspace.isEnterpriseInstall ? "true" : "false", forKey: .isEnterpriseInstall)
        try container.encode(channel, forKey: .channelID)
        try container.encodeIfPresent(channelName, forKey: .channelName)
        try container.encode(user, forKey: .userID)
        try container.encodeIfPresent(userName, forKey: .userName)
        try container.encode(command, forKey: .command)
        try container.encode(text, forKey: .text)
        try container.encodeIfPresent(responseURL, forKey: .responseURL)
        try container.encodeIfPresent(triggerID, forKey: .triggerID)
    }
}

/// A truth value that Slack writes as a boolean in some payloads and as the text "true" in others.
struct LenientBool: Decodable {
    let value: Bool

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let bool = try? container.decode(Bool.self) {
            value = bool
        } else {
            value = try container.decode(String.self) == "true"
        }
    }
}
