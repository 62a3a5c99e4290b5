import DeanDomain
import DeanSlack
import Testing

struct SlackEventTests {
    private func read(_ json: String) throws -> SlackEvent? {
        guard case .event(let event) = try SlackInbound.parse(.events, body: Array(json.utf8)) else { return nil }
        return event
    }

    private func workspaceEvent(_ json: String) throws -> WorkspaceEvent? {
        guard case .callback(let callback) = try read(Payloads.event(json)) else { return nil }
        return callback.event
    }

    @Test func theChallengeIsReadFromTheVerification() throws {
        #expect(try read("{\"type\":\"url_verification\",\"challenge\":\"3eZ\"}") == .urlVerification(challenge: "3eZ"))
    }

    @Test func lostEventsAreATopLevelType() throws {
        #expect(
            try read("{\"type\":\"app_rate_limited\",\"team_id\":\"T1\",\"minute_rate_limited\":1518467820}")
                == .appRateLimited(team: TeamID("T1"), minute: Timestamp(seconds: 1_518_467_820))
        )
        #expect(try read("{\"type\":\"brand_new\"}") == .other(type: "brand_new"))
    }

    @Test func aMentionBringsItsWordsAndTheInstallationItIsFor() throws {
        guard case .callback(let callback) = try read(Payloads.mention), case .appMention(let message) = callback.event
        else {
            Issue.record("no mention")
            return
        }
        #expect(callback.id == "Ev1")
        #expect(callback.workspace.team == TeamID("T2"))
        #expect(message.words == "explain act_1 & more")
        #expect(message.answerThread == MessageTS("1515449522.000016"))
    }

    @Test func unfinishedMentionsAreText() throws {
        guard
            case .message(let message) = try workspaceEvent(
                "{\"type\":\"message\",\"channel\":\"C1\",\"ts\":\"2.0\",\"thread_ts\":\"1.0\",\"text\":\"a <@U1\"}"
            )
        else {
            Issue.record("no message")
            return
        }
        #expect(message.words == "a <@U1")
        #expect(message.answerThread == MessageTS("1.0"))
        #expect(message.user == nil)
    }

    @Test func theLifeOfTheInstallationIsRead() throws {
        #expect(try workspaceEvent("{\"type\":\"app_uninstalled\"}") == .appUninstalled)
        #expect(
            try workspaceEvent("{\"type\":\"tokens_revoked\",\"tokens\":{\"oauth\":[\"U1\"],\"bot\":[\"U0\"]}}")
                == .tokensRevoked(users: [PersonID("U1")], bots: [PersonID("U0")])
        )
        #expect(
            try workspaceEvent(
                "{\"type\":\"app_home_opened\",\"user\":\"U1\",\"tab\":\"home\",\"view\":{\"hash\":\"h\"}}"
            )
                == .appHomeOpened(user: PersonID("U1"), tab: "home", viewHash: "h")
        )
        #expect(try workspaceEvent("{\"type\":\"team_join\"}") == .other(type: "team_join"))
    }
}
