package import DeanDomain
import Foundation
import NIOHTTP1

/// Who a token speaks for.
package struct SlackIdentity: Hashable, Sendable {
    package let workspace: Workspace
    package let teamName: String?
    /// The bot's user, which mentions of Dean name.
    package let user: PersonID
    package let botID: String?
    /// Empty when Slack does not say.
    package let scopes: Set<String>
}

extension SlackClient {
    /// Asks Slack who the token is; for `doctor` and after an installation.
    package func identity(priority: SlackPriority = .decision) async throws(SlackError) -> SlackIdentity {
        struct Identity: Decodable {
            let team: String?
            let teamID: TeamID?
            let enterpriseID: EnterpriseID?
            let isEnterpriseInstall: Bool?
            let userID: PersonID
            let botID: String?

            private enum CodingKeys: String, CodingKey {
                case team
                case teamID = "team_id"
                case enterpriseID = "enterprise_id"
                case isEnterpriseInstall = "is_enterprise_install"
                case userID = "user_id"
                case botID = "bot_id"
            }
        }
        let answer = try await call(.authTest, .form([]), priority: priority)
        let identity = try decode(Identity.self, answer, .authTest)
        let scopes = answer.headers.first(name: "x-oauth-scopes") ?? ""
        return SlackIdentity(
            workspace: Workspace(
                team: identity.teamID,
                enterprise: identity.enterpriseID,
                isEnterpriseInstall: identity.isEnterpriseInstall ?? false
            ),
            teamName: identity.team,
            user: identity.userID,
            botID: identity.botID,
            scopes: Set(scopes.split(separator: ",").map { String($0.filter { $0 != " " }) })
        )
    }

    /// The members of a user group.
    package func members(of group: UserGroupID, priority: SlackPriority) async throws(SlackError) -> [PersonID] {
        struct Members: Decodable {
            let users: [PersonID]
        }
        let fields = [("usergroup", group.rawValue)]
        return try await call(.groupMembers, .form(fields), as: Members.self, priority: priority).users
    }

    /// A new WebSocket address for Socket Mode; it is good for one connection within 30 s.
    package func socketAddress(appToken: Secret) async throws(SlackError) -> Secret {
        struct Connection: Decodable {
            let url: String
        }
        let connection = try await call(
            .openConnection,
            .form([]),
            as: Connection.self,
            priority: .decision,
            token: appToken
        )
        return Secret(connection.url)
    }

    /// Turns the code of an installation into its token.
    package func install(
        code: String,
        clientID: String,
        clientSecret: Secret,
        redirectURL: String?
    ) async throws(SlackError) -> Installation {
        var fields = [("code", code)]
        if let redirectURL { fields.append(("redirect_uri", redirectURL)) }
        let credentials = Data("\(clientID):\(clientSecret.reveal())".utf8).base64EncodedString()
        let answer = try await exchange(
            .oauthAccess,
            at: api + SlackMethod.oauthAccess.name,
            .form(fields),
            authorization: "Basic " + credentials,
            priority: .decision
        )
        return try decode(Installation.self, answer, .oauthAccess)
    }
}
