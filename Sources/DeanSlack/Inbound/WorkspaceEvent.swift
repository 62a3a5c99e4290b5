package import DeanDomain
import Foundation

/// What happened in the workspace.
package enum WorkspaceEvent: Sendable, Hashable, Decodable {
    case appMention(ChannelMessage)
    case message(ChannelMessage)
    case appHomeOpened(user: PersonID, tab: String, viewHash: String?)
    case appUninstalled
    /// Ids of the people (`oauth`) and bots whose tokens were revoked.
    case tokensRevoked(users: [PersonID], bots: [PersonID])
    case other(type: String)

    private enum CodingKeys: CodingKey {
        case type
        case user
        case tab
        case view
        case tokens
    }

    private struct View: Decodable {
        let hash: String?
    }

    private struct Tokens: Decodable {
        let oauth: [PersonID]?
        let bot: [PersonID]?
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let type = try container.decode(String.self, forKey: .type)
        switch type {
        case "app_mention": self = .appMention(try ChannelMessage(from: decoder))
        case "message": self = .message(try ChannelMessage(from: decoder))
        case "app_home_opened":
            self = .appHomeOpened(
                user: try container.decode(PersonID.self, forKey: .user),
                tab: try container.decodeIfPresent(String.self, forKey: .tab) ?? "home",
                viewHash: try container.decodeIfPresent(View.self, forKey: .view)?.hash
            )
        case "app_uninstalled": self = .appUninstalled
        case "tokens_revoked":
            let tokens = try container.decodeIfPresent(Tokens.self, forKey: .tokens)
            self = .tokensRevoked(users: tokens?.oauth ?? [], bots: tokens?.bot ?? [])
        default: self = .other(type: type)  // Slack adds types; an unknown one is acknowledged and left alone
        }
    }
}

/// A message somebody wrote where Dean can read it.
package struct ChannelMessage: Sendable, Hashable, Decodable {
    /// Absent for some bots' and system messages.
    package let user: PersonID?
    package let botID: String?
    /// Set for edits, joins and other messages about messages.
    package let subtype: String?
    package let channel: ChannelID
    package let ts: MessageTS
    /// The thread's first message; nil when it stands alone in the channel.
    package let threadTS: MessageTS?
    /// As Slack keeps it: mentions as `<@U…>`, `& < >` as entities.
    package let text: String

    /// Where an answer belongs: the thread, or a new one below this message.
    package var answerThread: MessageTS { threadTS ?? ts }

    private enum CodingKeys: String, CodingKey {
        case user
        case botID = "bot_id"
        case subtype
        case channel
        case ts
        case threadTS = "thread_ts"
        case text
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        user = try container.decodeIfPresent(PersonID.self, forKey: .user)
        botID = try container.decodeIfPresent(String.self, forKey: .botID)
        subtype = try container.decodeIfPresent(String.self, forKey: .subtype)
        channel = try container.decode(ChannelID.self, forKey: .channel)
        ts = try container.decode(MessageTS.self, forKey: .ts)
        threadTS = try container.decodeIfPresent(MessageTS.self, forKey: .threadTS)
        text = try container.decodeIfPresent(String.self, forKey: .text) ?? ""
    }

    /// The words, without any mention of people and with entities decoded: what is typed after "@Dean".
    package var words: String {
        var rest = Substring(text)
        var result = ""
        while let start = rest.range(of: "<@") {
            result += rest[..<start.lowerBound]
            guard let end = rest[start.upperBound...].firstIndex(of: ">") else {
                result += rest[start.lowerBound...]
                rest = ""
                break
            }
            rest = rest[rest.index(after: end)...]
        }
        result += rest
        return EscapedText.unescaped(result).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
