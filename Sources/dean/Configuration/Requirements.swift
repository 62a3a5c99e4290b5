import DeanDomain

/// A setting that a command needs and that is not there.
struct MissingRequirement: Sendable, Hashable, CustomStringConvertible {
    var key: String
    var subcommand: Subcommand
    /// What can't be done without it.
    var purpose: String
    var whereToGetIt: String
    /// False for what a command runs without, less well.
    var blocks: Bool

    var description: String {
        "\(key): `dean \(subcommand.rawValue)` \(blocks ? "needs" : "wants") it \(purpose); \(whereToGetIt)"
    }
}

/// The commands that need something from outside.
enum Subcommand: String, Sendable, CaseIterable {
    case serve
    case run
    case approve
    case reject
}

extension DeanConfiguration {
    /// What `subcommand` needs and does not have, what blocks it first.
    func requirements(for subcommand: Subcommand) -> [MissingRequirement] {
        let missing =
            switch subcommand {
            // Without Meta Dean works from what was imported, and says how to connect.
            case .serve: slackNeeds + credentialNeeds.map(\.optional) + scheduleNeeds
            case .run: credentialNeeds.map(\.optional)
            case .approve: credentialNeeds
            case .reject: [Need]()
            }
        return (missing.filter(\.blocks) + missing.filter { !$0.blocks }).map {
            MissingRequirement(
                key: $0.key,
                subcommand: subcommand,
                purpose: $0.purpose,
                whereToGetIt: $0.place,
                blocks: $0.blocks
            )
        }
    }

    private struct Need {
        let key: String
        let purpose: String
        let place: String
        var blocks = true

        var optional: Need {
            var need = self
            need.blocks = false
            return need
        }
    }

    private var slackNeeds: [Need] {
        var needs: [Need] = []
        if slack.signingSecret == nil, slack.appToken == nil {
            needs.append(
                Need(
                    key: "SLACK_SIGNING_SECRET",
                    purpose: "to tell Slack's requests from anybody else's",
                    place: "api.slack.com/apps, your app, Basic Information, App Credentials"
                )
            )
        }
        if slack.botToken == nil, slack.webhookURL == nil {
            needs.append(
                Need(
                    key: "SLACK_BOT_TOKEN",
                    purpose: "to write in Slack",
                    place: "api.slack.com/apps, your app, OAuth & Permissions, Bot User OAuth Token (xoxb-…)"
                )
            )
        }
        if slack.channel == nil, slack.webhookURL == nil {
            needs.append(
                Need(
                    key: "SLACK_CHANNEL",
                    purpose: "to post digests and plans",
                    place: "in Slack: the channel's name, About, Channel ID (C…)"
                )
            )
        }
        if slack.approvers.isEmpty {
            needs.append(
                Need(
                    key: "SLACK_APPROVERS",
                    purpose: "so that somebody may approve",
                    place: "in Slack: a person's profile, More, Copy member ID; several with commas",
                    blocks: false
                )
            )
        }
        return needs
    }

    private var credentialNeeds: [Need] {
        var needs: [Need] = []
        if meta.token == nil {
            needs.append(
                Need(
                    key: "FB_ACCESS_TOKEN",
                    purpose: "to read and change ads",
                    place: "business.facebook.com/settings, System users, Generate token, ads_management and ads_read"
                )
            )
        }
        if meta.appSecret == nil {
            needs.append(
                Need(
                    key: "FB_APP_SECRET",
                    purpose: "to send appsecret_proof, which an app may be set to require",
                    place: "developers.facebook.com/apps, your app, App settings, Basic",
                    blocks: false
                )
            )
        }
        return needs
    }

    /// Accounts without these get no scheduled runs.
    private var scheduleNeeds: [Need] {
        let account = meta.accounts.first?.rawValue
        let places = [
            ("FB_AD_ACCOUNT_ID", account, "adsmanager.facebook.com, the number after act= in the address"),
            ("FB_PAGE_ID", meta.pageID, "business.facebook.com/settings, Pages, the page's ID"),
            ("FB_PIXEL_ID", meta.pixelID, "business.facebook.com/events_manager, the data set's ID"),
        ]
        return places.filter { $0.1 == nil }.map { key, _, place in
            Need(key: key, purpose: "for scheduled runs", place: place, blocks: false)
        }
    }
}
