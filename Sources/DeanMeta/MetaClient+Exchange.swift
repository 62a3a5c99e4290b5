import AsyncHTTPClient
import DeanDomain
import Logging
import NIOCore
import NIOHTTP1

extension MetaClient {
    /// More than Meta's largest pages, less than what would hurt the process.
    private static let largestBody = 64 << 20
    private static let mostAttempts = 3

    /// Sends a read until it is answered, at most three times, when Meta's limits allow.
    func read(_ request: GraphRequest, _ priority: MetaPriority) async throws(MetaError) -> JSON {
        var attempt = 1
        while true {
            let failure: MetaError
            do throws(MetaError) {
                return try await exchange(request, priority)
            } catch {
                failure = error
            }
            guard case .retry(let after) = failure.disposition, attempt < Self.mostAttempts else { throw failure }
            // A throttled read waits at the budgeter, or is refused there.
            if failure.kind != .throttled { try await pause(backoff(after, attempt, request), before: request) }
            attempt += 1
        }
    }

    /// Sends one HTTP request, when Meta's limits allow, and returns its JSON.
    func exchange(_ request: GraphRequest, _ priority: MetaPriority) async throws(MetaError) -> JSON {
        try await admit(request, priority)
        await budgeter.enter(priority)
        let result: Result<JSON, MetaError>
        do throws(MetaError) {
            result = .success(try await send(request))
        } catch {
            result = .failure(error)
        }
        await budgeter.leave()
        return try result.get()
    }

    /// Waits until the limits allow the request; throws, with nothing sent, when that would take too long.
    private func admit(_ request: GraphRequest, _ priority: MetaPriority) async throws(MetaError) {
        var waited = TimeSpan(seconds: 0)
        while true {
            let now = clock.now
            switch await budgeter.admission(request, priority, at: now) {
            case .go: return
            case .pace(let span):
                return try await pause(span, before: request)
            case .blocked(let until, let reason):
                let span = until - now
                waited = TimeSpan(seconds: waited.seconds + max(1, span.seconds))
                guard waited <= priority.patience else {
                    throw MetaError(.throttled, doing: request.doing, message: reason, retryAfter: span)
                }
                try await pause(span, before: request)
            }
        }
    }

    private func pause(_ span: TimeSpan, before request: GraphRequest) async throws(MetaError) {
        do {
            try await sleep(span)
        } catch {
            throw MetaError(.connection, doing: request.doing, message: "it was cancelled before it was sent")
        }
    }

    /// Doubles from try to try, with up to as much again by chance, so that many accounts do not come back as one.
    private func backoff(_ first: TimeSpan, _ attempt: Int, _ request: GraphRequest) -> TimeSpan {
        let base = first.seconds << (attempt - 1)
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in request.path.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0100_0000_01b3 }
        var random = SeededRandom(seed: hash ^ UInt64(bitPattern: clock.now.seconds) &+ UInt64(attempt))
        return TimeSpan(seconds: base + Int64.random(in: 0...max(1, base), using: &random))
    }

    private struct RawAnswer: Sendable {
        let status: Int
        let headers: HTTPHeaders
        let body: [UInt8]
    }

    private func send(_ request: GraphRequest) async throws(MetaError) -> JSON {
        let raw: RawAnswer
        do {
            raw = try await rawAnswer(to: wire(request))
        } catch {
            let failure = MetaError(transport: error, of: request)
            log(request, status: nil, failure: failure)
            throw failure
        }
        await budgeter.record(raw.headers, of: request, at: clock.now)
        var failure: MetaError
        do throws(MetaError) {
            let answer = try Self.answer(raw.body, status: raw.status, to: request)
            log(request, status: raw.status, failure: nil)
            return answer
        } catch {
            failure = error
        }
        failure = redacted(failure)
        if failure.kind == .throttled {
            failure.retryAfter = await budgeter.record(throttle: failure, of: request, at: clock.now)
        }
        log(request, status: raw.status, failure: failure)
        throw failure
    }

    /// AsyncHTTPClient's deadline ends with the response's head; this one covers the body too.
    private func rawAnswer(to wire: HTTPClientRequest) async throws -> RawAnswer {
        let limit = TimeAmount.seconds(configuration.timeout.seconds)
        return try await withThrowingTaskGroup(of: RawAnswer.self) { group in
            let deadline = http.eventLoopGroup.any().scheduleTask(in: limit) { () throws -> RawAnswer in
                throw HTTPClientError.deadlineExceeded
            }
            defer {
                deadline.cancel()
                group.cancelAll()
            }
            group.addTask {
                let response = try await http.execute(wire, timeout: limit)
                let body = try await response.body.collect(upTo: Self.largestBody)
                return RawAnswer(
                    status: Int(response.status.code),
                    headers: response.headers,
                    body: Array(buffer: body)
                )
            }
            group.addTask { try await deadline.futureResult.get() }
            guard let first = try await group.next() else { throw HTTPClientError.cancelled }
            return first
        }
    }

    private func wire(_ request: GraphRequest) -> HTTPClientRequest {
        var request = request
        let token = request.authorization ?? configuration.token
        if let secret = configuration.appSecret, !secret.isEmpty {
            request.set([
                .init(name: "appsecret_proof", value: SecretProof.make(secret: secret, token: token))
            ])
        }
        let host =
            configuration.graphURL.hasSuffix("/") ? String(configuration.graphURL.dropLast()) : configuration.graphURL
        var url = host + "/" + configuration.version + "/" + request.path
        let encoded = request.encodedParameters
        if request.method == .get, !encoded.isEmpty { url += "?" + encoded }
        var wire = HTTPClientRequest(url: url)
        wire.headers.add(name: "Authorization", value: "Bearer " + token.reveal())
        wire.headers.add(name: "Accept", value: "application/json")
        wire.headers.add(name: "User-Agent", value: "dean")
        switch request.method {
        case .get: wire.method = .GET
        case .post:
            wire.method = .POST
            wire.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
            wire.body = .bytes(ByteBuffer(string: encoded))
        }
        return wire
    }

    /// The JSON of an answer, or the error in it; an error may come with status 200.
    private static func answer(
        _ body: [UInt8],
        status: Int,
        to request: GraphRequest
    ) throws(MetaError) -> JSON {
        func unreadable(_ why: String) -> MetaError {
            MetaError(
                status == 429 ? .throttled : .unreadable,
                doing: request.doing,
                message: why,
                httpStatus: status,
                mayHaveChanged: request.isWrite
            )
        }
        guard !body.isEmpty else { throw unreadable("an empty answer with status \(status)") }
        let json: JSON
        do throws(JSONDocument.Malformed) {
            json = try JSONDocument.parse(body)
        } catch {
            throw unreadable("no JSON with status \(status): \(error.reason) at byte \(error.offset) of \(body.count)")
        }
        let failure = MetaError(
            answer: json,
            doing: request.doing,
            httpStatus: status,
            mayHaveChanged: request.isWrite
        )
        if let failure { throw failure }
        guard (200..<300).contains(status) else { throw unreadable("status \(status) without an error object") }
        return json
    }

    /// Meta quotes a malformed token in its message.
    private func redacted(_ error: MetaError) -> MetaError {
        var error = error
        error.message = redacted(error.message)
        error.userMessage = error.userMessage.map(redacted)
        return error
    }

    private func redacted(_ text: String) -> String {
        var text = text
        for secret in [configuration.token, configuration.appSecret].compactMap({ $0 }) where !secret.isEmpty {
            text = text.replacing(secret.reveal(), with: "<redacted>")
        }
        return text
    }

    private func log(_ request: GraphRequest, status: Int?, failure: MetaError?) {
        var metadata: Logger.Metadata = ["method": "\(request.method.rawValue)", "path": "\(request.path)"]
        if let status { metadata["status"] = "\(status)" }
        guard let failure else {
            logger.debug("meta call", metadata: metadata)
            return
        }
        metadata["kind"] = "\(failure.kind.rawValue)"
        metadata["code"] = failure.codes.map { "\($0)" }
        metadata["fbtrace"] = failure.trace.map { "\($0)" }
        metadata["reason"] = "\(failure.message)"
        logger.log(level: failure.logLevel, "\(failure.doing)", metadata: metadata)
    }
}

extension MetaPriority {
    /// How long a call may be kept waiting by Meta's limits before it is refused.
    var patience: TimeSpan {
        switch self {
        case .approvedWrite, .guardRead: TimeSpan(seconds: 30)
        case .interactiveRead: TimeSpan(seconds: 3)
        case .backgroundRead: TimeSpan(seconds: 120)
        }
    }
}
