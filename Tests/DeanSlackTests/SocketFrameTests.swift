import DeanDomain
import DeanSlack
import Testing

struct SocketFrameTests {
    private func read(_ text: String) throws -> SocketFrame { try SocketFrame.parse(Array(text.utf8)) }

    @Test func theConnectionsOwnFramesAreToldApart() throws {
        #expect(try read(#"{"type":"hello","num_connections":1,"debug_info":{}}"#) == .hello)
        #expect(
            try read(#"{"type":"disconnect","reason":"refresh_requested"}"#)
                == .disconnect(reason: "refresh_requested")
        )
        #expect(try read(#"{"type":"brand_new"}"#) == .other(type: "brand_new"))
    }

    @Test func anEnvelopeIsReadLikeAnHTTPBody() throws {
        let inner = #"{"type":"url_verification","challenge":"a/b"}"#
        guard
            case .envelope(let envelope) = try read(
                #"{"envelope_id":"e1","type":"events_api","accepts_response_payload":false,"payload":\#(inner)}"#
            )
        else {
            Issue.record("no envelope")
            return
        }
        #expect(envelope.route == .events)
        #expect(
            try SlackInbound.parse(envelope.route, body: envelope.payload)
                == .event(.urlVerification(challenge: "a/b"))
        )
        #expect(try envelope.acknowledgement() == #"{"envelope_id":"e1"}"#)
        #expect(try envelope.acknowledgement(ViewResponse.clear) == #"{"envelope_id":"e1"}"#)
    }

    @Test func everyInteractionMeansTheSameOverBothWays() throws {
        for payload in Payloads.everyInteraction {
            let frame = try read(
                #"{"envelope_id":"e","type":"interactive","accepts_response_payload":true,"payload":\#(payload)}"#
            )
            guard case .envelope(let envelope) = frame else {
                Issue.record("no envelope")
                return
            }
            let form = Array(FormBody.encoded([("payload", payload)]).utf8)
            #expect(
                try SlackInbound.parse(envelope.route, body: envelope.payload)
                    == SlackInbound.parse(.interactions, body: form)
            )
            #expect(
                try envelope.acknowledgement(ViewResponse.clear)
                    == #"{"envelope_id":"e","payload":{"response_action":"clear"}}"#
            )
        }
    }

    @Test(arguments: [
        ("", "JSON"), ("{}", "type"), (#"{"type":"events_api","payload":{}}"#, "envelope_id"),
        (#"{"type":"events_api","envelope_id":"e"}"#, "payload"),
        (#"{"type":"events_api","envelope_id":"e","payload":[]}"#, "payload"),
    ])
    func malformedFramesAreRefused(text: String, expected: String) {
        let error = #expect(throws: SlackError.self) { try read(text) }
        #expect(error?.code == .malformed)
        #expect(error?.message.contains(expected) == true)
    }

    @Test(arguments: 0..<100)
    func noFrameStopsTheReader(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let whole = Array(#"{"envelope_id":"e","type":"interactive","payload":\#(Payloads.blockActions)}"#.utf8)
        for bytes in [Noise.mutated(whole, &random), Noise.bytes(&random, upTo: 100)] {
            do {
                _ = try SocketFrame.parse(bytes)
            } catch {
                #expect(error.code == .malformed, "seed \(seed)")
            }
        }
    }
}
