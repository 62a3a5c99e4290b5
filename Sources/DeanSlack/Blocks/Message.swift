/// A message: `text` says all of it alone, for notifications and screen readers; the blocks show it.
package struct Message: Hashable, Sendable {
    package var text: Mrkdwn
    package var blocks: [Block]
    package var metadata: MessageMetadata?
    /// The first message of the thread it belongs to.
    package var threadTS: MessageTS?

    package init(
        text: Mrkdwn,
        blocks: [Block] = [],
        metadata: MessageMetadata? = nil,
        threadTS: MessageTS? = nil
    ) {
        self.text = text
        self.blocks = blocks
        self.metadata = metadata
        self.threadTS = threadTS
    }

    /// The same message as an answer in a thread.
    package func inThread(_ ts: MessageTS?) -> Message {
        var copy = self
        copy.threadTS = ts
        return copy
    }
}

/// What programs read of a message.
///
/// Everyone in the workspace can read it too: no secret belongs here.
package struct MessageMetadata: Hashable, Sendable, Codable {
    package var eventType: String
    package var payload: [String: String]

    package init(eventType: String, payload: [String: String]) {
        self.eventType = eventType
        self.payload = payload
    }

    private enum CodingKeys: String, CodingKey {
        case eventType = "event_type"
        case payload = "event_payload"
    }
}

extension Message: Codable {
    private enum CodingKeys: String, CodingKey {
        case text
        case blocks
        case metadata
        case threadTS = "thread_ts"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        text = Mrkdwn(sound: try container.decode(String.self, forKey: .text))
        blocks = try container.decodeIfPresent([Block].self, forKey: .blocks) ?? []
        metadata = try container.decodeIfPresent(MessageMetadata.self, forKey: .metadata)
        threadTS = try container.decodeIfPresent(MessageTS.self, forKey: .threadTS)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(text.source, forKey: .text)
        if !blocks.isEmpty { try container.encode(blocks, forKey: .blocks) }
        try container.encodeIfPresent(metadata, forKey: .metadata)
        try container.encodeIfPresent(threadTS, forKey: .threadTS)
    }
}
