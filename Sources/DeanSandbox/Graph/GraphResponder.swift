import DeanDomain
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// Gives the responder the connection, which some faults close.
struct GraphRequestContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }
}

/// Turns HTTP requests into Graph calls, lets them meet their faults, and logs them.
struct GraphResponder: HTTPResponder {
    let server: GraphServer

    func respond(to request: Request, context: GraphRequestContext) async throws -> Response {
        var request = request
        let body = Array(try await request.collectBody(upTo: 64 << 20).readableBytesView)
        server.market.advance(to: server.clock.now)
        let path = request.uri.path
        var segments = path.split(separator: "/").map { String($0).removingPercentEncoding ?? String($0) }
        let origin = "http://" + (request.head.authority ?? "127.0.0.1")
        if let answer = server.openPage(segments, method: request.method.rawValue, query: request.uri.query, body) {
            return response(answer)
        }
        var version = "v26.0"
        if let first = segments.first, GraphAddress.isVersion(first) { version = segments.removeFirst() }
        let contentType = request.headers[.contentType]
        guard
            let (parameters, uploads) = GraphBody.parameters(
                query: request.uri.query,
                contentType: contentType,
                body: body
            )
        else {
            return response(server.refusal(GraphFailure.invalid("The body is not what its Content-Type says.")))
        }
        let call = GraphCall(
            method: parameters.text("method")?.uppercased() ?? request.method.rawValue,
            path: segments,
            version: version,
            parameters: parameters,
            uploads: uploads,
            origin: origin
        )
        let bearer = bearer(request.headers[.authorization])
        let fault = server.faults.take(method: call.method, path: "/" + call.joinedPath)
        let reply = await reply(to: call, bearer: bearer, fault: fault)
        server.log.add(
            record(call, body, query: request.uri.query, contentType: contentType, bearer, fault, reply?.status ?? 0)
        )
        guard var reply else {
            try? await context.channel.close(mode: .all)
            return Response(status: .ok)
        }
        let isThrottled = if case .throttled = fault { true } else { false }
        let percent = server.usage.count(isRead: call.isRead, at: server.market.now)
        reply.headers += GraphUsage.headers(
            percent: isThrottled ? 100 : percent,
            account: account(of: call)
        )
        if case .stalled(let time) = fault { return stalled(reply, time, context.channel) }
        return response(reply)
    }

    /// nil where no answer is sent.
    private func reply(to call: GraphCall, bearer: String?, fault: GraphFault.Effect?) async -> GraphReply? {
        switch fault {
        case nil, .stalled: return server.answer(call, bearer: bearer)
        case .lostAfterApplying:
            _ = server.answer(call, bearer: bearer)
            return nil
        case .lostBeforeApplying: return nil
        case .delayed(let time):
            // Cancelled while it waits, the server is going down and nobody hears the answer.
            try? await server.pause(time)
            return server.answer(call, bearer: bearer)
        case .error(let code, let subcode, let isTransient, let status):
            return server.refusal(
                GraphFailure(
                    code: code,
                    subcode: subcode,
                    message: "(#\(code)) Injected by the sandbox",
                    isTransient: isTransient,
                    status: status
                )
            )
        case .badGateway:
            _ = server.answer(call, bearer: bearer)
            let page = "<html><head><title>502 Bad Gateway</title></head><body><h1>Sorry, something went wrong.</h1>"
            return GraphReply(status: 502, contentType: "text/html; charset=utf-8", body: Array(page.utf8))
        case .cutJSON:
            var reply = server.answer(call, bearer: bearer)
            reply.body = Array(reply.body.prefix(max(1, reply.body.count / 2)))
            return reply
        case .throttled(let code):
            return server.refusal(
                GraphFailure(
                    code: code,
                    subcode: code == 17 ? 2_446_079 : nil,
                    message: "(#\(code)) User request limit reached",
                    isTransient: true
                )
            )
        case .deadToken(let subcode):
            return server.refusal(
                GraphFailure(
                    code: 190,
                    subcode: subcode,
                    message: "Error validating access token: Session has expired",
                    status: 401
                )
            )
        case .emptyPage: return GraphReply(GraphPaging.emptyPage(call))
        case .reportFails:
            var marked = call
            marked.parameters.values[GraphAPI.failureMark] = "1"
            return server.answer(marked, bearer: bearer)
        }
    }

    private func response(_ reply: GraphReply) -> Response {
        Response(
            status: .init(code: reply.status),
            headers: headers(reply),
            body: .init(byteBuffer: ByteBuffer(bytes: reply.body))
        )
    }

    private func headers(_ reply: GraphReply) -> HTTPFields {
        var headers = HTTPFields()
        headers[.contentType] = reply.contentType
        for header in reply.headers {
            if let name = HTTPField.Name(header.name) { headers[name] = header.value }
        }
        return headers
    }

    private func stalled(_ reply: GraphReply, _ time: Duration, _ channel: any Channel) -> Response {
        let half = ByteBuffer(bytes: reply.body.prefix(reply.body.count / 2))
        let pause = server.pause
        return Response(
            status: .init(code: reply.status),
            headers: headers(reply),
            body: ResponseBody(contentLength: reply.body.count) { writer in
                try await writer.write(half)
                try await pause(time)
                try await channel.close(mode: .all)
            }
        )
    }

    private func bearer(_ header: String?) -> String? {
        guard let header, let space = header.firstIndex(of: " ") else { return nil }
        let scheme = header[..<space].lowercased()
        return scheme == "bearer" || scheme == "oauth" ? String(header[header.index(after: space)...]) : nil
    }

    /// The account that a call is counted against.
    private func account(of call: GraphCall) -> String? {
        guard let first = call.path.first, first != "me", first != "debug_token" else { return nil }
        if first.hasPrefix("act_") { return first }
        if let run = server.api.reports.run(first) { return run.account.rawValue }
        return server.market.read { state in
            let node = GraphNode(state: state, origin: call.origin)
            return node.target(first).map { state.accounts[node.account(of: $0)].id.rawValue }
        }
    }

    private func record(
        _ call: GraphCall,
        _ body: [UInt8],
        query: String?,
        contentType: String?,
        _ bearer: String?,
        _ fault: GraphFault.Effect?,
        _ status: Int
    ) -> GraphRequestRecord {
        var parameters = call.parameters.values
        let hasProof = parameters["appsecret_proof"] != nil
        let configuration = server.configuration
        let secrets =
            [bearer, parameters["access_token"], parameters["appsecret_proof"], parameters["input_token"]]
            .compactMap { $0 } + [configuration.token.reveal(), configuration.appSecret.reveal()]
        for name in ["access_token", "appsecret_proof", "input_token"] where parameters[name] != nil {
            parameters[name] = "<redacted>"
        }
        // Of a file upload only its size is worth keeping.
        let isMultipart = contentType?.hasPrefix("multipart") ?? false
        var text = isMultipart ? "<\(body.count) bytes>" : String(decoding: body, as: UTF8.self)
        for secret in secrets where !secret.isEmpty {
            text = text.replacingOccurrences(of: secret, with: "<redacted>")
            for (name, value) in parameters {
                parameters[name] = value.replacingOccurrences(of: secret, with: "<redacted>")
            }
        }
        return GraphRequestRecord(
            at: server.market.now,
            method: call.method,
            path: "/" + call.joinedPath,
            version: call.version,
            parameters: parameters,
            body: text,
            hasTokenInURL: query.map { GraphBody.form($0)["access_token"] != nil } ?? false,
            hasProof: hasProof,
            fault: fault,
            status: status
        )
    }
}
