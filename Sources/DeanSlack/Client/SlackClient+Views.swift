package import DeanDomain

/// A view as it stands in Slack.
package struct PublishedView: Hashable, Sendable, Codable {
    package let id: String
    /// Names this version; handed back with the next update, it keeps an older one from overwriting a newer.
    package let hash: String?
}

extension SlackClient {
    private struct Outgoing<View: Encodable & Sendable>: Encodable {
        let view: View
        var trigger: String?
        var id: String?
        var user: PersonID?
        var hash: String?

        private enum CodingKeys: String, CodingKey {
            case view
            case trigger = "trigger_id"
            case id = "view_id"
            case user = "user_id"
            case hash
        }
    }

    private struct Published: Decodable {
        let view: PublishedView
    }

    /// Opens a modal; the trigger is good for one use within 3 s of the click.
    package func open(_ modal: Modal, trigger: String) async throws(SlackError) -> PublishedView {
        try modal.validate()
        let body = try SlackJSON.data(Outgoing(view: modal, trigger: trigger))
        return try await call(.openView, .json(body), as: Published.self, priority: .decision).view
    }

    /// Replaces an open modal.
    ///
    /// With `hash`, only the version it names; else `.hashConflict`.
    package func update(
        view id: String,
        to modal: Modal,
        hash: String? = nil,
        priority: SlackPriority
    )
        async throws(SlackError) -> PublishedView
    {
        try modal.validate()
        let body = try SlackJSON.data(Outgoing(view: modal, id: id, hash: hash))
        return try await call(.updateView, .json(body), as: Published.self, priority: priority).view
    }

    /// Sets one person's Home tab.
    ///
    /// With `hash`, only over the version it names; else `.hashConflict`.
    package func publish(
        _ home: HomeView,
        for user: PersonID,
        hash: String? = nil,
        priority: SlackPriority
    )
        async throws(SlackError) -> PublishedView
    {
        try home.validate()
        let body = try SlackJSON.data(Outgoing(view: home, user: user, hash: hash))
        return try await call(.publishView, .json(body), as: Published.self, priority: priority).view
    }
}
