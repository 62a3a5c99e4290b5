import AsyncHTTPClient
import DeanDomain
import Foundation
import NIOCore
import NIOHTTP1

extension SlackClient {
    /// What a call carries.
    ///
    /// Slack's reading methods take forms only; the writing ones take JSON.
    enum Body: Sendable {
        case json(Data)
        case form([(name: String, value: String)])
        case bytes(Data)
    }

    struct Answer: Sendable {
        let status: HTTPResponseStatus
        let headers: HTTPHeaders
        let body: Data
    }

    /// An answer that carries nothing but `ok`.
    struct Empty: Decodable {}

    func call<Result: Decodable>(
        _ method: SlackMethod,
        _ body: Body,
        as type: Result.Type,
        priority: SlackPriority,
        channel: ChannelID? = nil,
        token: Secret? = nil
    ) async throws(SlackError) -> Result {
        let answer = try await call(method, body, priority: priority, channel: channel, token: token)
        return try decode(type, answer, method)
    }

    func call(
        _ method: SlackMethod,
        _ body: Body,
        priority: SlackPriority,
        channel: ChannelID? = nil,
        token: Secret? = nil
    ) async throws(SlackError) -> Answer {
        guard let token = token ?? self.token else {
            throw SlackError(.notAuthed, "calling \(method.name): there is no bot token")
        }
        return try await exchange(
            method,
            at: api + method.name,
            body,
            authorization: "Bearer " + token.reveal(),
            priority: priority,
            channel: channel
        )
    }

    /// Sends as often as Slack says 429, three times at most, and reads the envelope.
    func exchange(
        _ method: SlackMethod,
        at address: String,
        _ body: Body,
        authorization: String? = nil,
        priority: SlackPriority,
        channel: ChannelID? = nil
    ) async throws(SlackError) -> Answer {
        let request = RateRequest(method: method, workspace: workspace, channel: channel, priority: priority)
        var attempt = 1
        while true {
            try await gate.pass(request, patience: patience)
            let answer = try await send(method, to: address, body, authorization)
            guard let refusal = SlackAnswer.refusal(answer, method) else { return answer }
            guard refusal.code == .rateLimited, case .retry(let pause) = refusal.disposition else { throw refusal }
            await gate.pause(request, for: .seconds(pause.seconds))
            if attempt == 3 { throw refusal }
            attempt += 1
        }
    }

    func decode<Result: Decodable>(
        _ type: Result.Type,
        _ answer: Answer,
        _ method: SlackMethod
    ) throws(SlackError)
        -> Result
    {
        do {
            return try JSONDecoder().decode(type, from: answer.body)
        } catch {
            throw SlackError(
                .unreadable,
                "calling \(method.name): \(SlackError.malformed("the answer", error).message)",
                disposition: method.isRepeatable ? .giveUp : .unknown,
                cause: error
            )
        }
    }

    private func send(
        _ method: SlackMethod,
        to address: String,
        _ body: Body,
        _ authorization: String?
    )
        async throws(SlackError) -> Answer
    {
        var request = HTTPClientRequest(url: address)
        request.method = .POST
        if let authorization { request.headers.add(name: "Authorization", value: authorization) }
        switch body {
        case .json(let data):
            request.headers.add(name: "Content-Type", value: "application/json; charset=utf-8")
            request.body = .bytes(data)
        case .form(let fields):
            request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
            request.body = .bytes(Array(FormBody.encoded(fields).utf8))
        case .bytes(let data):
            request.headers.add(name: "Content-Type", value: "application/octet-stream")
            request.body = .bytes(data)
        }
        do {
            let response = try await http.execute(request, timeout: .nanoseconds(timeout.nanoseconds))
            let collected = try await response.body.collect(upTo: 1 << 20)
            return Answer(status: response.status, headers: response.headers, body: Data(collected.readableBytesView))
        } catch {
            throw SlackAnswer.fault(error, method)
        }
    }
}

extension Duration {
    fileprivate var nanoseconds: Int64 { components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000 }
}
