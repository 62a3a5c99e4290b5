/// Where a picture comes from: exactly one place.
package enum ImageSource: Hashable, Sendable {
    /// A public https address.
    case url(String)
    /// A file uploaded to Slack, by its id.
    case slackFile(String)
}

/// A picture with its description for those who do not see it.
package struct ImageBlock: Hashable, Sendable {
    package var source: ImageSource
    package var alt: String
    package var title: PlainText?
    package var blockID: String?

    package init(source: ImageSource, alt: String, title: PlainText? = nil, blockID: String? = nil) {
        self.source = source
        self.alt = EscapedText.tidied(alt)
        self.title = title
        self.blockID = blockID
    }
}

/// A small picture beside text.
package struct ImageElement: Hashable, Sendable {
    package var source: ImageSource
    package var alt: String

    package init(source: ImageSource, alt: String) {
        self.source = source
        self.alt = EscapedText.tidied(alt)
    }
}

private enum ImageKeys: String, CodingKey {
    case imageURL = "image_url"
    case slackFile = "slack_file"
    case alt = "alt_text"
    case title
    case blockID = "block_id"
}

private struct SlackFile: Codable {
    let id: String
}

extension KeyedDecodingContainer<ImageKeys> {
    fileprivate func source() throws -> ImageSource {
        if let file = try decodeIfPresent(SlackFile.self, forKey: .slackFile) { return .slackFile(file.id) }
        return .url(try decode(String.self, forKey: .imageURL))
    }

    fileprivate func alt() throws -> String { EscapedText.unescaped(try decode(String.self, forKey: .alt)) }
}

extension KeyedEncodingContainer<ImageKeys> {
    fileprivate mutating func encode(_ source: ImageSource, alt: String) throws {
        switch source {
        case .url(let address): try encode(address, forKey: .imageURL)
        case .slackFile(let id): try encode(SlackFile(id: id), forKey: .slackFile)
        }
        try encode(EscapedText.escaped(alt), forKey: .alt)
    }
}

extension ImageBlock: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: ImageKeys.self)
        source = try container.source()
        alt = try container.alt()
        title = try container.decodeIfPresent(PlainText.self, forKey: .title)
        blockID = try container.decodeIfPresent(String.self, forKey: .blockID)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: ImageKeys.self)
        try container.encode(source, alt: alt)
        try container.encodeIfPresent(title, forKey: .title)
        try container.encodeIfPresent(blockID, forKey: .blockID)
    }
}

extension ImageElement: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: ImageKeys.self)
        source = try container.source()
        alt = try container.alt()
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: ImageKeys.self)
        try container.encode(source, alt: alt)
    }
}
