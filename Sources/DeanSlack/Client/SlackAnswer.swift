import AsyncHTTPClient
import DeanDomain
import Foundation
import NIOCore
import NIOHTTP1

/// What Slack's answers, and the lack of one, mean.
enum SlackAnswer {
    private struct Envelope: Decodable {
        struct Metadata: Decodable {
            let messages: [String]?
        }

        let ok: Bool
        let error: String?
        let needed: String?
        let errors: [String]?
        let metadata: Metadata?

        private enum CodingKeys: String, CodingKey {
            case ok
            case error
            case needed
            case errors
            case metadata = "response_metadata"
        }
    }

    /// Nil when the call did what it should.
    ///
    /// The Web API answers 200 with an envelope, good or bad; webhooks and response addresses answer in plain text and
    /// with the status; a proxy in between answers HTML.
    static func refusal(_ answer: SlackClient.Answer, _ method: SlackMethod) -> SlackError? {
        let status = Int(answer.status.code)
        if status == 429 {
            return SlackError(
                .rateLimited,
                "calling \(method.name): HTTP 429",
                disposition: .retry(after: retryAfter(answer))
            )
        }
        if let envelope = try? JSONDecoder().decode(Envelope.self, from: answer.body) {
            return envelope.ok && status < 400 ? nil : refusal(envelope, answer, method)
        }
        if (200..<300).contains(status) {
            return isPlain(method)
                ? nil : vague(.unreadable, "HTTP \(status), and the answer is not JSON", method)
        }
        if status >= 500 { return vague(.internalError, "HTTP \(status)", method) }
        let word = String(decoding: answer.body.prefix(100), as: UTF8.self)
        let isCode = !word.isEmpty && word.utf8.allSatisfy { (97...122).contains($0) || $0 == 95 }
        let code = isCode ? SlackError.Code(rawValue: word) ?? .unlisted : .unlisted
        let slackCode = isCode ? word : "http_\(status)"
        return SlackError(code, "calling \(method.name): HTTP \(status), \(slackCode)", slackCode: slackCode)
    }

    /// Not an answer but a failure to get one.
    static func fault(_ error: any Error, _ method: SlackMethod) -> SlackError {
        if error is CancellationError || error as? HTTPClientError == .cancelled {
            return vague(.cancelled, "the call was cancelled", method, error)
        }
        if wasNeverSent(error) {
            return SlackError(.connection, "calling \(method.name): no connection", cause: error)
        }
        let isTimeout = [HTTPClientError.deadlineExceeded, .readTimeout, .writeTimeout].contains {
            error as? HTTPClientError == $0
        }
        return isTimeout
            ? vague(.timedOut, "no answer in time", method, error)
            : vague(.unreadable, "the connection broke", method, error)
    }

    private static func refusal(_ envelope: Envelope, _ answer: SlackClient.Answer, _ method: SlackMethod) -> SlackError
    {
        let word = envelope.error ?? "unknown_error"
        let code = SlackError.Code(rawValue: word) ?? .unlisted
        var problems = (envelope.errors ?? []) + (envelope.metadata?.messages ?? [])
        if let needed = envelope.needed { problems.append("needs the scope \(needed)") }
        let disposition: SlackError.Disposition? =
            switch code.disposition {
            case .unknown where method.isRepeatable: .retry(after: TimeSpan(seconds: 5))
            case .retry where code == .rateLimited: .retry(after: retryAfter(answer))
            case .unknown, .retry, .giveUp: nil
            }
        return SlackError(
            code,
            "calling \(method.name): \(word)",
            slackCode: word,
            problems: problems,
            disposition: disposition
        )
    }

    private static func vague(
        _ code: SlackError.Code,
        _ what: String,
        _ method: SlackMethod,
        _ cause: (any Error)? = nil
    ) -> SlackError {
        SlackError(
            code,
            "calling \(method.name): \(what)",
            disposition: method.isRepeatable ? .retry(after: TimeSpan(seconds: 5)) : .unknown,
            cause: cause
        )
    }

    private static func retryAfter(_ answer: SlackClient.Answer) -> TimeSpan {
        let seconds = answer.headers.first(name: "Retry-After").flatMap { Int64($0.filter { $0 != " " }) }
        return TimeSpan(seconds: min(3600, max(1, seconds ?? 30)))
    }

    private static func isPlain(_ method: SlackMethod) -> Bool {
        [.responseURL, .incomingWebhook, .uploadBytes].contains(method)
    }

    private static func wasNeverSent(_ error: any Error) -> Bool {
        let early: [HTTPClientError] = [
            .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout, .invalidURL, .emptyHost, .emptyScheme,
            .alreadyShutdown,
        ]
        if let error = error as? HTTPClientError { return early.contains(error) }
        if case .connectTimeout = error as? ChannelError { return true }
        if let error = error as? IOError {
            let codes: [POSIXErrorCode] = [.ECONNREFUSED, .EHOSTUNREACH, .ENETUNREACH]
            return codes.contains { $0.rawValue == error.errnoCode }
        }
        // NIO's error for a refused connection or an unknown host is in NIOPosix, which this module does not import.
        return String(reflecting: type(of: error)) == "NIOPosix.NIOConnectionError"
    }
}
