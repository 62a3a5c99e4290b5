package import DeanDomain

/// What an installation yields.
package struct Installation: Sendable, Hashable, Decodable {
    package let workspace: Workspace
    package let teamName: String?
    package let token: Secret
    package let scopes: Set<String>
    package let botUser: PersonID?
    package let installedBy: PersonID?
    /// With token rotation: the token's life in seconds, and what renews it once.
    package let expiresIn: TimeSpan?
    package let refreshToken: Secret?

    private enum CodingKeys: String, CodingKey {
        case team
        case enterprise
        case isEnterpriseInstall = "is_enterprise_install"
        case token = "access_token"
        case scope
        case botUser = "bot_user_id"
        case authedUser = "authed_user"
        case expiresIn = "expires_in"
        case refreshToken = "refresh_token"
    }

    private struct Named: Decodable {
        let id: String
        let name: String?
    }

    private struct Person: Decodable {
        let id: PersonID
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let team = try container.decodeIfPresent(Named.self, forKey: .team)
        let enterprise = try container.decodeIfPresent(Named.self, forKey: .enterprise)
        workspace = Workspace(
            team: team.map { TeamID($0.id) },
            enterprise: enterprise.map { EnterpriseID($0.id) },
            isEnterpriseInstall: try container.decodeIfPresent(Bool.self, forKey: .isEnterpriseInstall) ?? false
        )
        teamName = team?.name ?? enterprise?.name
        token = Secret(try container.decode(String.self, forKey: .token))
        let scope = try container.decodeIfPresent(String.self, forKey: .scope) ?? ""
        scopes = Set(scope.split(separator: ",").map(String.init))
        botUser = try container.decodeIfPresent(PersonID.self, forKey: .botUser)
        installedBy = try container.decodeIfPresent(Person.self, forKey: .authedUser)?.id
        expiresIn = try container.decodeIfPresent(Int64.self, forKey: .expiresIn).map(TimeSpan.init(seconds:))
        refreshToken = try container.decodeIfPresent(String.self, forKey: .refreshToken).map(Secret.init(_:))
    }

    /// Where a person is sent to install the app.
    ///
    /// The state is theirs alone, for one use within ten minutes.
    package static func authorizationURL(
        clientID: String,
        state: String,
        redirectURL: String,
        page: String = "https://slack.com/oauth/v2/authorize"
    ) -> String {
        page + "?"
            + FormBody.encoded([
                ("client_id", clientID), ("scope", AppManifest.scopes.joined(separator: ",")), ("state", state),
                ("redirect_uri", redirectURL),
            ])
    }
}
