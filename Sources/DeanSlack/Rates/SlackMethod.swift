/// A method of Slack's Web API, with what its reference page says of its rate and what a repetition does.
///
/// Source: https://docs.slack.dev/apis/web-api/rate-limits
package struct SlackMethod: Sendable, Hashable {
    /// "chat.postMessage"; for the addresses outside the Web API, what they are.
    package let name: String
    package let rate: Rate
    /// Sending it twice leaves Slack as sending it once would, so a lost answer is no reason to stop.
    package let isRepeatable: Bool

    package enum Rate: Sendable, Hashable {
        /// Calls in any 60 s, per workspace.
        case perMinute(Int)
        /// One message a second, per channel.
        case perChannelSecond
        /// Slack names no number; only its own `Retry-After` holds it back.
        case unpaced
    }

    private init(_ name: String, _ rate: Rate, isRepeatable: Bool) {
        self.name = name
        self.rate = rate
        self.isRepeatable = isRepeatable
    }

    package static let postMessage = SlackMethod("chat.postMessage", .perChannelSecond, isRepeatable: false)
    package static let update = SlackMethod("chat.update", .perMinute(50), isRepeatable: true)
    package static let delete = SlackMethod("chat.delete", .perMinute(50), isRepeatable: true)
    package static let postEphemeral = SlackMethod("chat.postEphemeral", .perMinute(100), isRepeatable: false)
    package static let permalink = SlackMethod("chat.getPermalink", .unpaced, isRepeatable: true)
    package static let openView = SlackMethod("views.open", .perMinute(100), isRepeatable: false)
    package static let updateView = SlackMethod("views.update", .perMinute(100), isRepeatable: true)
    package static let publishView = SlackMethod("views.publish", .perMinute(100), isRepeatable: true)
    package static let authTest = SlackMethod("auth.test", .unpaced, isRepeatable: true)
    package static let groupMembers = SlackMethod("usergroups.users.list", .perMinute(20), isRepeatable: true)
    package static let uploadAddress = SlackMethod("files.getUploadURLExternal", .perMinute(100), isRepeatable: true)
    package static let uploadBytes = SlackMethod("file upload", .unpaced, isRepeatable: true)
    package static let completeUpload = SlackMethod(
        "files.completeUploadExternal",
        .perMinute(100),
        isRepeatable: false
    )
    package static let openConnection = SlackMethod("apps.connections.open", .unpaced, isRepeatable: true)
    /// An installation's code is good for one use.
    package static let oauthAccess = SlackMethod("oauth.v2.access", .perMinute(100), isRepeatable: false)
    package static let responseURL = SlackMethod("response_url", .unpaced, isRepeatable: false)
    package static let incomingWebhook = SlackMethod("incoming webhook", .perChannelSecond, isRepeatable: false)
}
