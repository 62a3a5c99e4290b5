import DeanBot
import DeanDomain
import DeanSlack
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// The three doors for Slack: verify the raw bytes, store, acknowledge.
///
/// Answers 401 to a bad signature, 400 to what is signed but malformed, 503 only when the request could not be stored,
/// so that Slack delivers it again.
struct SlackRoutes<Context: RequestContext>: Sendable {
    let signature: SlackSignature
    let intake: Intake
    let clock: WallClock
    let logger: Logger

    /// Slack's own bodies stay far below; a modal's state is the largest.
    private static var largestBody: Int { 1 << 20 }

    func register(on router: Router<Context>) {
        for route in SlackInbound.Route.allCases {
            router.post(RouterPath("/slack/\(route.rawValue)")) { request, _ in await answer(request, route: route) }
        }
    }

    private func answer(_ request: Request, route: SlackInbound.Route) async -> Response {
        let body: [UInt8]
        do {
            body = Array((try await request.body.collect(upTo: Self.largestBody)).readableBytesView)
        } catch {
            return text("the body is larger than \(Self.largestBody) bytes or was cut", status: .contentTooLarge)
        }
        let verdict = signature.verify(
            body: body,
            timestamp: request.headers[.slackTimestamp],
            signature: request.headers[.slackSignature],
            at: clock.now
        )
        guard verdict == .genuine else {
            logger.info("refusing an unverified request", metadata: ["route": "\(route)", "verdict": "\(verdict)"])
            return text("the request's signature is not valid: \(verdict)", status: .unauthorized)
        }
        let acknowledgement: Acknowledgement
        do {
            acknowledgement = try Acknowledgement.to(try SlackInbound.parse(route, body: body))
        } catch {
            return text("\(error)", status: .badRequest)
        }
        if acknowledgement.needsWork {
            do {
                try await intake.accept(route, body: body, key: acknowledgement.key)
            } catch {
                logger.error("storing a Slack request", metadata: ["error": "\(error)"])
                return text("the store is not available", status: .serviceUnavailable)
            }
        }
        return Response(
            status: .ok,
            headers: [.contentType: acknowledgement.isJSON ? "application/json; charset=utf-8" : "text/plain"],
            body: .init(byteBuffer: ByteBuffer(string: acknowledgement.body))
        )
    }

    private func text(_ message: String, status: HTTPResponse.Status) -> Response {
        Response(
            status: status,
            headers: [.contentType: "text/plain; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(string: message + "\n"))
        )
    }
}

extension HTTPField.Name {
    static var slackTimestamp: Self { Self("x-slack-request-timestamp") ?? .date }
    static var slackSignature: Self { Self("x-slack-signature") ?? .authorization }
}
