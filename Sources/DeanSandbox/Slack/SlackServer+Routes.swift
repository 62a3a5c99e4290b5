import DeanDomain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import NIOFoundationCompat

extension SlackServer {
    func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.post("api/:method") { request, context in try await self.webAPI(request, context) }
        router.get("api/:method") { request, context in try await self.webAPI(request, context) }
        router.post("actions/:team/:token") { request, context in
            try await self.receive(request, as: "response_url") { state, payload, moment throws(SlackRefusal) in
                try state.respond(to: context.parameters.get("token") ?? "", with: payload, at: moment)
            }
        }
        router.post("webhook/:team/:bot/:secret") { request, _ in
            try await self.receive(request, as: "webhook") { state, payload, moment throws(SlackRefusal) in
                try state.checkArguments(
                    payload,
                    allowed: ["text", "blocks", "mrkdwn", "unfurl_links", "unfurl_media"]
                )
                let draft = try state.draft(from: payload)
                state.post(draft, in: SlackChannel.ads.id, by: SlackPerson.dean.id, at: moment)
            }
        }
        router.post("upload/v1/:file") { request, context in try await self.upload(request, context) }
        addPage(to: router)
        return router
    }

    private func webAPI(_ request: Request, _ context: some RequestContext) async throws -> Response {
        let method = context.parameters.get("method") ?? ""
        let body = try await request.body.collect(upTo: 2 << 20)
        let type = request.headers[.contentType] ?? ""
        let isJSON = type.hasPrefix("application/json")
        let arguments = SlackServer.arguments(body, isJSON: isJSON, query: request.uri.query)
        let bearer = request.headers[.authorization].map { $0.replacing("Bearer ", with: "") }
        let token = bearer ?? arguments?["token"]?.text

        let fault = await gate(method)
        if let fault, let response = refuse(method, arguments ?? [:], fault) { return response }
        if token != configuration.botToken.reveal() {
            return SlackServer.json(SlackRefusal(token == nil ? "not_authed" : "invalid_auth").json)
        }
        guard let arguments else { return SlackServer.json(SlackRefusal("invalid_json").json) }
        let answer = workspace.change {
            $0.call(method, arguments, isJSON: isJSON, scopes: configuration.scopes, address: url, at: moment)
        }
        if fault == .loseAnswer {
            return Response(
                status: .ok,
                body: ResponseBody { _ in throw SlackSandboxError(.notRunning, "answer lost") }
            )
        }
        return SlackServer.json(answer)
    }

    /// Takes a message for a `response_url` or a webhook: JSON in, the word "ok" or a code out.
    private func receive(
        _ request: Request,
        as method: String,
        _ take: @Sendable (inout SlackState, SlackJSON, SlackState.Moment) throws(SlackRefusal) -> Void
    ) async throws -> Response {
        let body = try await request.body.collect(upTo: 2 << 20)
        let payload = SlackJSON(parsing: body.readableBytesView)
        if let fault = await gate(method), let response = refuse(method, payload ?? [:], fault) { return response }
        let moment = moment
        let (status, answer) = workspace.change { state -> (Int, SlackJSON) in
            let (status, answer): (Int, SlackJSON)
            do throws(SlackRefusal) {
                guard let payload, payload.members != nil else { throw SlackRefusal("invalid_payload") }
                try take(&state, payload, moment)
                (status, answer) = (200, ["ok": true])
            } catch {
                state.note(method, error)
                (status, answer) = (["used_url", "expired_url"].contains(error.code) ? 404 : 400, error.json)
            }
            state.calls.append(
                SlackCall(method: method, arguments: payload ?? .null, status: status, answer: answer)
            )
            return (status, answer)
        }
        if status == 200 { return SlackServer.text("ok") }
        return SlackServer.json(answer, status: .init(code: status))
    }

    private func upload(_ request: Request, _ context: some RequestContext) async throws -> Response {
        let body = try await request.body.collect(upTo: 64 << 20)
        let bytes = Array(body.readableBytesView)
        let taken = workspace.change { $0.upload(bytes, to: context.parameters.get("file") ?? "") }
        guard taken else { return SlackServer.text("length does not match", status: .badRequest) }
        return SlackServer.text("OK - \(bytes.count)")
    }

    // MARK: Faults

    /// Waits while the method is held, and takes the fault that its next call was given.
    private func gate(_ method: String) async -> SlackFault? {
        _ = await workspace.wait { !self.workspace.read { $0.held.contains(method) } }
        let fault = workspace.change { state -> SlackFault? in
            guard let faults = state.faults[method], !faults.isEmpty else { return nil }
            return state.faults[method]?.removeFirst()
        }
        if case .delay(let delay) = fault { try? await configuration.pause(delay) }
        return fault
    }

    /// The answer to a call that is not carried out; nil for faults that only disturb one that is.
    private func refuse(_ method: String, _ arguments: SlackJSON, _ fault: SlackFault) -> Response? {
        var response: Response
        let (status, answer): (Int, SlackJSON)
        switch fault {
        case .delay, .loseAnswer: return nil
        case .rateLimited(let seconds):
            (status, answer) = (429, ["ok": false, "error": "ratelimited"])
            response = SlackServer.json(answer, status: .tooManyRequests)
            response.headers[.retryAfter] = String(seconds)
        case .status(let code):
            (status, answer) = (code, .null)
            response = SlackServer.text("upstream trouble", status: .init(code: code))
        case .error(let code):
            (status, answer) = (200, SlackRefusal(code).json)
            response = SlackServer.json(answer)
        }
        workspace.change {
            $0.calls.append(SlackCall(method: method, arguments: arguments, status: status, answer: answer))
        }
        return response
    }

    // MARK: Bodies

    /// The arguments of a call, from JSON or from a form whose fields may hold JSON; nil when they cannot be read.
    private static func arguments(_ body: ByteBuffer, isJSON: Bool, query: String?) -> SlackJSON? {
        var arguments: SlackJSON = [:]
        if isJSON {
            guard let json = SlackJSON(parsing: body.readableBytesView), json.members != nil else { return nil }
            arguments = json
        }
        let form = (query ?? "") + "&" + (isJSON ? "" : String(buffer: body))
        guard let fields = SlackForm.decode(form) else { return nil }
        for (name, value) in fields { arguments[name] = .string(value) }
        for name in ["blocks", "metadata", "view", "files"] {
            guard let text = arguments[name]?.text else { continue }
            guard let json = SlackJSON(parsing: text.utf8) else { return nil }
            arguments[name] = json
        }
        return arguments
    }

    static func json(_ value: SlackJSON, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(string: value.serialized))
        )
    }

    static func text(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [.contentType: "text/plain; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(string: text))
        )
    }
}
