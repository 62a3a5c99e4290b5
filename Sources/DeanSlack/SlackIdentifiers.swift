import DeanDomain

/// A workspace (`T…`).
package struct TeamID: Identifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// An Enterprise Grid organisation (`E…`).
package struct EnterpriseID: Identifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// A conversation (`C…`, `G…`, `D…`), or a user id where Slack takes one for a direct message.
package struct ChannelID: Identifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// A user group (`S…`).
package struct UserGroupID: Identifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// A message's name inside its channel: seconds and a counter, kept as text ("1531420618.000200").
package struct MessageTS: Identifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// Where an app is installed: the key under which tokens are kept and within which rates are counted.
package struct Workspace: Hashable, Sendable, Codable {
    package let team: TeamID?
    package let enterprise: EnterpriseID?
    package let isEnterpriseInstall: Bool

    package init(team: TeamID?, enterprise: EnterpriseID? = nil, isEnterpriseInstall: Bool = false) {
        self.team = team
        self.enterprise = enterprise
        self.isEnterpriseInstall = isEnterpriseInstall
    }
}

/// A message that Slack has accepted.
package struct PostedMessage: Hashable, Sendable, Codable {
    package let channel: ChannelID
    package let ts: MessageTS

    package init(channel: ChannelID, ts: MessageTS) {
        self.channel = channel
        self.ts = ts
    }
}
