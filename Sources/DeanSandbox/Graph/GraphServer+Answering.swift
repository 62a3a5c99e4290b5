import Crypto
import DeanDomain
import Foundation

/// An answer before it becomes bytes on a socket.
struct GraphReply: Sendable {
    var status: Int
    var contentType = "text/javascript; charset=UTF-8"
    var body: [UInt8]
    var headers: [(name: String, value: String)] = []

    init(status: Int = 200, _ json: GraphJSON) {
        self.status = status
        body = json.bytes
    }

    init(status: Int, contentType: String, body: [UInt8]) {
        self.status = status
        self.contentType = contentType
        self.body = body
    }
}

extension GraphServer {
    /// Checks version and token and answers the call, or the batch of calls.
    func answer(_ call: GraphCall, bearer: String?) -> GraphReply {
        do {
            try checkVersion(call.version)
            try authorize(call, bearer: bearer)
            for session in asyncCalls.due(requests: log.count) {
                asyncCalls.finish(session.id, refusable { try api.answer(session.call) })
            }
            if let session = call.path.first.flatMap(asyncCalls.session), call.path.count == 1 {
                return GraphReply(Self.json(session))
            }
            if call.method == "POST", call.path.isEmpty, let batch = call.parameters.json("asyncbatch")?.items {
                return GraphReply(try accept(batch, of: call))
            }
            if call.method == "POST", call.path.isEmpty, call.parameters.text("batch") != nil {
                return GraphReply(try batch(call))
            }
            return GraphReply(try api.answer(call))
        } catch {
            return refusal(error)
        }
    }

    func refusal(_ error: any Error) -> GraphReply {
        let failure =
            error as? GraphFailure
            ?? GraphFailure(code: 1, message: "An unknown error occurred: \(error)", isTransient: true, status: 500)
        var reply = GraphReply(status: failure.status, failure.json(trace: trace()))
        if failure.code == 190 {
            reply.headers.append(
                ("WWW-Authenticate", "OAuth \"Facebook Platform\" \"invalid_token\" \"\(failure.message)\"")
            )
        }
        return reply
    }

    /// An id by which a request is found again; the same for the same sequence of requests.
    private func trace() -> String {
        var random = SeededRandom(seed: market.seed ^ UInt64(log.count))
        return "A" + String(random.next(), radix: 36) + "_" + String(random.next() >> 32, radix: 36)
    }

    /// v25.0 is the oldest version that still answers.
    private func checkVersion(_ version: String) throws {
        let parts = version.dropFirst().split(separator: ".").compactMap { Int($0) }
        guard version.hasPrefix("v"), parts.count == 2 else { throw GraphFailure.unknownEdge(version) }
        guard parts[0] >= 25 else { throw GraphFailure.oldVersion(version) }
    }

    /// Every call needs the user's token; `debug_token` is content with the app's own, "id|secret".
    private func authorize(_ call: GraphCall, bearer: String?) throws {
        guard let token = bearer ?? call.parameters.text("access_token") else { throw GraphFailure.badToken }
        let appToken = "\(SandboxCredentials.appID)|\(configuration.appSecret.reveal())"
        guard token == configuration.token.reveal() || (call.path == ["debug_token"] && token == appToken) else {
            throw GraphFailure.badToken
        }
        guard let proof = call.parameters.text("appsecret_proof") else {
            if configuration.requiresProof, token != appToken { throw GraphFailure.proofRequired }
            return
        }
        let key = SymmetricKey(data: Data(configuration.appSecret.reveal().utf8))
        let code = HMAC<SHA256>.authenticationCode(for: Data(token.utf8), using: key)
        let expected = code.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
        guard proof == expected else { throw GraphFailure.badProof }
    }

    /// Up to fifty calls in one; each has an answer of its own.
    private func batch(_ call: GraphCall) throws -> GraphJSON {
        guard let items = call.parameters.json("batch")?.items else {
            throw GraphFailure.invalid("batch must be a JSON list of calls.")
        }
        guard items.count <= 50 else {
            throw GraphFailure(
                code: 100,
                message: "(#100) Too many requests in batch message. Maximum batch size is 50"
            )
        }
        return .array(
            items.map { item in
                let reply = answer(item, of: call)
                return [
                    "code": .integer(Int64(reply.status)),
                    "headers": [["name": "Content-Type", "value": .string(reply.contentType)]],
                    "body": .string(String(decoding: reply.body, as: UTF8.self)),
                ]
            }
        )
    }

    private func answer(_ item: GraphJSON, of call: GraphCall) -> GraphReply {
        refusable {
            let part = part(item, of: call)
            try checkVersion(part.version)
            return try api.answer(part)
        }
    }

    private func refusable(_ answer: () throws -> GraphJSON) -> GraphReply {
        do {
            return GraphReply(try answer())
        } catch {
            return refusal(error)
        }
    }

    /// One call of a batch, with what it shares with the batch.
    private func part(_ item: GraphJSON, of call: GraphCall) -> GraphCall {
        let address = item["relative_url"]?.text ?? ""
        let halves = address.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        var segments = (halves.first ?? "").split(separator: "/").map(String.init)
        var version = call.version
        if let first = segments.first, GraphAddress.isVersion(first) {
            version = first
            segments.removeFirst()
        }
        var values = GraphBody.form(halves.count > 1 ? halves[1] : "")
        if let body = item["body"]?.text { values.merge(GraphBody.form(body)) { _, new in new } }
        values["access_token"] = nil
        let attached = (item["attached_files"]?.text ?? "").split(separator: ",").map(String.init)
        return GraphCall(
            method: item["method"]?.text ?? "GET",
            path: segments,
            version: version,
            parameters: GraphParameters(values),
            uploads: call.uploads.filter { attached.contains($0.part) },
            origin: call.origin
        )
    }

    private func accept(_ items: [GraphJSON], of call: GraphCall) throws -> GraphJSON {
        guard items.count <= 50 else {
            throw GraphFailure(
                code: 100,
                message: "(#100) Too many requests in batch message. Maximum batch size is 50"
            )
        }
        let sessions: [GraphJSON] = items.map { item in
            var part = part(item, of: call)
            part.isAsynchronous = true
            let name = item["name"]?.text ?? ""
            return ["id": .string(asyncCalls.accept(part, name: name, requests: log.count)), "name": .string(name)]
        }
        return ["async_sessions": .array(sessions)]
    }

    private static func json(_ session: GraphAsyncCalls.Session) -> GraphJSON {
        var json: GraphJSON = [
            "id": .string(session.id), "name": .string(session.name),
            "status": session.result == nil ? "IN_PROGRESS" : "COMPLETED",
        ]
        if let result = session.result { json["result"] = .string(String(decoding: result.body, as: UTF8.self)) }
        return json
    }
}

enum GraphAddress {
    static func isVersion(_ text: String) -> Bool {
        guard text.hasPrefix("v") else { return false }
        let parts = text.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { Int($0) != nil }
    }
}
