import DeanDomain
import DeanSlack
import Foundation
import Testing

struct InstallTests {
    private func document(_ manifest: AppManifest) throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(try manifest.json().utf8))
        return try #require(object as? [String: Any])
    }

    private func value(_ object: [String: Any], _ path: String...) -> Any? {
        path.reduce(object as Any?) { found, key in (found as? [String: Any])?[key] }
    }

    @Test func theManifestNamesDeansAddresses() throws {
        let document = try document(try AppManifest(baseURL: "https://dean.example/"))
        let command = (value(document, "features", "slash_commands") as? [[String: Any]])?.first
        #expect(command?["command"] as? String == "/dean")
        #expect(command?["url"] as? String == "https://dean.example/slack/commands")
        #expect(
            value(document, "settings", "interactivity", "request_url") as? String
                == "https://dean.example/slack/interactions"
        )
        #expect(
            value(document, "settings", "event_subscriptions", "request_url") as? String
                == "https://dean.example/slack/events"
        )
        #expect(
            value(document, "oauth_config", "redirect_urls") as? [String]
                == ["https://dean.example/slack/oauth/callback"]
        )
        #expect(value(document, "settings", "socket_mode_enabled") as? Bool == false)
        #expect(
            value(document, "settings", "event_subscriptions", "bot_events") as? [String]
                == ["app_home_opened", "app_mention", "app_uninstalled", "tokens_revoked"]
        )
        #expect(
            value(document, "oauth_config", "scopes", "bot") as? [String]
                == ["app_mentions:read", "chat:write", "commands", "files:write", "usergroups:read"]
        )
    }

    @Test func withSocketModeThereIsNoAddress() throws {
        let manifest = try AppManifest(baseURL: nil)
        #expect(manifest.usesSocketMode)
        #expect(try !manifest.json().contains("http"))
        #expect(value(try document(manifest), "settings", "socket_mode_enabled") as? Bool == true)
    }

    @Test func theManifestKeepsSlacksLimits() throws {
        let document = try document(try AppManifest(baseURL: nil))
        let description = try #require(value(document, "display_information", "description") as? String)
        #expect(description.count <= 140)
        let error = #expect(throws: SlackError.self) {
            try AppManifest(name: String(repeating: "x", count: 36), baseURL: "http://dean.example")
        }
        #expect(error?.problems.count == 2)
    }

    @Test func theInstallationPageIsAskedForNoMoreThanTheManifest() {
        #expect(
            Installation.authorizationURL(
                clientID: "1.2",
                state: "a b",
                redirectURL: "https://dean.example/slack/oauth/callback"
            )
                == "https://slack.com/oauth/v2/authorize?client_id=1.2&scope=app_mentions%3Aread%2Cchat%3Awrite"
                + "%2Ccommands%2Cfiles%3Awrite%2Cusergroups%3Aread&state=a%20b"
                + "&redirect_uri=https%3A%2F%2Fdean.example%2Fslack%2Foauth%2Fcallback"
        )
    }

    @Test(arguments: SlackError.Code.allCases)
    func everyErrorHasASentenceAndItsOwnWord(code: SlackError.Code) {
        let error = SlackError(code, "calling chat.update: \(code.rawValue)")
        #expect(error.sentence.hasSuffix("."))
        #expect(error.sentence.first?.isUppercase == true)
        #expect(error.slackCode == code.rawValue)
    }
}
