/// An answer to a `response_url`, or the body of a slash command's HTTP answer.
package enum Reply: Sendable, Hashable {
    /// Only the person who asked sees it.
    case ephemeral(Message)
    case inChannel(Message)
    /// In the place of the message that was clicked.
    case replace(Message)
    /// Takes away the message that was clicked. Slack wants no other key beside it.
    case deleteOriginal

    package var message: Message? {
        switch self {
        case .ephemeral(let message), .inChannel(let message), .replace(let message): message
        case .deleteOriginal: nil
        }
    }
}

extension Reply: Encodable {
    private enum CodingKeys: String, CodingKey {
        case responseType = "response_type"
        case replaceOriginal = "replace_original"
        case deleteOriginal = "delete_original"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .ephemeral(let message):
            try container.encode("ephemeral", forKey: .responseType)
            try container.encode(false, forKey: .replaceOriginal)
            try message.encode(to: encoder)
        case .inChannel(let message):
            try container.encode("in_channel", forKey: .responseType)
            try container.encode(false, forKey: .replaceOriginal)
            try message.encode(to: encoder)
        case .replace(let message):
            try container.encode(true, forKey: .replaceOriginal)
            try message.encode(to: encoder)
        case .deleteOriginal: try container.encode(true, forKey: .deleteOriginal)
        }
    }
}
