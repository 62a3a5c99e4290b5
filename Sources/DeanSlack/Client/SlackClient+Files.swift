package import Foundation

/// A file to upload.
package struct SlackUpload: Sendable {
    package var filename: String
    package var bytes: Data
    package var title: String
    /// What the picture shows, for those who do not see it.
    package var altText: String

    package init(filename: String, bytes: Data, title: String, altText: String) {
        self.filename = filename
        self.bytes = bytes
        self.title = title
        self.altText = altText
    }
}

extension SlackClient {
    /// Uploads a file and returns its id, for an image block's `slack_file` or, with `channel`, shown there at once.
    ///
    /// Slack wants three steps: an address for the bytes, the bytes, and their completion.
    package func upload(
        _ file: SlackUpload,
        to channel: ChannelID? = nil,
        thread: MessageTS? = nil,
        priority: SlackPriority
    ) async throws(SlackError) -> String {
        struct Address: Decodable {
            let uploadURL: String
            let fileID: String

            private enum CodingKeys: String, CodingKey {
                case uploadURL = "upload_url"
                case fileID = "file_id"
            }
        }
        var fields = [("filename", file.filename), ("length", String(file.bytes.count))]
        if !file.altText.isEmpty { fields.append(("alt_txt", file.altText)) }
        let address = try await call(.uploadAddress, .form(fields), as: Address.self, priority: priority)
        _ = try await exchange(.uploadBytes, at: address.uploadURL, .bytes(file.bytes), priority: priority)

        struct Completion: Encodable {
            struct File: Encodable {
                let id: String
                let title: String
            }
            let files: [File]
            let channelID: ChannelID?
            let threadTS: MessageTS?

            private enum CodingKeys: String, CodingKey {
                case files
                case channelID = "channel_id"
                case threadTS = "thread_ts"
            }
        }
        let completion = Completion(
            files: [.init(id: address.fileID, title: file.title)],
            channelID: channel,
            threadTS: channel == nil ? nil : thread
        )
        let body = try SlackJSON.data(completion)
        _ = try await call(.completeUpload, .json(body), as: Empty.self, priority: priority)
        return address.fileID
    }
}
