import DeanDomain

extension SlackState {
    /// What an app or a person wants to say.
    struct Draft {
        var text: String
        var blocks: [SlackJSON] = []
        var metadata: SlackJSON?
        var threadTS: String?
        var visibleTo: String?
        var fileIDs: [String] = []
    }

    @discardableResult
    mutating func post(_ draft: Draft, in channel: String, by author: String, at moment: Moment) -> SlackMessage {
        let message = SlackMessage(
            channel: channel,
            ts: stamp(moment.now),
            author: author,
            text: draft.text,
            blocks: identified(draft.blocks),
            threadTS: draft.threadTS,
            editedTS: nil,
            metadata: draft.metadata,
            visibleTo: draft.visibleTo,
            fileIDs: draft.fileIDs
        )
        messages.append(message)
        return message
    }

    func messageIndex(_ ts: String, in channel: String) -> Int? {
        messages.firstIndex { $0.ts == ts && $0.channel == channel }
    }

    /// Puts a draft in the place of a message; metadata stays where the draft brings none.
    mutating func replace(at index: Int, with draft: Draft, at moment: Moment) {
        messages[index].text = draft.text
        messages[index].blocks = identified(draft.blocks)
        if let metadata = draft.metadata { messages[index].metadata = metadata }
        messages[index].editedTS = stamp(moment.now)
    }

    /// Reads text, blocks and metadata from a payload.
    ///
    /// Slack posts blocks without `text` and only warns; here they are refused, because such a message is silent in
    /// notifications and for screen readers.
    func draft(from payload: SlackJSON, textLimit: Int = 40_000) throws(SlackRefusal) -> Draft {
        let text = payload["text"]?.text ?? ""
        if payload["attachments"] != nil {
            throw SlackRefusal("invalid_attachments", messages: ["[ERROR] attachments are legacy: use blocks"])
        }
        if text.isEmpty { throw SlackRefusal("no_text") }
        if text.utf16.count > textLimit { throw SlackRefusal("msg_too_long") }
        if let blocks = payload["blocks"] {
            guard blocks.items != nil else { throw SlackRefusal("invalid_blocks_format") }
            var validator = SlackBlockValidator(surface: .message, fileIDs: completeFileIDs)
            validator.validate(blocks)
            if !validator.problems.isEmpty {
                throw SlackRefusal("invalid_blocks", messages: validator.problems)
            }
        }
        var draft = Draft(text: text, blocks: payload["blocks"]?.items ?? [])
        draft.metadata = try metadata(from: payload)
        return draft
    }

    private var completeFileIDs: Set<String> { Set(files.values.filter(\.isComplete).map(\.id)) }

    private func metadata(from payload: SlackJSON) throws(SlackRefusal) -> SlackJSON? {
        guard let metadata = payload["metadata"] else { return nil }
        guard let members = metadata.members, let type = metadata["event_type"]?.text, !type.isEmpty,
            metadata["event_payload"]?.members != nil,
            Set(members.keys).isSubset(of: ["event_type", "event_payload", "entities"])
        else { throw SlackRefusal("invalid_metadata_format") }
        if metadata.serialized.utf8.count > 16_000 { throw SlackRefusal("metadata_too_large") }
        return metadata
    }
}
