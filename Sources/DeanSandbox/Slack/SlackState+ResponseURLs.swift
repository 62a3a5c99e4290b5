import DeanDomain

extension SlackState {
    mutating func makeResponseURL(
        channel: String,
        userID: String,
        originalTS: String? = nil,
        threadTS: String? = nil,
        at moment: Moment
    ) -> String {
        let token = identifier("R")
        responseURLs[token] = ResponseURL(
            channel: channel,
            userID: userID,
            expires: moment.now + .minutes(30),
            threadTS: threadTS,
            originalTS: originalTS
        )
        return "/actions/\(SlackDirectory.teamID)/\(token)"
    }

    /// Takes what an app sends to a `response_url`: five times in thirty minutes, in any channel.
    mutating func respond(to token: String, with payload: SlackJSON, at moment: Moment) throws(SlackRefusal) {
        guard let target = responseURLs[token], target.expires >= moment.now else { throw SlackRefusal("expired_url") }
        guard target.usesLeft > 0 else { throw SlackRefusal("used_url") }
        responseURLs[token]?.usesLeft -= 1
        if payload["delete_original"] != nil {
            guard payload == ["delete_original": true] else {
                throw SlackRefusal("invalid_arguments", messages: ["[ERROR] delete_original must be the only key"])
            }
            messages.removeAll { $0.ts == target.originalTS && $0.channel == target.channel }
            return
        }
        try checkArguments(payload, allowed: SlackState.responseKeys)
        let type = payload["response_type"]?.text ?? "ephemeral"
        guard ["ephemeral", "in_channel"].contains(type) else {
            throw SlackRefusal("invalid_arguments", messages: ["[ERROR] unknown response_type \(type)"])
        }
        var draft = try draft(from: payload)
        draft.threadTS = payload["thread_ts"]?.text ?? target.threadTS
        draft.visibleTo = type == "in_channel" ? nil : target.userID
        if payload["replace_original"]?.flag == true, let original = target.originalTS,
            let index = messageIndex(original, in: target.channel)
        {
            replace(at: index, with: draft, at: moment)
            return
        }
        let posted = post(draft, in: target.channel, by: SlackPerson.dean.id, at: moment)
        // A command has no original; what its URL posted last is what a later answer replaces.
        if target.originalTS == nil { responseURLs[token]?.originalTS = posted.ts }
    }

    /// What a slash command may answer in its acknowledgement.
    mutating func answerCommand(
        with payload: SlackJSON,
        responseToken: String,
        channel: String,
        userID: String,
        at moment: Moment
    ) throws(SlackRefusal) {
        try checkArguments(payload, allowed: SlackState.responseKeys)
        var draft = try draft(from: payload)
        draft.visibleTo = payload["response_type"]?.text == "in_channel" ? nil : userID
        let posted = post(draft, in: channel, by: SlackPerson.dean.id, at: moment)
        responseURLs[responseToken]?.originalTS = posted.ts
    }

    private static let responseKeys: Set<String> = [
        "text", "blocks", "response_type", "replace_original", "thread_ts", "metadata", "mrkdwn", "unfurl_links",
        "unfurl_media",
    ]
}
