extension Message {
    package enum Use: Sendable {
        case post
        /// `chat.update` takes a shorter text.
        case update

        var textLimit: Int { self == .post ? 40_000 : 4000 }
    }

    /// Throws `.unsendable` with every single thing that Slack would refuse.
    package func validate(for use: Use = .post) throws(SlackError) {
        var review = BlockReview()
        review.text("text", text, atMost: use.textLimit)
        review.blocks(blocks, atMost: 50)
        if let metadata { review.string("metadata.event_type", metadata.eventType, atMost: 255) }
        try review.finish("message")
    }
}

extension Modal {
    package func validate() throws(SlackError) {
        var review = BlockReview()
        review.text("title", title, atMost: 24)
        review.text("submit", submit, atMost: 24)
        review.text("close", close, atMost: 24)
        if submit == nil, blocks.contains(where: { if case .input = $0 { true } else { false } }) {
            review.note("submit", "needed, since there are input blocks")
        }
        try review.view(self, blocks: blocks, callbackID: callbackID, privateMetadata: privateMetadata)
        try review.finish("modal")
    }
}

extension HomeView {
    package func validate() throws(SlackError) {
        var review = BlockReview()
        try review.view(self, blocks: blocks, callbackID: callbackID, privateMetadata: privateMetadata)
        try review.finish("home view")
    }
}

extension BlockReview {
    /// What holds for modals and the Home tab alike.
    fileprivate mutating func view(
        _ view: some Encodable,
        blocks: [Block],
        callbackID: String?,
        privateMetadata: String?
    ) throws(SlackError) {
        self.blocks(blocks, atLeast: 1, atMost: 100)
        string("callback_id", callbackID, atMost: 255)
        string("private_metadata", privateMetadata, atMost: 3000)
        count("view", try SlackJSON.data(view).count, "bytes", atMost: 250_000)
    }
}
