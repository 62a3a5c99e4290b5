/// Something Slack sent, over HTTP or a socket, after its signature was checked.
package enum SlackInbound: Sendable, Hashable {
    case command(SlashCommand)
    case interaction(Interaction)
    case event(SlackEvent)
    /// Slack's certificate probe; it wants an empty 200 and must reach no handler.
    case certificateCheck

    /// Which of Slack's three addresses it came to; over a socket, the envelope's type.
    package enum Route: String, Sendable, Hashable, Codable, CaseIterable {
        case commands
        case interactions
        case events
    }

    /// Reads a body: a form for commands and interactions, JSON for events.
    ///
    /// Socket Mode carries the same payloads as bare JSON, which is taken on every route. Throws `.malformed` with what
    /// was expected and where; a type that Dean does not know is `.other`, not an error.
    package static func parse(_ route: Route, body: [UInt8]) throws(SlackError) -> SlackInbound {
        let isJSON = body.first { $0 != 32 && !(9...13).contains($0) } == UInt8(ascii: "{")
        let form = isJSON ? FormBody([]) : FormBody(body)
        if form["ssl_check"] == "1" { return .certificateCheck }
        switch route {
        case .commands:
            if isJSON { return .command(try SlackJSON.value(SlashCommand.self, from: body, naming: "slash command")) }
            return .command(try SlashCommand(form: form))
        case .interactions:
            var payload = body
            if !isJSON {
                guard let text = form["payload"] else {
                    throw SlackError(.malformed, "reading interaction: expected a form with the field payload")
                }
                payload = Array(text.utf8)
            }
            return .interaction(try SlackJSON.value(Interaction.self, from: payload, naming: "interaction"))
        case .events:
            return .event(try SlackJSON.value(SlackEvent.self, from: body, naming: "event"))
        }
    }
}
