/// A window over Slack.
///
/// With input blocks it needs `submit`.
package struct Modal: Hashable, Sendable, Codable {
    package var title: PlainText
    package var blocks: [Block]
    package var submit: PlainText?
    package var close: PlainText?
    package var callbackID: String?
    /// Comes back with every event of the modal; not shown.
    package var privateMetadata: String?
    package var notifyOnClose: Bool?
    private var type = "modal"

    package init(
        title: PlainText,
        blocks: [Block],
        submit: PlainText? = nil,
        close: PlainText? = nil,
        callbackID: String? = nil,
        privateMetadata: String? = nil,
        notifyOnClose: Bool? = nil
    ) {
        self.title = title
        self.blocks = blocks
        self.submit = submit
        self.close = close
        self.callbackID = callbackID
        self.privateMetadata = privateMetadata
        self.notifyOnClose = notifyOnClose
    }

    private enum CodingKeys: String, CodingKey {
        case type
        case title
        case blocks
        case submit
        case close
        case callbackID = "callback_id"
        case privateMetadata = "private_metadata"
        case notifyOnClose = "notify_on_close"
    }
}

/// One person's Home tab.
package struct HomeView: Hashable, Sendable, Codable {
    package var blocks: [Block]
    package var callbackID: String?
    package var privateMetadata: String?
    private var type = "home"

    package init(blocks: [Block], callbackID: String? = nil, privateMetadata: String? = nil) {
        self.blocks = blocks
        self.callbackID = callbackID
        self.privateMetadata = privateMetadata
    }

    private enum CodingKeys: String, CodingKey {
        case type
        case blocks
        case callbackID = "callback_id"
        case privateMetadata = "private_metadata"
    }
}

/// What may be answered to a submitted modal, in the HTTP answer or the socket's acknowledgement.
package enum ViewResponse: Sendable, Hashable, Encodable {
    /// Closes every window.
    case clear
    case update(Modal)
    case push(Modal)
    /// A sentence under each faulty input, by block id.
    case errors([String: String])

    private enum CodingKeys: String, CodingKey {
        case action = "response_action"
        case view
        case errors
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .clear: try container.encode("clear", forKey: .action)
        case .update(let view):
            try container.encode("update", forKey: .action)
            try container.encode(view, forKey: .view)
        case .push(let view):
            try container.encode("push", forKey: .action)
            try container.encode(view, forKey: .view)
        case .errors(let errors):
            try container.encode("errors", forKey: .action)
            try container.encode(errors, forKey: .errors)
        }
    }
}
