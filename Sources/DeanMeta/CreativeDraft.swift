/// A link ad's creative: a picture, its texts and where a click leads.
///
/// Its name gets the intent's tag.
package struct CreativeDraft: Sendable, Hashable {
    package var name: String
    package var pageID: String
    package var link: String
    package var imageHash: String
    /// The text above the picture.
    package var message: String
    package var headline: String?
    package var description: String?
    /// Meta's call-to-action type, for example "SHOP_NOW".
    package var callToAction: String?
    /// Meta's automatic changes to creatives, by feature, switched on or off; the account's defaults for the rest.
    package var enhancements: [String: Bool]

    package init(
        name: String,
        pageID: String,
        link: String,
        imageHash: String,
        message: String,
        headline: String? = nil,
        description: String? = nil,
        callToAction: String? = nil,
        enhancements: [String: Bool] = [:]
    ) {
        self.name = name
        self.pageID = pageID
        self.link = link
        self.imageHash = imageHash
        self.message = message
        self.headline = headline
        self.description = description
        self.callToAction = callToAction
        self.enhancements = enhancements
    }

    var objectStorySpec: GraphValue {
        var link: [(String, GraphValue)] = [
            ("link", .text(self.link)), ("image_hash", .text(imageHash)), ("message", .text(message)),
        ]
        if let headline { link.append(("name", .text(headline))) }
        if let description { link.append(("description", .text(description))) }
        if let callToAction {
            link.append(
                (
                    "call_to_action",
                    .object([("type", .text(callToAction)), ("value", .object([("link", .text(self.link))]))])
                )
            )
        }
        return .object([("page_id", .text(pageID)), ("link_data", .object(link))])
    }

    var degreesOfFreedomSpec: GraphValue? {
        guard !enhancements.isEmpty else { return nil }
        let features = enhancements.sorted { $0.key < $1.key }.map { feature, isOn in
            (feature, GraphValue.object([("enroll_status", .text(isOn ? "OPT_IN" : "OPT_OUT"))]))
        }
        return .object([("creative_features_spec", .object(features))])
    }
}
