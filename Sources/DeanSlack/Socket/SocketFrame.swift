import Foundation

/// One text frame of a Socket Mode connection.
package enum SocketFrame: Sendable, Hashable {
    /// The connection is ready.
    case hello
    /// Slack is about to close it; `warning` and `refresh_requested` are routine.
    case disconnect(reason: String)
    case envelope(SocketEnvelope)
    case other(type: String)

    private struct Head: Decodable {
        let type: String
        let reason: String?
        let envelopeID: String?
        let acceptsResponsePayload: Bool?

        private enum CodingKeys: String, CodingKey {
            case type
            case reason
            case envelopeID = "envelope_id"
            case acceptsResponsePayload = "accepts_response_payload"
        }
    }

    package static func parse(_ bytes: [UInt8]) throws(SlackError) -> SocketFrame {
        let head = try SlackJSON.value(Head.self, from: bytes, naming: "socket frame")
        switch head.type {
        case "hello": return .hello
        case "disconnect": return .disconnect(reason: head.reason ?? "unknown")
        case "slash_commands": return .envelope(try envelope(head, .commands, bytes))
        case "interactive": return .envelope(try envelope(head, .interactions, bytes))
        case "events_api": return .envelope(try envelope(head, .events, bytes))
        default: return .other(type: head.type)  // Slack adds types; an unknown one is left alone
        }
    }

    private static func envelope(
        _ head: Head,
        _ route: SlackInbound.Route,
        _ bytes: [UInt8]
    ) throws(SlackError)
        -> SocketEnvelope
    {
        guard let id = head.envelopeID, !id.isEmpty else {
            throw SlackError(.malformed, "reading socket frame: expected a value at envelope_id, found none")
        }
        guard let object = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any],
            let payload = object["payload"] as? [String: Any],
            let data = try? JSONSerialization.data(withJSONObject: payload, options: [.withoutEscapingSlashes])
        else {
            throw SlackError(.malformed, "reading socket frame: expected an object at payload")
        }
        return SocketEnvelope(
            id: id,
            route: route,
            payload: Array(data),
            acceptsResponse: head.acceptsResponsePayload ?? false
        )
    }
}

/// A payload that came over the socket; `SlackInbound.parse(route, body: payload)` reads it as if it came over HTTP.
package struct SocketEnvelope: Sendable, Hashable {
    package let id: String
    package let route: SlackInbound.Route
    package let payload: [UInt8]
    /// The acknowledgement may carry an answer.
    package let acceptsResponse: Bool

    private struct Acknowledgement<Answer: Encodable & Sendable>: Encodable {
        let envelopeID: String
        let payload: Answer?

        private enum CodingKeys: String, CodingKey {
            case envelopeID = "envelope_id"
            case payload
        }
    }

    /// The frame that tells Slack the payload has arrived; due within 3 s.
    package func acknowledgement() throws(SlackError) -> String {
        try SlackJSON.text(Acknowledgement<String>(envelopeID: id, payload: nil))
    }

    /// The same with an answer, such as a `ViewResponse` or a `Reply`, where the envelope accepts one.
    package func acknowledgement(_ answer: some Encodable & Sendable) throws(SlackError) -> String {
        guard acceptsResponse else { return try acknowledgement() }
        return try SlackJSON.text(Acknowledgement(envelopeID: id, payload: answer))
    }
}
