import DeanDomain
import DeanSandbox
import DeanSlack

/// What people do in Slack, over and over.
enum Workload: String, CaseIterable {
    /// `/dean status` and `/dean preview` in turn.
    case commands
    /// Approving a plan whose card holds ten changes.
    case interactions

    var path: String { "/slack/\(rawValue)" }

    /// The requests, to be sent in turn; what Dean answers later goes to the Slack on `slackPort`.
    func requests(slackPort: Int, at moment: Timestamp) -> [SignedRequest] {
        let responseURL = "http://127.0.0.1:\(slackPort)/response"
        return switch self {
        case .commands: ["status", "preview"].map { command($0, responseURL, moment) }
        case .interactions: [click(responseURL, moment)]
        }
    }

    /// The one request that makes Dean ask Meta something.
    static func preview(slackPort: Int, at moment: Timestamp) -> SignedRequest {
        Workload.commands.command("preview", "http://127.0.0.1:\(slackPort)/response", moment)
    }

    private func command(_ text: String, _ responseURL: String, _ moment: Timestamp) -> SignedRequest {
        let fields = [
            ("token", "benchmark"), ("team_id", SlackDirectory.teamID), ("team_domain", SlackDirectory.teamDomain),
            ("channel_id", SlackChannel.ads.id), ("channel_name", SlackChannel.ads.name),
            ("user_id", SlackPerson.maya.id), ("user_name", SlackPerson.maya.handle), ("command", "/dean"),
            ("text", text), ("api_app_id", SlackDirectory.appID), ("is_enterprise_install", "false"),
            ("response_url", responseURL), ("trigger_id", Self.trigger),
        ]
        return SignedRequest(
            path: path,
            body: FormBody.encoded(fields.map { (name: $0.0, value: $0.1) }),
            end: "",
            secret: ServedDean.signingSecret,
            at: moment
        )
    }

    private func click(_ responseURL: String, _ moment: Timestamp) -> SignedRequest {
        let person = SlackPerson.maya
        let sections = (1...10).map { number in
            #"{"type":"section","block_id":"b\#(number)","text":{"type":"mrkdwn","text":"#
                + #""*\#(number).* Raise the budget of Ad set \#(number) from $25.00 to $30.00: it sells at $11.20 a "#
                + #"purchase, the median is $16.80, and the chance that it is the better one is 93 %."}}"#
        }
        let payload =
            #"{"type":"block_actions","token":"benchmark","api_app_id":"\#(SlackDirectory.appID)","#
            + #""team":{"id":"\#(SlackDirectory.teamID)","domain":"\#(SlackDirectory.teamDomain)"},"#
            + #""user":{"id":"\#(person.id)","username":"\#(person.handle)","team_id":"\#(SlackDirectory.teamID)"},"#
            + #""enterprise":null,"is_enterprise_install":false,"#
            + #""container":{"type":"message","message_ts":"1767225600.000100","channel_id":"\#(SlackChannel.ads.id)","#
            + #""is_ephemeral":false},"channel":{"id":"\#(SlackChannel.ads.id)","name":"ads"},"#
            + #""message":{"type":"message","ts":"1767225600.000100","text":"10 changes wait for you","blocks":"#
            + "[" + sections.joined(separator: ",") + "]},"
            + #""state":{"values":{}},"response_url":"\#(responseURL)","#
            + #""actions":[{"type":"button","action_id":"approve_plan","block_id":"buttons","#
            + #""text":{"type":"plain_text","text":"Approve all"},"value":"plan_0000000000000001","style":"primary","#
            + #""action_ts":"1767225601.000200"}],"trigger_id":"\#(Self.trigger)"#
        return SignedRequest(
            path: path,
            body: "payload=" + FormBody.encoded(payload),
            end: FormBody.encoded(#""}"#),
            secret: ServedDean.signingSecret,
            at: moment
        )
    }

    /// The number comes behind it.
    private static let trigger = "7340821.4192004."
}
